import { z } from 'zod'
import type { RuleDefinition } from './rule-definition.ts'
import { commonFields, duration, noneInNrt, tactics, techniques, text } from './rule-fields.ts'

const fields = {
  ...commonFields,
  displayName: text,
  description: commonFields.description.nullish(),
  tactics,
  techniques,
  subTechniques: techniques,
  alertRuleTemplateName: z.string().nullish(),
  templateVersion: text.nullish(),
  lastModifiedUtc: z.string().nullish(),
  startTimeUtc: z.string().nullish(),
}

const scheduled = z.strictObject({
  ...fields,
  queryFrequency: duration,
  queryPeriod: duration,
  triggerOperator: z.literal('GreaterThan', {
    error: 'only GreaterThan is supported: the absence of events shows over time only',
  }),
  triggerThreshold: z.int().min(0),
})

const nrt = z.strictObject({
  ...fields,
  queryFrequency: noneInNrt,
  queryPeriod: noneInNrt,
  triggerOperator: noneInNrt,
  triggerThreshold: noneInNrt,
})

/** What ARM needs of a resource, beside what it holds. The rule's id is the last part of its name. */
const envelope = {
  id: z.string().optional(),
  name: text,
  type: z.string().regex(/alertRules$/i, { error: 'only analytic rules (alertRules) are supported' }),
  apiVersion: z.string().optional(),
  etag: z.string().nullish(),
  location: z.string().optional(),
  scope: z.string().optional(),
  dependsOn: z.array(z.string()).optional(),
}

const resource = z
  .discriminatedUnion(
    'kind',
    [
      z.strictObject({ ...envelope, kind: z.literal('Scheduled'), properties: scheduled }),
      z.strictObject({ ...envelope, kind: z.literal('NRT'), properties: nrt }),
    ],
    { error: 'only rules of the kinds Scheduled and NRT are supported' },
  )
  .transform((resource, context): RuleDefinition => {
    const { kind, name, properties } = resource
    const id = name.match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi)?.at(-1)
    if (id === undefined) {
      context.issues.push({ code: 'custom', input: name, path: ['name'], message: 'must end in the GUID of the rule' })
      return z.NEVER
    }
    const { displayName, description, templateVersion, subTechniques, techniques: parents, ...rest } = properties
    return {
      ...rest,
      ...{ id: id.toLowerCase(), name: displayName, kind, tags: [] },
      description: description ?? displayName,
      version: templateVersion ?? '1.0.0',
      techniques: [...parents, ...subTechniques],
    }
  })

/**
 * Sentinel's export of analytic rules: an ARM template, each rule a resource. What belongs to the template alone is not looked at.
 * Source: https://learn.microsoft.com/azure/templates/microsoft.securityinsights/alertrules
 */
export const armTemplateSchema = z.object({
  resources: z.array(resource).min(1, { error: 'there is no rule in it' }),
})
