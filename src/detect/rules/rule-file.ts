import { z } from 'zod'
import type { RuleDefinition } from './rule-definition.ts'
import { commonFields, duration, listOf, noneInNrt, tactics, techniques, text } from './rule-fields.ts'

const fields = {
  ...commonFields,
  id: z.guid({ error: 'must be a GUID' }),
  name: text,
  version: text.default('1.0.0'),
  status: z.string().optional(),
  requiredDataConnectors: listOf(z.strictObject({ connectorId: text, dataTypes: listOf(text) })),
  tactics,
  relevantTechniques: techniques,
  tags: listOf(text),
  metadata: z.unknown().optional(),
}

const scheduled = z.strictObject({
  ...fields,
  kind: z.literal('Scheduled'),
  queryFrequency: duration,
  queryPeriod: duration,
  triggerOperator: z.enum(['gt', 'GreaterThan'], { error: 'only gt is supported: the absence of events shows over time only' }),
  triggerThreshold: z.int().min(0),
})

const nrt = z.strictObject({
  ...fields,
  kind: z.literal('NRT'),
  queryFrequency: noneInNrt,
  queryPeriod: noneInNrt,
  triggerOperator: noneInNrt,
  triggerThreshold: noneInNrt,
})

/**
 * Sentinel's analytic rule as YAML, as Azure-Sentinel publishes it. A key that is not known is an error: it would be a setting that is
 * silently not applied. The query runs on each event by itself as it arrives, and each event that it returns is a match: what
 * Sentinel needs for running it every so often (frequency, period, threshold) is checked, and not applied.
 * Source: https://github.com/Azure/Azure-Sentinel/wiki/Query-Style-Guide
 */
export const ruleFileSchema = z
  .discriminatedUnion('kind', [scheduled, nrt], {
    error: 'only rules of the kinds Scheduled and NRT are supported',
  })
  .transform(({ id, relevantTechniques, ...rule }): RuleDefinition => {
    return { ...rule, id: id.toLowerCase(), techniques: relevantTechniques }
  })
