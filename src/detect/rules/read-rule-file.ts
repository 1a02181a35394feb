import { CefwatchError, type Place } from '../../base/errors.ts'
import { parseYamlFile } from '../../base/yaml-file.ts'
import { type ExportForm, exportFormOf } from './arm-template.ts'
import type { RuleDefinition } from './rule-definition.ts'
import { ruleFileSchema } from './rule-file.ts'

/** One rule of a file, and where its parts stand. */
export type ReadRule = {
  readonly definition: RuleDefinition
  readonly file: string
  /** Of the rule itself when `path` is empty. */
  readonly placeOf: (path: readonly PropertyKey[]) => Place
  /** A problem at line and column of the query, at its place in the file. */
  readonly queryError: (problem: Pick<CefwatchError, 'code' | 'message'>, line: number, column: number) => CefwatchError
}

type ReadRulesResult =
  { readonly ok: true; readonly rules: readonly ReadRule[] } | { readonly ok: false; readonly errors: readonly CefwatchError[] }

/** Reads a file of rules: one as YAML, or any number in an export. `file` names it in errors. */
export function readRuleFile(text: string, file: string): ReadRulesResult {
  const form = exportFormOf(text)
  return form === null ? readYamlRule(text, file) : readExport(text, file, form)
}

function readYamlRule(text: string, file: string): ReadRulesResult {
  const yaml = parseYamlFile(text, file, ruleFileSchema, 'RULE_INVALID')
  if (!yaml.ok) return yaml
  const { value, placeOf, placeInText } = yaml.file
  const queryError: ReadRule['queryError'] = ({ code, message }, line, column) => {
    return new CefwatchError(code, message, { place: placeInText(['query'], line, column) })
  }
  return { ok: true, rules: [{ definition: value, file, placeOf, queryError }] }
}

function readExport(text: string, file: string, { schema, pathOf }: ExportForm): ReadRulesResult {
  const yaml = parseYamlFile(text, file, schema, 'RULE_INVALID')
  if (!yaml.ok) return yaml
  const { value, placeOf } = yaml.file
  const rules = value.map((definition, index): ReadRule => {
    const place: ReadRule['placeOf'] = (path) => {
      return placeOf([...pathOf(index), ...(path.length === 0 ? [] : ['properties', ...path])])
    }
    return {
      definition,
      file,
      placeOf: place,
      // A query in JSON is one line of the file, whatever lines it has itself.
      queryError: ({ code, message }, line, column) => {
        return new CefwatchError(code, `${message} (line ${line}, column ${column} of the query)`, { place: place(['query']) })
      },
    }
  })
  return { ok: true, rules }
}
