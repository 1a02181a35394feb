import { z } from 'zod'
import { CefwatchError, type Place } from '../../base/errors.ts'
import { parseYamlFile } from '../../base/yaml-file.ts'
import { text } from './rule-fields.ts'

/** A function that queries may call, as its file says it. */
export type QueryFunction = {
  readonly name: string
  /** As KQL has them: `a:string, b:long=5`. */
  readonly parameters: string
  readonly body: string
  /** Of the function itself. */
  readonly place: Place
  /** The place in the file of line and column of the body. */
  readonly placeInBody: (line: number, column: number) => Place
}

type FunctionsResult =
  | { readonly ok: true; readonly functions: readonly QueryFunction[] }
  | { readonly ok: false; readonly errors: readonly CefwatchError[] }

const TYPES = ['string', 'bool', 'int', 'long', 'real', 'decimal', 'datetime', 'timespan', 'dynamic', 'guid'] as const

const name = text.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'must be a name that a query can call: letters, digits and "_"' })

const parameter = z.object({ Name: name, Type: z.string().toLowerCase().pipe(z.enum(TYPES)), Default: z.unknown().optional() })

const parameters = z
  .union([z.array(parameter), z.string()])
  .nullish()
  .transform((list) => (typeof list === 'string' ? list.replace(/\s+/g, ' ') : (list ?? []).map(declare).join(', ')))

/** What Sentinel's files for parsers hold besides, which says nothing to a query, is not looked at. */
const parserFile = z.object({
  FunctionName: name.optional(),
  FunctionAlias: name.optional(),
  FunctionQuery: text.optional(),
  FunctionParameters: parameters,
  ParserName: name.optional(),
  ParserQuery: text.optional(),
  ParserParams: parameters,
})

/**
 * Reads the files of functions, in Sentinel's two formats for parsers: FunctionName or FunctionAlias with FunctionQuery, and ASIM's
 * ParserName with ParserParams and ParserQuery. Source: https://github.com/Azure/Azure-Sentinel/tree/master/Parsers
 */
export function readFunctions(sources: readonly { readonly file: string; readonly text: string }[]): FunctionsResult {
  const functions: QueryFunction[] = []
  const errors: CefwatchError[] = []
  for (const { file, text } of sources) {
    const read = readFunction(text, file)
    if (!read.ok) {
      errors.push(...read.errors)
      continue
    }
    for (const one of read.functions) {
      const other = functions.find((earlier) => earlier.name === one.name)
      if (other === undefined) functions.push(one)
      else errors.push(invalid(`the function "${one.name}" is also that of ${other.place.file}`, one.place))
    }
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, functions }
}

function readFunction(text: string, file: string): FunctionsResult {
  const yaml = parseYamlFile(text, file, parserFile, 'RULE_INVALID')
  if (!yaml.ok) return yaml
  const { value, placeOf, placeInText } = yaml.file
  const isAsim = value.FunctionQuery === undefined
  const bodyKey = isAsim ? 'ParserQuery' : 'FunctionQuery'
  const body = value[bodyKey]
  const names = isAsim ? [value.ParserName] : [value.FunctionAlias, value.FunctionName]
  const known = new Set(names.filter((name) => name !== undefined))
  if (body === undefined) return { ok: false, errors: [invalid('"FunctionQuery" is missing', placeOf([]))] }
  if (known.size === 0) {
    return { ok: false, errors: [invalid(`"${isAsim ? 'ParserName' : 'FunctionName'}" is missing`, placeOf([]))] }
  }
  const parameters = isAsim ? value.ParserParams : value.FunctionParameters
  const functions = Array.from(known, (name): QueryFunction => {
    const placeInBody: QueryFunction['placeInBody'] = (line, column) => placeInText([bodyKey], line, column)
    return { name, parameters, body, place: { file }, placeInBody }
  })
  return { ok: true, functions }
}

/** A default of the type string is a text, any other is KQL. */
function declare({ Name, Type, Default }: z.output<typeof parameter>): string {
  if (Default === undefined || Default === null) return `${Name}:${Type}`
  const value = typeof Default === 'string' ? Default : JSON.stringify(Default)
  return `${Name}:${Type}=${Type === 'string' ? JSON.stringify(value) : value}`
}

function invalid(message: string, place: Place): CefwatchError {
  return new CefwatchError('RULE_INVALID', message, { place })
}
