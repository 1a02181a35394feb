import type { OutputRow } from '../kql/query.ts'

/** How a rule's columns become an entity, as Sentinel's rule files say it. */
export type EntityMapping = {
  readonly entityType: string
  readonly fieldMappings: readonly { readonly identifier: string; readonly columnName: string }[]
}

/**
 * One thing that an alert is about, with Sentinel's names: `{type: 'IP', Address: '192.0.2.1'}`.
 * Source: https://learn.microsoft.com/azure/sentinel/entities-reference
 */
export type Entity = { readonly type: string } & { readonly [identifier: string]: string }

/** The entities of output rows, each once, in the order of the rows and of the mappings. A column that is empty identifies nothing. */
export function entitiesOf(mappings: readonly EntityMapping[], rows: readonly OutputRow[]): readonly Entity[] {
  const distinct = new Map<string, Entity>()
  for (const entity of rows.flatMap((row) => entitiesOfRow(mappings, row))) distinct.set(JSON.stringify(entity), entity)
  return Array.from(distinct.values())
}

function entitiesOfRow(mappings: readonly EntityMapping[], row: OutputRow): readonly Entity[] {
  return mappings.flatMap(({ entityType, fieldMappings }) => {
    const identifiers = fieldMappings.flatMap(({ identifier, columnName }): [string, string][] => {
      const text = textOf(row[columnName])
      return text === '' ? [] : [[identifier, text]]
    })
    return identifiers.length === 0 ? [] : [{ type: entityType, ...Object.fromEntries(identifiers) }]
  })
}

function textOf(value: OutputRow[string] | undefined): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value, exactly) : String(value)
}

/** JSON has no number for a long. */
function exactly(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}
