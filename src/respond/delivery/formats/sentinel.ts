import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import type { Notification } from '../../alerts/notification.ts'
import { credentialOptions } from './credential-options.ts'
import { cutWithin } from './cut-within.ts'
import { entraToken, forgetTokens } from './entra-token.ts'
import { fitJson } from './fit-json.ts'
import { type EncodeContext, type Format, HTTP } from './format.ts'
import { humanText } from './human-text.ts'

/**
 * One call takes 1 MB, compressed and uncompressed; one value 64 KB.
 * Source: https://learn.microsoft.com/azure/azure-monitor/service-limits (Logs Ingestion API; Log Analytics workspaces)
 */
const MAX_BODY_BYTES = 1_000_000
/** Characters of a value: each takes up to three bytes. */
const MAX_VALUE = 16_384

const DEFAULT_AUTHORITY = 'https://login.microsoftonline.com'
const DEFAULT_SCOPE = 'https://monitor.azure.com/.default'

/** The name of a tenant, or an id. */
const identifier = z.string().regex(/^[A-Za-z0-9.-]+$/, { error: 'expected an id or a domain name' })

/** An array of one row, for the Logs Ingestion API of Azure Monitor: a custom table beside CommonSecurityLog. */
export const sentinel: Format = {
  contentType: 'application/json',
  protocols: HTTP,
  options: {
    tenantId: identifier.meta({ description: 'The tenant of the application.', example: '00000000-0000-4000-8000-000000000001' }),
    clientId: identifier.meta({ description: "The application's (client) id.", example: '00000000-0000-4000-8000-000000000002' }),
    ...credentialOptions('clientSecret', "The application's client secret.", '${SENTINEL_CLIENT_SECRET}'),
    authority: z
      .url({ protocol: /^https?$/ })
      .default(DEFAULT_AUTHORITY)
      .meta({ description: 'Where tokens come from. National clouds have their own.' }),
    scope: z
      .string()
      .min(1)
      .default(DEFAULT_SCOPE)
      .meta({ description: 'What the token is for. National clouds have their own.' }),
  },
  credential: 'clientSecret',
  takesQuietEnd: false,
  encode: (notification, context) => fitJson([[rowOf(notification, context)]], MAX_BODY_BYTES),
  prepare: async (body, context) => {
    const { tenantId, clientId, authority, scope } = context.options
    const client = {
      tenantId: textOr(tenantId, ''),
      clientId: textOr(clientId, ''),
      authority: textOr(authority, DEFAULT_AUTHORITY),
      scope: textOr(scope, DEFAULT_SCOPE),
    }
    const token = await entraToken(client, context)
    return { headers: { authorization: `Bearer ${token.reveal()}`, 'content-encoding': 'gzip' }, body: gzipSync(body) }
  },
  // A token can be revoked, or be of before a secret's change, long before it expires: once more with a new one.
  judge: (status) => {
    if (status !== 401) return null
    forgetTokens()
    return 'retry'
  },
}

function textOr(option: unknown, otherwise: string): string {
  return typeof option === 'string' ? option : otherwise
}

/** The columns of the table, as docs/webhooks/sentinel.md declares them; those of CommonSecurityLog by its names. */
function rowOf(notification: Notification, context: EncodeContext): Readonly<Record<string, unknown>> {
  const { type, timestamp, end, alert } = notification
  const { rule, request, device } = alert
  const row = {
    TimeGenerated: timestamp,
    NotificationType: type,
    Ended: end !== 'none',
    AlertId: alert.id,
    RuleId: rule.id,
    RuleName: rule.name,
    RuleVersion: rule.version,
    AlertSeverity: rule.severity,
    Description: humanText(alert.description, context),
    Tactics: rule.tactics.join(', '),
    Techniques: rule.techniques.join(', '),
    MatchCount: alert.count,
    FirstSeen: alert.firstSeen,
    LastSeen: alert.lastSeen,
    SourceIP: request.sourceIp,
    SourceHostName: request.sourceHost,
    SourceUserName: request.sourceUser,
    DestinationIP: request.destinationIp,
    DestinationHostName: request.destinationHost,
    RequestMethod: request.method,
    RequestURL: request.url,
    RequestClientApplication: request.userAgent,
    DeviceVendor: device.vendor,
    DeviceProduct: device.product,
    DeviceAction: device.action,
    Verdict: device.verdict,
    MatchedOn: alert.matchedOn,
    // As text, to be read with parse_json: a dynamic value that is cut is refused.
    Indicators: JSON.stringify(alert.indicators),
    Entities: JSON.stringify(alert.entities),
    ProjectedRow: JSON.stringify(alert.row),
    LogSource: alert.source.address,
    RawEvent: alert.raw,
  }
  const values = Object.entries(row).map(([name, value]) => [
    name,
    typeof value === 'string' ? cutWithin(value, MAX_VALUE) : value,
  ])
  return Object.fromEntries(values) as Readonly<Record<string, unknown>>
}
