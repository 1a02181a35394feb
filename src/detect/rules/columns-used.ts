import { columnsOfFormat } from './alert-details.ts'
import type { RuleDefinition } from './rule-definition.ts'

/** A column of the query's result that a rule names, and where. */
type UsedColumn = { readonly column: string; readonly path: readonly PropertyKey[] }

/** The columns that a rule makes entities and alert details of. */
export function columnsUsed(rule: RuleDefinition): readonly UsedColumn[] {
  const entities = rule.entityMappings.flatMap(({ fieldMappings }, i) =>
    fieldMappings.map(({ columnName }, j) => {
      return { column: columnName, path: ['entityMappings', i, 'fieldMappings', j, 'columnName'] }
    }),
  )
  const sentinelEntities = rule.sentinelEntitiesMappings.map(({ columnName }, i) => {
    return { column: columnName, path: ['sentinelEntitiesMappings', i, 'columnName'] }
  })
  const custom = Object.entries(rule.customDetails ?? {}).map(([name, column]) => ({ column, path: ['customDetails', name] }))
  return [...entities, ...sentinelEntities, ...custom, ...columnsOfAlert(rule)]
}

function columnsOfAlert({ alertDetailsOverride: details }: RuleDefinition): readonly UsedColumn[] {
  if (details === null || details === undefined) return []
  const at = (key: string, columns: readonly (string | null | undefined)[]): readonly UsedColumn[] => {
    return columns.flatMap((column) => {
      return column === null || column === undefined ? [] : [{ column, path: ['alertDetailsOverride', key] }]
    })
  }
  return [
    ...at('alertDisplayNameFormat', columnsOfFormat(details.alertDisplayNameFormat ?? '')),
    ...at('alertDescriptionFormat', columnsOfFormat(details.alertDescriptionFormat ?? '')),
    ...at('alertTacticsColumnName', [details.alertTacticsColumnName]),
    ...at('alertSeverityColumnName', [details.alertSeverityColumnName]),
    ...details.alertDynamicProperties.map(({ value }, i) => {
      return { column: value, path: ['alertDetailsOverride', 'alertDynamicProperties', i, 'value'] }
    }),
  ]
}
