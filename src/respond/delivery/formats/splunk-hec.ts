import { z } from 'zod'
import type { Alert } from '../../alerts/alert.ts'
import type { Notification } from '../../alerts/notification.ts'
import { briefAlert } from './brief-alert.ts'
import { credentialOptions } from './credential-options.ts'
import { cutWithin } from './cut-within.ts'
import { fitJson } from './fit-json.ts'
import { type EncodeContext, type Format, HTTP, type Judgement } from './format.ts'
import { humanText } from './human-text.ts'
import { withoutEmpty } from './without-empty.ts'

/**
 * The least of what Splunk handles of one event by default: TRUNCATE (props.conf) is 10,000 bytes, and fields are extracted from the
 * first 10,240 characters ([kv] maxchars, limits.conf).
 */
const MAX_EVENT_BYTES = 10_000

/** Of an indexed field. */
const MAX_FIELD = 256

/**
 * What the code in an answer means. Others are left to the status.
 * Source: https://docs.splunk.com/Documentation/Splunk/latest/Data/TroubleshootHTTPEventCollector (Possible error codes)
 */
const CODES: Readonly<Record<number, Judgement>> = {
  ...{ 0: 'delivered' },
  // Token disabled, required, malformed, unknown; no data, wrong format, wrong index; channel, event and fields not as they must be.
  ...{ 1: 'refused', 2: 'refused', 3: 'refused', 4: 'refused', 5: 'refused', 6: 'refused', 7: 'refused' },
  ...{ 10: 'refused', 11: 'refused', 12: 'refused', 13: 'refused', 14: 'refused', 15: 'refused', 16: 'refused' },
  // Internal error, server busy, queues full, acknowledgements not available, shutting down, queue or channel at capacity.
  ...{ 8: 'retry', 9: 'retry', 18: 'retry', 19: 'retry', 20: 'retry', 23: 'retry', 26: 'retry', 27: 'retry' },
}

const text = z.string().min(1).max(1024)

/** One event of Splunk's HTTP Event Collector (/services/collector/event). */
export const splunkHec: Format = {
  contentType: 'application/json',
  protocols: HTTP,
  options: {
    ...credentialOptions('token', 'The token of the HTTP Event Collector.', '${SPLUNK_HEC_TOKEN}'),
    index: text.optional().meta({ description: "The index, instead of the token's default.", example: 'security' }),
    sourcetype: text.default('sentinel:commonsecuritylog:alert').meta({ description: 'The source type.' }),
    host: text
      .optional()
      .meta({ description: 'The host, instead of the address that the log came from.', example: 'cefwatch-1' }),
    source: text.default('cefwatch').meta({ description: 'The source.' }),
    channel: z.guid().optional().meta({
      description: 'Sent as X-Splunk-Request-Channel: for a token with indexer acknowledgment, which asks for one.',
      example: '0aeeac95-ac74-4aa9-b30d-6c4c0ac581ba',
    }),
  },
  credential: 'token',
  takesQuietEnd: false,
  encode: (notification, context) => {
    const alert = { ...notification.alert, description: humanText(notification.alert.description, context) }
    const forms = [alert, briefAlert(alert)] as const
    return fitJson([envelope(notification, forms[0], context), envelope(notification, forms[1], context)], MAX_EVENT_BYTES)
  },
  prepare: (body, { options, credential }) => {
    const headers = {
      authorization: credential === null ? undefined : `Splunk ${credential.reveal()}`,
      'x-splunk-request-channel': options['channel'],
    }
    return { headers: (withoutEmpty(headers) ?? {}) as Record<string, string>, body }
  },
  judge: (_, answer) => {
    const code = /"code"\s*:\s*(\d{1,3})\b/.exec(answer)?.[1]
    return code === undefined ? null : (CODES[Number(code)] ?? null)
  },
}

function envelope({ type, timestamp, end }: Notification, alert: Alert, { options }: EncodeContext): object {
  const { raw, ...rest } = alert
  return {
    time: Date.parse(timestamp) / 1000,
    ...withoutEmpty({
      host: options['host'] ?? alert.source.address,
      source: options['source'],
      sourcetype: options['sourcetype'],
      index: options['index'],
    }),
    // The raw text last: what Splunk cuts off is then the least.
    event: { type, end, ...rest, raw },
    fields: fieldsOf(alert),
  }
}

/**
 * Named as the Alerts data model of Splunk's Common Information Model. Fields must be a flat object of texts, or the event is refused
 * (code 15).
 */
function fieldsOf({ id, rule, request }: Alert): Readonly<Record<string, string>> {
  const fields = {
    app: 'cefwatch',
    type: 'alert',
    id,
    signature: rule.name,
    signature_id: rule.id,
    severity: rule.severity.toLowerCase(),
    src: request.sourceIp || request.sourceHost,
    dest: request.destinationHost || request.destinationIp,
    user: request.sourceUser,
  }
  const filled = Object.entries(fields).filter(([, value]) => value !== '')
  return Object.fromEntries(filled.map(([name, value]) => [name, cutWithin(value, MAX_FIELD)]))
}
