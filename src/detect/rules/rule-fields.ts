import { z } from 'zod'
import { nearestName } from '../../base/nearest.ts'
import { TACTICS } from '../../base/mitre-attack/tactics.ts'
import { TECHNIQUES } from '../../base/mitre-attack/techniques.ts'
import { ENTITY_TYPES } from './entity-types.ts'
import { parseRuleDuration } from './rule-duration.ts'

/*
 * The fields that Sentinel's two forms of a rule file have in common. What is left out, and what exports hold as null, is the same.
 */

export const SEVERITIES = ['Informational', 'Low', 'Medium', 'High'] as const

export type Severity = (typeof SEVERITIES)[number]

export const text = z.string().trim().min(1, { error: 'must not be empty' })

/** In milliseconds once read. */
export const duration = z.string().transform((text, context) => {
  const milliseconds = parseRuleDuration(text)
  if (milliseconds !== null) return milliseconds
  context.issues.push({ code: 'custom', input: text, message: 'must be a duration such as 5m, 1h, 1d or PT5H' })
  return z.NEVER
})

/** A list that published rules also leave empty, or out. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform((list) => list ?? [])

/** A text that must be one of `names`; the error says which one it was probably meant to be. */
const oneOf = (names: readonly string[], subject: string) =>
  text.superRefine((name, context) => {
    if (names.includes(name)) return
    context.addIssue({ code: 'custom', message: `${subject} is called "${name}"${hint(name, names)}` })
  })

const technique = text.superRefine((id, context) => {
  if (TECHNIQUES.has(id)) return
  const message = /^T\d{4}(\.\d{3})?$/.test(id)
    ? `MITRE ATT&CK has no technique "${id}"`
    : `"${id}" is not the id of a technique, such as T1041 or T1071.001`
  context.addIssue({ code: 'custom', message })
})

const entityMapping = z
  .strictObject({
    entityType: oneOf(Array.from(ENTITY_TYPES.keys()), 'no entity type'),
    fieldMappings: z.array(z.strictObject({ identifier: text, columnName: text })).min(1),
  })
  .superRefine(({ entityType, fieldMappings }, context) => {
    const known = ENTITY_TYPES.get(entityType)
    if (known === undefined) return
    for (const [index, { identifier }] of fieldMappings.entries()) {
      if (known.includes(identifier)) continue
      const message = `no identifier of ${entityType} is called "${identifier}"${hint(identifier, known)}`
      context.addIssue({ code: 'custom', message, path: ['fieldMappings', index, 'identifier'] })
    }
  })

const alertDetailsOverride = z.strictObject({
  alertDisplayNameFormat: text.nullish(),
  alertDescriptionFormat: text.nullish(),
  alertTacticsColumnName: text.nullish(),
  alertSeverityColumnName: text.nullish(),
  alertDynamicProperties: listOf(z.strictObject({ alertProperty: text, value: text })),
})

const incidentConfiguration = z.strictObject({
  createIncident: z.boolean(),
  groupingConfiguration: z
    .strictObject({
      enabled: z.boolean(),
      reopenClosedIncident: z.boolean().optional(),
      lookbackDuration: duration.optional(),
      matchingMethod: z.enum(['AllEntities', 'AnyAlert', 'Selected']).optional(),
      groupByEntities: listOf(text),
      groupByAlertDetails: listOf(text),
      groupByCustomDetails: listOf(text),
    })
    .nullish(),
})

/** Of what a rule of the kind NRT does not have: Sentinel runs it every minute. */
export const noneInNrt = z.null({ error: 'a rule of the kind NRT has none' }).optional()

export const tactics = listOf(oneOf(Array.from(TACTICS.keys()), 'no tactic'))

export const techniques = listOf(technique)

/** Those that have the same name in both forms. */
export const commonFields = {
  severity: z.enum(SEVERITIES),
  description: text.transform(unquoted),
  query: z.string(),
  enabled: z.boolean().default(true),
  entityMappings: listOf(entityMapping),
  sentinelEntitiesMappings: listOf(z.strictObject({ columnName: text })),
  customDetails: z.record(z.string(), text).nullish(),
  alertDetailsOverride: alertDetailsOverride.nullish(),
  eventGroupingSettings: z.strictObject({ aggregationKind: z.enum(['AlertPerResult', 'SingleAlert']) }).nullish(),
  incidentConfiguration: incidentConfiguration.nullish(),
  suppressionDuration: duration.nullish(),
  suppressionEnabled: z.boolean().nullish(),
}

export type CommonFields = Readonly<z.output<z.ZodObject<typeof commonFields>>>

/** Published descriptions come in single quotes, inside the YAML text. */
function unquoted(description: string): string {
  return /^'(.*)'$/s.exec(description)?.[1]?.trim() ?? description
}

function hint(name: string, names: Iterable<string>): string {
  const nearest = nearestName(name, names)
  return nearest === null ? '' : `; did you mean "${nearest}"?`
}
