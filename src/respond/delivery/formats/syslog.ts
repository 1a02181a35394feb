import { hostname } from 'node:os'
import { z } from 'zod'
import type { Notification } from '../../alerts/notification.ts'
import { cefOf } from './alert-cef.ts'
import type { EncodeContext, Format } from './format.ts'

/** RFC 5424, section 6.2.1, table 1, in the order of the codes. */
const FACILITIES = [
  ...(['kern', 'user', 'mail', 'daemon', 'auth', 'syslog', 'lpr', 'news', 'uucp', 'cron', 'authpriv', 'ftp'] as const),
  ...([
    'ntp',
    'audit',
    'alert',
    'clock',
    'local0',
    'local1',
    'local2',
    'local3',
    'local4',
    'local5',
    'local6',
    'local7',
  ] as const),
] as const

/** RFC 5424, section 6.2.1, table 2: critical, warning, notice, informational. */
const SEVERITY_CODES: Readonly<Record<string, number>> = { High: 2, Medium: 4, Low: 5, Informational: 6 }

/** "Transport receivers .. SHOULD be able to process messages .. up to and including 8192 octets": RFC 5425, section 4.3.1. */
const MAX_MESSAGE_BYTES = 8192

/** Longest value of the extension, at first: of `request` and most others in ArcSight's dictionary. Halved until the message fits. */
const FIRST_CUT = 1023
const LAST_CUT = 64

/** What RFC 5424 lets HOSTNAME and APP-NAME hold is more than readers take. */
const headerField = (max: number) =>
  z
    .string()
    .regex(new RegExp(`^[A-Za-z0-9_.-]{1,${max}}$`), { error: `expected letters, digits, "-", "_" or "."; at most ${max}` })

const schema = z.object({
  facility: z.enum(FACILITIES).default('local0').meta({ description: "The messages' facility.", example: 'local4' }),
  appName: headerField(48).default('cefwatch').meta({ description: 'APP-NAME of the messages.' }),
  hostname: headerField(255)
    .optional()
    .meta({ description: "HOSTNAME of the messages; the machine's own by default.", example: 'cefwatch.example.com' }),
})

/** A syslog message (RFC 5424) whose text is CEF. The transport frames it. */
export const syslog: Format = {
  contentType: 'text/plain; charset=utf-8',
  protocols: ['syslog+udp:', 'syslog+tcp:', 'syslog+tls:'],
  options: schema.shape,
  credential: null,
  takesQuietEnd: false,
  encode: (notification, context) => {
    const header = headerOf(notification, context)
    let message = header + cefOf(notification, context, FIRST_CUT)
    for (let cut = FIRST_CUT >> 1; cut >= LAST_CUT && Buffer.byteLength(message) > MAX_MESSAGE_BYTES; cut >>= 1) {
      message = header + cefOf(notification, context, cut)
    }
    return message
  },
}

/** RFC 5424, section 6: the header, and no structured data. */
function headerOf({ type, timestamp, alert }: Notification, { options }: EncodeContext): string {
  const { facility, appName, hostname: host = ownHostname() } = schema.parse(options)
  const priority = FACILITIES.indexOf(facility) * 8 + (SEVERITY_CODES[alert.rule.severity] ?? 2)
  return `<${priority}>1 ${timestamp} ${host} ${appName} - ${type} - `
}

function ownHostname(): string {
  return (
    hostname()
      .replace(/[^A-Za-z0-9_.-]/g, '-')
      .slice(0, 255) || '-'
  )
}
