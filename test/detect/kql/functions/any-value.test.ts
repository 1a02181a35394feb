import fc from 'fast-check'
import t from 'tap'
import { FUNCTIONS, type FunctionName } from '../../../../src/detect/kql/functions/index.ts'
import type { Operand } from '../../../../src/detect/kql/functions/scalar-function.ts'
import type { KqlType, KqlValue } from '../../../../src/detect/kql/query.ts'
import { createScope } from '../../../../src/detect/kql/scope.ts'
import { MAX_DATETIME, MIN_DATETIME } from '../../../../src/detect/kql/values/datetime-range.ts'

/** What `parse` and `parse-kv` take is made by their readers only. */
const MADE_BY_READERS: ReadonlySet<string> = new Set(['parse', 'parse-kv', 'parsed field'])

/** Functions that are called without arguments. */
const MAY_HAVE_NONE: ReadonlySet<string> = new Set(['now', 'pi', 'ingestion_time'])

const LONG = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
const TEXT = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '10.0.0.1',
    '10.0.0.0/8',
    '::1',
    'a=b&c',
    'https://u:p@h:1/p?q=1#f',
    '%41%',
    'YQ==',
    '2024-01-01',
    '1.02:03:04',
    'day',
    'week',
    '(a)|b*',
    '\\d+',
    '[1,{"a":null}]',
    '-1e400',
  ),
)
const VALUES: { readonly [T in KqlType]: fc.Arbitrary<KqlValue> } = {
  string: TEXT,
  bool: fc.boolean(),
  int: fc.integer(),
  long: fc.oneof(LONG, fc.bigInt({ min: -5n, max: 40n })),
  real: fc.double(),
  decimal: fc.constantFrom('0', '-1.5', '12345678901234567890.123', '1000000000000000000000000000000000'),
  datetime: fc.oneof(fc.bigInt({ min: MIN_DATETIME, max: MAX_DATETIME }), fc.constantFrom(MIN_DATETIME, MAX_DATETIME)),
  timespan: LONG,
  guid: fc.uuid(),
  dynamic: fc.oneof(fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<KqlValue>, fc.array(TEXT), fc.array(fc.integer()), LONG),
}

const HOLDS: { readonly [T in KqlType]: (value: NonNullable<KqlValue>) => boolean } = {
  string: (value) => typeof value === 'string',
  bool: (value) => typeof value === 'boolean',
  int: (value) => typeof value === 'number' && (Number.isInteger(value) || Number.isNaN(value)),
  long: (value) => typeof value === 'bigint' && BigInt.asIntN(64, value) === value,
  real: (value) => typeof value === 'number',
  decimal: (value) => typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value),
  datetime: (value) => typeof value === 'bigint' && value >= MIN_DATETIME && value <= MAX_DATETIME,
  timespan: (value) => typeof value === 'bigint' && BigInt.asIntN(64, value) === value,
  guid: (value) => typeof value === 'string',
  dynamic: () => true,
}

type Argument = { readonly type: KqlType; readonly value: KqlValue; readonly isConstant: boolean }

const ARGUMENT: fc.Arbitrary<Argument> = fc.constantFrom(...(Object.keys(VALUES) as KqlType[])).chain((type) =>
  fc.record({
    type: fc.constant(type),
    value: type === 'string' ? VALUES.string : fc.option(VALUES[type], { freq: 8 }),
    isConstant: fc.boolean(),
  }),
)

t.test('no function throws, and each gives values of its type, whatever it is given', (t) => {
  for (const name of Object.keys(FUNCTIONS) as FunctionName[]) {
    if (MADE_BY_READERS.has(name)) continue
    let evaluated = 0
    const property = fc.property(fc.array(ARGUMENT, { minLength: MAY_HAVE_NONE.has(name) ? 0 : 1, maxLength: 4 }), (args) => {
      evaluated += evaluate(name, args)
    })
    t.doesNotThrow(() => fc.assert(property, { numRuns: 3000 }), name)
    t.ok(evaluated > 0, `${name} was evaluated`)
  }
  t.end()
})

/** 1 when the function takes such arguments. */
function evaluate(name: FunctionName, args: readonly Argument[]): number {
  const { accepts, problem, type, compile } = FUNCTIONS[name]
  const types = args.map((argument) => argument.type)
  const constants = args.map(({ value, isConstant }) => (isConstant ? value : undefined))
  if (!hasOperands(name, args.length) || !accepts(...types) || (problem?.(...constants) ?? null) !== null) return 0
  const operands = args.map((argument, index): Operand => {
    return { type: argument.type, constant: constants[index], evaluate: () => argument.value }
  })
  const value = compile(...operands)(createScope(0, { now: 17_000_000_000_000_000n }))
  const result = type?.(types, constants) ?? null
  if (result === null) return 1
  if (value === null ? result === 'string' : !HOLDS[result](value)) throw new Error(`${name}: ${typeof value} is no ${result}`)
  return 1
}

/** The binder has counted the arguments of those that do not themselves. */
function hasOperands(name: string, count: number): boolean {
  if (
    /^(?:not|negate|is(?:not)?(?:null|empty)|to(?:string|bool|boolean|int|long|real|double|decimal|datetime|timespan|guid)|gettype|ago|abs)$/.test(
      name,
    )
  )
    return count === 1
  if (name === 'now') return count <= 1
  if (/^if?if$|^iff$|^between$/.test(name)) return count === 3
  if (/^(?:bin|floor)$/.test(name)) return count === 2
  if (name === 'bin_at') return count === 3
  if (/^(?:in~?|has_any|has_all|case|coalesce|max_of|min_of|pack|bag_pack|pack_dictionary)$/.test(name)) return count >= 2
  if (/^\W+$|^(?:and|or|matches regex|element|.*_cs|contains|startswith|endswith|has|hasprefix|hassuffix)$/.test(name))
    return count === 2
  return true
}
