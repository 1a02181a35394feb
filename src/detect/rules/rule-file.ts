import { z } from 'zod'

const duration = z.string().regex(/^\d+[mhd]$/, { error: 'must be a duration such as 5m, 1h or 1d' })

const text = z.string().trim().min(1, { error: 'must not be empty' })

/** A list that published rules also leave empty, or out. */
const texts = z
  .array(text)
  .nullish()
  .transform((list) => list ?? [])

const entityMapping = z.strictObject({
  entityType: text,
  fieldMappings: z.array(z.strictObject({ identifier: text, columnName: text })).min(1),
})

const alertDetailsOverride = z.strictObject({
  alertDisplayNameFormat: text.optional(),
  alertDescriptionFormat: text.optional(),
  alertTacticsColumnName: text.nullish(),
  alertSeverityColumnName: text.nullish(),
  alertDynamicProperties: z.array(z.strictObject({ alertProperty: text, value: text })).optional(),
})

const incidentConfiguration = z.strictObject({
  createIncident: z.boolean(),
  groupingConfiguration: z
    .strictObject({
      enabled: z.boolean(),
      reopenClosedIncident: z.boolean(),
      lookbackDuration: z.string(),
      matchingMethod: z.enum(['AllEntities', 'AnyAlert', 'Selected']),
      groupByEntities: texts,
      groupByAlertDetails: texts,
      groupByCustomDetails: texts,
    })
    .optional(),
})

/**
 * Sentinel's analytic rule as YAML, as Azure-Sentinel publishes it. A key that is not known is an error: it would be a setting that is
 * silently not applied. The query runs on each event by itself as it arrives, and each event that it returns is a match: what
 * Sentinel needs for running it every so often (frequency, period, threshold) is checked, and not applied.
 * Source: https://github.com/Azure/Azure-Sentinel/wiki/Query-Style-Guide
 */
export const ruleFileSchema = z.strictObject({
  id: z.guid({ error: 'must be a GUID' }),
  name: text,
  version: text,
  kind: z.literal('Scheduled', { error: 'only rules of the kind Scheduled are supported' }),
  status: z.string().optional(),
  severity: z.enum(['Informational', 'Low', 'Medium', 'High']),
  description: text.transform(unquoted),
  requiredDataConnectors: z.array(z.strictObject({ connectorId: text, dataTypes: texts })).default([]),
  queryFrequency: duration,
  queryPeriod: duration,
  triggerOperator: z.literal('gt', { error: 'only gt is supported: the absence of events shows over time only' }),
  triggerThreshold: z.int().min(0),
  tactics: texts,
  relevantTechniques: texts,
  tags: texts,
  query: z.string(),
  entityMappings: z.array(entityMapping).default([]),
  customDetails: z.record(z.string(), text).optional(),
  alertDetailsOverride: alertDetailsOverride.optional(),
  eventGroupingSettings: z.strictObject({ aggregationKind: z.enum(['AlertPerResult', 'SingleAlert']) }).optional(),
  incidentConfiguration: incidentConfiguration.optional(),
  suppressionDuration: z.string().optional(),
  suppressionEnabled: z.boolean().optional(),
  metadata: z.unknown().optional(),
})

export type RuleFile = z.output<typeof ruleFileSchema>

export type Severity = RuleFile['severity']

/** Published descriptions come in single quotes, inside the YAML text. */
function unquoted(description: string): string {
  return /^'(.*)'$/s.exec(description)?.[1]?.trim() ?? description
}
