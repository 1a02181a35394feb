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

const RULE_TYPE = /alertRules$/i

const ONLY_RULES = 'only analytic rules (alertRules) are supported'

function isRule(resource: unknown): boolean {
  return typeof resource === 'object' && resource !== null && 'type' in resource && RULE_TYPE.test(String(resource.type))
}

/** What ARM needs of a resource, beside what it holds. The rule's id is the last part of its name. */
const envelope = {
  id: z.string().optional(),
  name: text,
  type: z.string().regex(RULE_TYPE, { error: ONLY_RULES }),
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
    {
      // Other resources have other kinds, or none.
      error: ({ input }) => (isRule(input) ? 'only rules of the kinds Scheduled and NRT are supported' : ONLY_RULES),
    },
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

const resources = z.array(resource).min(1, { error: 'there is no rule in it' })

type Resources = readonly z.output<typeof resource>[]

/** A form in which analytic rules are exported, and where its resources stand. */
export type ExportForm = {
  readonly schema: z.ZodType<Resources>
  readonly pathOf: (index: number) => readonly PropertyKey[]
}

/**
 * An ARM template, each rule a resource: what belongs to the template alone is not looked at. What the API of Sentinel answers, for all
 * rules and for one. A list of resources, as scripts make of it.
 * Source: https://learn.microsoft.com/azure/templates/microsoft.securityinsights/alertrules
 */
const FORMS = {
  template: { schema: z.object({ resources }).transform((file) => file.resources), pathOf: (index) => ['resources', index] },
  answer: { schema: z.object({ value: resources }).transform((file) => file.value), pathOf: (index) => ['value', index] },
  list: { schema: resources, pathOf: (index) => [index] },
  resource: { schema: resource.transform((one) => [one]), pathOf: () => [] },
} as const satisfies Record<string, ExportForm>

/** The form of an export, or null for what is none. Broken JSON is taken for what it looks like, for its errors to be told. */
export function exportFormOf(text: string): ExportForm | null {
  const json = text.trimStart()
  if (json.startsWith('[')) return FORMS.list
  if (!json.startsWith('{')) return null
  const keys = keysOf(json) ?? /"(resources)"\s*:/.exec(json) ?? []
  if (keys.includes('resources')) return FORMS.template
  if (keys.includes('properties')) return FORMS.resource
  return keys.includes('value') ? FORMS.answer : null
}

function keysOf(json: string): readonly string[] | null {
  try {
    return Object.keys(JSON.parse(json) as object)
  } catch {
    return null
  }
}
