import { CefwatchError, type Place } from '../../base/errors.ts'
import { nearestName } from '../../base/nearest.ts'
import { parseYamlFile } from '../../base/yaml-file.ts'
import type { ParseResult } from '../kql/parse-query.ts'
import type { Exclusion } from './exclusion.ts'
import { type ExclusionEntry, exclusionsSchema } from './exclusions-schema.ts'
import { SUBJECT_NAMES, SUBJECTS } from './subject.ts'
import { parseValuePattern } from './value-pattern.ts'

export type ExclusionsResult =
  | { readonly ok: true; readonly exclusions: readonly Exclusion[] }
  | { readonly ok: false; readonly errors: readonly CefwatchError[] }

/** A rule that is loaded, for exclusions to name by id or by name. */
type KnownRule = { readonly id: string; readonly name: string }

type ParseQuery = (query: string) => Promise<ParseResult> | ParseResult

/** Tells what is wrong with the value at `path` inside an entry; line and column count inside its text where they are given. */
type Report = (path: readonly PropertyKey[], message: string, line?: number, column?: number) => void

/** Makes a predicate a query: its first line is the query's second. */
const asQuery = (predicate: string): string => `CommonSecurityLog | where\n${predicate}`

/** The same in brackets, in which only one expression can stand. */
const asSoleExpression = (predicate: string): string => `CommonSecurityLog | where (\n${predicate}\n)`

/**
 * Reads the text of an exclusions file; `parseQuery` reads the KQL of `where`. Every problem found is reported with line and column:
 * as EXCLUSION_INVALID, or YAML_SYNTAX where the file is not YAML.
 */
export async function parseExclusions(
  text: string,
  file: string,
  rules: readonly KnownRule[],
  parseQuery: ParseQuery,
): Promise<ExclusionsResult> {
  const parsed = parseYamlFile(text, file, exclusionsSchema, 'EXCLUSION_INVALID')
  if (!parsed.ok) return parsed
  const { value, placeOf, placeInText } = parsed.file
  const exclusions: Exclusion[] = []
  const errors: CefwatchError[] = []
  for (const [index, entry] of (value.exclusions ?? []).entries()) {
    const report: Report = (inner, message, line, column) => {
      const path = ['exclusions', index, ...inner]
      const place = line === undefined || column === undefined ? placeOf(path) : placeInText(path, line, column)
      errors.push(new CefwatchError('EXCLUSION_INVALID', message, { place }))
    }
    if (exclusions.some(({ name }) => name === entry.name)) report(['name'], `two exclusions are called "${entry.name}"`)
    exclusions.push(await readEntry(entry, placeOf(['exclusions', index]), rules, parseQuery, report))
  }
  return errors.length === 0 ? { ok: true, exclusions } : { ok: false, errors }
}

async function readEntry(
  entry: ExclusionEntry,
  place: Place,
  rules: readonly KnownRule[],
  parseQuery: ParseQuery,
  report: Report,
): Promise<Exclusion> {
  const { name, reason, owner, expires, when = {} } = entry
  if (Object.keys(when).length === 0 && entry.where === undefined) {
    report([], `exclusion "${name}" would exclude everything: give it "when" or "where"`)
  }
  checkPatterns(when, report)
  return {
    ...{ name, reason, owner, expires, when, place },
    rules: entry.rules === undefined ? null : resolveRules(entry.rules, rules, report),
    where: entry.where === undefined ? null : await readPredicate(entry.where, parseQuery, report),
  }
}

function checkPatterns(when: Exclusion['when'], report: Report): void {
  for (const subject of SUBJECT_NAMES) {
    for (const [index, pattern] of (when[subject] ?? []).entries()) {
      const result = parseValuePattern(pattern, SUBJECTS[subject].kind)
      if (!result.ok) report(['when', subject, index], result.message)
    }
  }
}

/** The ids of the rules that `named` names. */
function resolveRules(named: readonly string[], rules: readonly KnownRule[], report: Report): readonly string[] {
  const known = rules.flatMap(({ id, name }) => [id, name])
  return named.flatMap((text, index) => {
    if (!known.includes(text)) {
      const nearest = nearestName(text, known)
      report(
        ['rules', index],
        `no rule that is loaded is called "${text}"${nearest === null ? '' : `; did you mean "${nearest}"?`}`,
      )
    }
    return rules.filter(({ id, name }) => text === id || text === name).map(({ id }) => id)
  })
}

async function readPredicate(predicate: string, parseQuery: ParseQuery, report: Report): Promise<Exclusion['where']> {
  const parsed = await parseQuery(asQuery(predicate))
  if (parsed.ok) {
    const isPredicate = (await parseQuery(asSoleExpression(predicate))).ok
    if (!isPredicate) report(['where'], 'expected one predicate, without further operators: no "|" and no ";"')
    return isPredicate ? { predicate, plan: parsed.plan } : null
  }
  for (const { message, line, column } of parsed.problems) report(['where'], message, Math.max(line - 1, 1), column)
  return null
}
