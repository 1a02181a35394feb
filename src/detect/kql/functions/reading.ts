import type { KqlType, KqlValue } from '../query.ts'
import { kqlTypeOf } from '../read/kql-types.ts'
import { convert } from '../values/convert.ts'
import { isBag, parseJson } from '../values/dynamic.ts'
import { textOf } from '../values/text-of.ts'
import { scalar } from './scalar.ts'
import type { ScalarFunction } from './scalar-function.ts'

const EXTRACT_JSON = scalar(
  (_types, constants) => (constants[2] as KqlType | undefined) ?? 'string',
  ['text', 'text', 'text?'],
  (path, text, type) => {
    const value = valueAt(path, text)
    return value === null || value === undefined
      ? null
      : convert(textOf(value, 'dynamic'), 'string', (type ?? 'string') as KqlType)
  },
  {
    problem: (...constants) => {
      return constants.length === 3 && kqlTypeOf(constants[2] as string) === null ? 'its type must be typeof(..)' : null
    },
  },
)

/** Functions that read texts of some form. */
export const READING = {
  extract_json: EXTRACT_JSON,
  extractjson: EXTRACT_JSON,
  parse_csv: scalar('dynamic', ['text'], firstRecord),
  parse_version: scalar('decimal', ['text'], parseVersion),
} as const satisfies Record<string, ScalarFunction>

/** `.name`, `['name']`, `["name"]` and `[index]`; there are no wildcards. */
const STEP = /\.([^.[\]]+)|\[(?:'([^']*)'|"([^"]*)"|(\d{1,6}))\]/y

function valueAt(path: string, text: string): KqlValue | undefined {
  let value: unknown = parseJson(text)
  if (!path.startsWith('$')) return null
  STEP.lastIndex = 1
  while (STEP.lastIndex < path.length) {
    const step = STEP.exec(path)
    if (step === null) return null
    const [, name = step[2] ?? step[3], , , index] = step
    if (index !== undefined) value = Array.isArray(value) ? value[Number(index)] : null
    else value = isBag(value) && name !== undefined && Object.hasOwn(value, name) ? value[name] : null
  }
  return value as KqlValue | undefined
}

/** The fields of a text's first line. Source: RFC 4180 */
function firstRecord(text: string): KqlValue {
  const fields: string[] = []
  const field = /"((?:[^"]|"")*)"[^,\r\n]*|[^,\r\n]*/y
  for (let at = 0; ;) {
    field.lastIndex = at
    const match = field.exec(text)
    fields.push(match?.[1]?.replaceAll('""', '"') ?? match?.[0] ?? '')
    at = field.lastIndex
    if (text[at] !== ',') return fields
    at++
  }
}

/** Up to four numbers of up to eight digits, as one number that versions are compared by. */
function parseVersion(text: string): KqlValue {
  const match = /^\d{1,8}(?:\.\d{1,8}){0,3}$/.exec(text.trim())
  if (match === null) return null
  const parts = match[0].split('.')
  return String(['0', '1', '2', '3'].reduce((sum, _, index) => sum * 100_000_000n + BigInt(parts[index] ?? 0), 0n))
}
