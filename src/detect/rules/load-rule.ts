import { CefwatchError } from '../../base/errors.ts'
import { nearestName } from '../../base/nearest.ts'
import type { Plan } from '../kql/plan.ts'
import { requiredLiterals } from '../kql/required-literals.ts'
import { columnsUsed } from './columns-used.ts'
import type { QueryParser, QueryProblem } from './query-parser.ts'
import { type ReadRule, readRuleFile } from './read-rule-file.ts'
import type { RuleDefinition } from './rule-definition.ts'
import { resolveOverrides, type RuleGrouping, type RuleOverride } from './rule-override.ts'
import type { Rule } from './rule.ts'

/** A rule that is switched off: its query was not even read. */
export type DisabledRule = { readonly id: string; readonly name: string; readonly file: string }

export type LoadedRules = { readonly rules: readonly Rule[]; readonly disabled: readonly DisabledRule[] }

type RulesResult = ({ readonly ok: true } & LoadedRules) | { readonly ok: false; readonly errors: readonly CefwatchError[] }

/** A rule file that was read. */
type RuleSource = { readonly file: string; readonly text: string }

/**
 * Makes rules of a set of rule files, changed as the configuration has it: all of them, or every problem. No two may share an id or a
 * name, by which exclusions and overrides refer to them.
 */
export async function loadRules(
  sources: readonly RuleSource[],
  parse: QueryParser,
  overrides: readonly RuleOverride[] = [],
): Promise<RulesResult> {
  const files = sources.map(({ text, file }) => readRuleFile(text, file))
  const read = files.flatMap((result) => (result.ok ? result.rules : []))
  const { byRule, errors: overrideErrors } = resolveOverrides(
    overrides,
    read.map(({ definition }) => definition),
  )
  const isEnabled = ({ id, enabled }: RuleDefinition): boolean => byRule.get(id)?.enabled ?? enabled
  const rules: Rule[] = []
  const errors: CefwatchError[] = files.flatMap((result) => (result.ok ? [] : result.errors))
  errors.push(...clashesIn(read))
  for (const one of read.filter(({ definition }) => isEnabled(definition))) {
    const result = await compileRule(one, parse, byRule.get(one.definition.id))
    if (result.ok) rules.push(result.rule)
    else errors.push(...result.errors)
  }
  // What is wrong with a file may be why an override finds no rule.
  if (errors.length > 0 || overrideErrors.length > 0) return { ok: false, errors: errors.length > 0 ? errors : overrideErrors }
  const disabled = read.filter(({ definition }) => !isEnabled(definition))
  return { ok: true, rules, disabled: disabled.map(({ definition: { id, name }, file }) => ({ id, name, file })) }
}

/** The same for a file that holds one rule. */
export async function loadRule(text: string, file: string, parse: QueryParser): Promise<RuleResult> {
  const loaded = await loadRules([{ text, file }], parse)
  if (!loaded.ok) return loaded
  const [rule] = loaded.rules
  if (rule !== undefined) return { ok: true, rule }
  return { ok: false, errors: [new CefwatchError('RULE_INVALID', 'the rule is disabled', { place: { file } })] }
}

type RuleResult = { readonly ok: true; readonly rule: Rule } | { readonly ok: false; readonly errors: readonly CefwatchError[] }

async function compileRule(read: ReadRule, parse: QueryParser, override: RuleOverride | undefined): Promise<RuleResult> {
  const parsed = await parse(read.definition.query)
  if (!parsed.ok) return { ok: false, errors: parsed.problems.map((problem) => errorOf(problem, read)) }
  const errors = unknownColumns(read, parsed.plan)
  return errors.length > 0 ? { ok: false, errors } : { ok: true, rule: ruleOf(read, parsed.plan, override) }
}

function errorOf({ code, message, line, column, place }: QueryProblem, read: ReadRule): CefwatchError {
  if (place === undefined) return read.queryError({ code, message }, line, column)
  return new CefwatchError(code, `${message} (in a function that the rule "${read.definition.name}" calls)`, { place })
}

function ruleOf({ definition, file }: ReadRule, plan: Plan, override: RuleOverride | undefined): Rule {
  const { id, name, version, kind, description, tactics, techniques, tags, entityMappings, query } = definition
  const details = definition.alertDetailsOverride
  const dynamic = (details?.alertDynamicProperties ?? []).map(({ alertProperty, value }) => [alertProperty, value] as const)
  return {
    ...{ id, name, version, kind, description, tactics, techniques, tags, entityMappings, query, plan, file },
    severity: override?.severity ?? definition.severity,
    alertDetails: {
      customDetails: { ...Object.fromEntries(dynamic), ...definition.customDetails },
      displayNameFormat: details?.alertDisplayNameFormat ?? null,
      descriptionFormat: details?.alertDescriptionFormat ?? null,
      severityColumn: details?.alertSeverityColumnName ?? null,
      tacticsColumn: details?.alertTacticsColumnName ?? null,
    },
    isAlertPerResult: definition.eventGroupingSettings?.aggregationKind === 'AlertPerResult',
    grouping: { ...suppressionOf(definition), ...override?.grouping },
    incidentConfiguration: definition.incidentConfiguration ?? null,
    literals: requiredLiterals(plan),
  }
}

/**
 * Sentinel's suppression stops a rule for a while once it has alerted. Here its matches join the one alert for as long: it is not told
 * anew, and nothing is lost.
 */
function suppressionOf({ suppressionEnabled, suppressionDuration }: RuleDefinition): RuleGrouping {
  const isSuppressed = suppressionEnabled === true && typeof suppressionDuration === 'number'
  return isSuppressed ? { by: [], windowMs: suppressionDuration } : {}
}

function unknownColumns({ definition, placeOf }: ReadRule, { output }: Plan): readonly CefwatchError[] {
  const names = output.map(({ name }) => name)
  return columnsUsed(definition).flatMap(({ column, path }) => {
    if (names.includes(column)) return []
    const nearest = nearestName(column, names)
    const hint = nearest === null ? '' : `; did you mean "${nearest}"?`
    return [new CefwatchError('RULE_INVALID', `the query has no column "${column}"${hint}`, { place: placeOf(path) })]
  })
}

function clashesIn(rules: readonly ReadRule[]): readonly CefwatchError[] {
  return rules.flatMap(({ definition, placeOf }, index) =>
    (['id', 'name'] as const).flatMap((key) => {
      const other = rules.slice(0, index).find((earlier) => earlier.definition[key] === definition[key])
      if (other === undefined) return []
      const message = `the ${key} "${definition[key]}" is also that of the rule in ${other.file}`
      return [new CefwatchError('RULE_INVALID', message, { place: placeOf([]) })]
    }),
  )
}
