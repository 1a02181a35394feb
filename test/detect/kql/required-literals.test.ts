import fc from 'fast-check'
import t from 'tap'
import type { Row } from '../../../src/decode/common-security-log/row.ts'
import { compilePlan } from '../../../src/detect/kql/compile-plan.ts'
import type { FunctionName } from '../../../src/detect/kql/functions/index.ts'
import type { Column, Expression, LiteralValue, Plan } from '../../../src/detect/kql/plan.ts'
import type { KqlType } from '../../../src/detect/kql/query.ts'
import { requiredLiterals } from '../../../src/detect/kql/required-literals.ts'
import { foldCase } from '../../../src/detect/kql/text/fold-case.ts'
import { planOf } from './query-of.ts'

const url = (...texts: string[]) => texts.map((text) => ({ column: 'RequestURL', text }))

t.test('literals of queries', (t) => {
  const cases: readonly (readonly [predicate: string, literals: ReturnType<typeof url> | null])[] = [
    ['RequestURL has "a/b"', url('a/b')],
    ['RequestURL has_cs "A/b"', url('A/b')],
    ['RequestURL has_any ("token=", "key=")', url('token=', 'key=')],
    ['RequestURL has_all ("key=", "token=")', url('token=')],
    ['RequestURL == "abc"', url('abc')],
    ['RequestURL in ("abc", "de")', url('abc', 'de')],
    ['RequestURL in~ (dynamic(["abc", 7, ["de"]]))', url('abc', 'de')],
    ['RequestURL startswith "http"', url('http')],
    // The conjunct whose shortest literal is the longest.
    ['RequestMethod == "GET" and RequestURL has_any ("token=", "key=")', url('token=', 'key=')],
    ['RequestMethod == "CONNECT" and RequestURL has "key="', [{ column: 'RequestMethod', text: 'CONNECT' }]],
    ['RequestURL has "ab" and RequestURL has "cd"', url('ab')],
    // A column whose text a decoder makes need not stand in the frame.
    ['DeviceVendor == "Palo Alto Networks" and RequestURL has "key="', url('key=')],
    ['AdditionalExtensions has "mactok="', null],
    ['SimplifiedDeviceAction == "Blocked"', null],
    ['RequestURL has "a" and (EventCount > 5 and RequestURL has "bcd")', url('bcd')],
    // `or` needs the literals of every branch.
    ['RequestURL has "ab" or RequestMethod has "cd"', [...url('ab'), { column: 'RequestMethod', text: 'cd' }]],
    ['RequestURL has "ab" or EventCount > 5', null],
    ['RequestURL has "ab" or (RequestURL has "c" and RequestURL has "def")', url('ab', 'def')],
    // What says nothing of a text.
    ['not(RequestURL has "ab")', null],
    ['RequestURL !has "ab"', null],
    ['RequestURL != "ab"', null],
    ['RequestURL matches regex "ab"', null],
    ['EventCount == 5', null],
    ['isnotempty(RequestURL)', null],
    ['true', null],
    ['tolower(RequestURL) has "ab"', null],
    ['"ab" has RequestURL', null],
    ['RequestURL has SourceUserName', null],
    // Every text contains the empty text.
    ['RequestURL has ""', null],
    ['RequestURL == ""', null],
    ['RequestURL has_any ("ab", "")', null],
    ['RequestURL has_all ("ab", "")', url('ab')],
    ['RequestURL has_all ("")', null],
    ['RequestURL has_all (dynamic([]))', null],
    ['RequestURL in (dynamic([5]))', []],
    // True of no row.
    ['RequestURL has_any (dynamic([]))', []],
    ['false', []],
    ['RequestURL has "ab" or false', url('ab')],
    ['RequestURL has "ab" and false', []],
  ]
  for (const [predicate, literals] of cases) {
    t.same(requiredLiterals(planOf(`CommonSecurityLog | where ${predicate}`)), literals, predicate)
  }
  t.end()
})

t.test('a renamed column counts, a computed one does not', (t) => {
  const literalsOf = (source: string) => requiredLiterals(planOf(`CommonSecurityLog | ${source}`))
  t.same(literalsOf('project U = RequestURL | extend V = U | where V has "ab"'), url('ab'))
  t.same(literalsOf('extend V = tolower(RequestURL) | where V has "ab"'), null)
  t.same(literalsOf('extend RequestURL = "ab" | where RequestURL has "ab"'), null)
  t.same(literalsOf('extend Found = RequestURL has "ab" | where Found'), null)
  t.end()
})

const column = (name: Column['name'], type: KqlType): Column => ({ kind: 'column', type, name })
const literal = (type: KqlType, value: LiteralValue): Expression => ({ kind: 'literal', type, value })
const call = (name: FunctionName, ...args: Expression[]): Expression => {
  return { kind: 'call', type: 'bool', function: name, arguments: args }
}

const CHARACTERS = ['a', 'A', 'k', '\u212a', 'ς', 'Σ', '/']
const text = (maxLength: number) => fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength })
const needle = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...CHARACTERS) }, text(3))

const SEARCHES = ['==', '=~', 'has', 'has_cs', 'hasprefix', 'hassuffix', 'contains', 'startswith_cs', 'endswith'] as const
const LIST_SEARCHES = ['in', 'in~', 'has_any', 'has_all'] as const

const subject = fc.constantFrom(
  column('RequestURL', 'string'),
  column('RequestMethod', 'string'),
  call('iff', call('isempty', column('RequestURL', 'string')), literal('string', 'ak'), column('SourceIP', 'string')),
)

const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.tuple(fc.constantFrom(...SEARCHES), subject, needle).map(([name, left, needle]) => {
      return call(name, left, literal('string', needle))
    }),
    fc.tuple(fc.constantFrom(...LIST_SEARCHES), subject, fc.array(needle, { maxLength: 3 })).map(([name, left, needles]) => {
      return call(name, left, literal('dynamic', needles))
    }),
    fc.constantFrom(literal('bool', true), literal('bool', false), literal('bool', null)),
    fc.constant(call('>', column('EventCount', 'int'), literal('long', '1'))),
    fc.tuple(fc.constantFrom('and', 'or'), tie('expression'), tie('expression')).map(([name, a, b]) => call(name, a, b)),
    tie('expression').map((operand) => call('not', operand)),
  ),
}))

const plan = fc.array(expression, { minLength: 1, maxLength: 2 }).map((expressions): Plan => {
  return { conditions: expressions.map((expression) => ({ text: '', expression })), computed: [], output: [] }
})

const row: fc.Arbitrary<Row> = fc.record(
  { RequestURL: text(6), RequestMethod: text(4), SourceIP: text(4), EventCount: fc.integer({ min: 0, max: 3 }) },
  { requiredKeys: [] },
)

t.test('a row that a query is true of contains one of its literals', (t) => {
  let decided = 0
  fc.assert(
    fc.property(plan, fc.array(row, { minLength: 5, maxLength: 20 }), (plan, rows) => {
      const literals = requiredLiterals(plan)
      const query = compilePlan(plan)
      for (const row of rows) {
        if (query.evaluate(row).length === 0 || literals === null) continue
        decided++
        const found = literals.some(({ column, text }) => foldCase(String(row[column] ?? '')).includes(foldCase(text)))
        if (!found) throw new Error(`${JSON.stringify(row)} holds none of ${JSON.stringify(literals)}`)
      }
    }),
    { numRuns: 3000 },
  )
  t.ok(decided > 200, `${decided} rows had something to contain`)
  t.end()
})
