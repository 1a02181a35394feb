import { CefwatchError } from '../../base/errors.ts'
import { nearestName } from '../../base/nearest.ts'
import { parseYamlFile, type YamlFile } from '../../base/yaml-file.ts'
import type { ParseResult } from '../kql/parse-query.ts'
import type { Plan } from '../kql/plan.ts'
import { requiredLiterals } from '../kql/required-literals.ts'
import { type RuleFile, ruleFileSchema } from './rule-file.ts'
import type { Rule } from './rule.ts'

/** How a query is parsed: in this thread, or in another. */
type QueryParser = (query: string) => ParseResult | Promise<ParseResult>

type RuleResult = { readonly ok: true; readonly rule: Rule } | { readonly ok: false; readonly errors: readonly CefwatchError[] }

type RulesResult =
  { readonly ok: true; readonly rules: readonly Rule[] } | { readonly ok: false; readonly errors: readonly CefwatchError[] }

/** A rule file that was read. */
type RuleSource = { readonly file: string; readonly text: string }

/** Makes rules of a set of rule files: all of them, or every problem. No two may share an id or a name, by which exclusions refer to them. */
export async function loadRules(sources: readonly RuleSource[], parse: QueryParser): Promise<RulesResult> {
  const rules: Rule[] = []
  const errors: CefwatchError[] = []
  for (const { file, text } of sources) {
    const result = await loadRule(text, file, parse)
    if (!result.ok) {
      errors.push(...result.errors)
      continue
    }
    errors.push(...clashesOf(result.rule, rules))
    rules.push(result.rule)
  }
  return errors.length > 0 ? { ok: false, errors } : { ok: true, rules }
}

/** Makes a rule of the text of a rule file. `file` names it in errors, which point at line and column inside it. */
export async function loadRule(text: string, file: string, parse: QueryParser): Promise<RuleResult> {
  const yaml = parseYamlFile(text, file, ruleFileSchema, 'RULE_INVALID')
  if (!yaml.ok) return yaml
  const { query } = yaml.file.value
  const parsed = await parse(query)
  if (!parsed.ok) {
    const errors = parsed.problems.map(({ code, message, line, column }) => {
      return new CefwatchError(code, message, { place: yaml.file.placeInText(['query'], line, column) })
    })
    return { ok: false, errors }
  }
  const errors = unknownEntityColumns(yaml.file, parsed.plan)
  return errors.length > 0 ? { ok: false, errors } : { ok: true, rule: ruleOf(yaml.file.value, parsed.plan, file) }
}

function ruleOf(rule: RuleFile, plan: Plan, file: string): Rule {
  const { id, name, version, severity, description, tactics, relevantTechniques, tags, entityMappings, query } = rule
  return {
    id: id.toLowerCase(),
    name,
    version,
    severity,
    description,
    tactics,
    techniques: relevantTechniques,
    tags,
    entityMappings,
    query,
    plan,
    literals: requiredLiterals(plan),
    file,
  }
}

function unknownEntityColumns({ value, placeOf }: YamlFile<RuleFile>, { output }: Plan): readonly CefwatchError[] {
  const names = output.map(({ name }) => name)
  return value.entityMappings.flatMap(({ fieldMappings }, i) => {
    return fieldMappings.flatMap(({ columnName }, j) => {
      if (names.includes(columnName)) return []
      const nearest = nearestName(columnName, names)
      const hint = nearest === null ? '' : `; did you mean "${nearest}"?`
      const place = placeOf(['entityMappings', i, 'fieldMappings', j, 'columnName'])
      return [new CefwatchError('RULE_INVALID', `the query has no column "${columnName}"${hint}`, { place })]
    })
  })
}

function clashesOf(rule: Rule, others: readonly Rule[]): readonly CefwatchError[] {
  return (['id', 'name'] as const).flatMap((key) => {
    const other = others.find((candidate) => candidate[key] === rule[key])
    if (other === undefined) return []
    const message = `the ${key} "${rule[key]}" is also that of the rule in ${other.file}`
    return [new CefwatchError('RULE_INVALID', message, { place: { file: rule.file } })]
  })
}
