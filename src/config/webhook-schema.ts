import { z } from 'zod'
import { DEVICES } from '../decode/devices/device.ts'
import { type FormatName, FORMAT_NAMES, FORMATS } from '../respond/delivery/formats/index.ts'
import { SEVERITIES } from '../respond/delivery/routing.ts'
import { duration, name, network, path, secretText } from './fields.ts'

const only = z.strictObject({
  rules: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .meta({ description: 'Ids or names of rules.', example: ['RunningRAT request parameters'] }),
  severities: z
    .array(z.enum(SEVERITIES))
    .min(1)
    .optional()
    .meta({ description: 'Severities.', example: ['High'] }),
  devices: z
    .array(z.enum(DEVICES))
    .min(1)
    .optional()
    .meta({ description: 'Device families.', example: ['fortinet'] }),
  entities: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .meta({ description: 'Values of entities, in any case: an address, a host name.', example: ['192.0.2.10'] }),
})

const rateLimit = z.strictObject({
  count: z.int().min(1).meta({ description: 'At most so many attempts', example: 60 }),
  per: duration.prefault('1m').meta({ description: 'in this time. What is beyond waits.' }),
})

const connection = z.strictObject({
  caFile: path.optional().meta({ description: "Certificates to trust beside the system's, PEM." }),
  certificateFile: path.optional().meta({ description: "The client's own certificate, PEM, for receivers that ask for one." }),
  keyFile: path.optional().meta({ description: 'Its key, PEM.' }),
  proxy: secretText.optional().meta({ description: 'An HTTP proxy to go through.', example: 'http://proxy.example.com:3128' }),
  proxyFile: path.optional().meta({ description: 'A file that holds its URL, instead of `proxy`.' }),
  allow: z
    .array(network)
    .default([])
    .meta({
      description: 'Link-local addresses, among them the metadata services of clouds, are refused; but not these.',
      example: ['169.254.10.1'],
    }),
})

const common = {
  name: name.meta({ description: 'How metrics, logs and the API call the webhook.', example: 'soc' }),
  url: secretText.optional().meta({
    description: 'Where alerts are sent. Counts as a secret: it is never shown beyond its host.',
    example: 'https://soc.example.com/alerts',
  }),
  urlFile: path.optional().meta({ description: 'A file that holds the URL, instead of `url`.' }),
  secret: z
    .union([secretText, z.array(secretText).min(1).max(2)])
    .optional()
    .meta({
      description: 'Signs each request as Standard Webhooks says (`whsec_` and base64). Two of them while one is being replaced.',
      example: '${CEFWATCH_SECRET}',
    }),
  secretFile: path.optional().meta({ description: 'A file that holds the secret, instead of `secret`.' }),
  timeout: duration.prefault('15s').meta({ description: 'How long one attempt may take.' }),
  minimumSeverity: z
    .enum(SEVERITIES)
    .default('Informational')
    .meta({ description: 'The least severity of the alerts that it takes.' }),
  only: only.prefault({}).meta({ description: 'Takes only alerts that pass every list given here.' }),
  defang: z
    .boolean()
    .default(false)
    .meta({ description: 'Writes URLs, domains and addresses so that nothing can be clicked: `hxxp://c2[.]example`.' }),
  rateLimit: rateLimit.optional().meta({ description: 'For receivers that take only so much.' }),
  connection: connection.prefault({}),
}

/** Of a webhook that names none. */
const DEFAULT_FORMAT: string = 'json'

/** Examples that fit the format: names that differ, URLs that it takes. */
function examplesFor(format: FormatName) {
  const [protocol = ''] = FORMATS[format].protocols
  if (format === DEFAULT_FORMAT) return {}
  const example = protocol === 'https:' ? `https://${format}.example.com/alerts` : `${protocol}//${format}.example.com`
  return { name: common.name.meta({ example: format }), url: common.url.meta({ example }) }
}

const VARIANTS = FORMAT_NAMES.map((format) => {
  const literal = z.literal(format)
  const shape = { ...common, ...examplesFor(format), ...FORMATS[format].options }
  return z
    .strictObject({
      ...shape,
      format: (format === DEFAULT_FORMAT ? literal.default(format) : literal).meta({ description: 'What is sent.' }),
    })
    .refine((value) => (value.url === undefined) !== (value.urlFile === undefined), {
      error: 'needs exactly one of url and urlFile',
    })
    .refine((value) => value.secret === undefined || value.secretFile === undefined, {
      error: 'takes secret or secretFile, not both',
    })
    .meta({ title: `Webhook of the format \`${format}\`` })
})

/** One webhook: what all have, and the keys of its format. */
export const webhook = z.discriminatedUnion('format', VARIANTS as [(typeof VARIANTS)[number], ...typeof VARIANTS])
