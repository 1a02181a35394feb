import { cefTime, extension, syslogTime } from './cef-text.ts'
import type { LineWriter } from './log-entry.ts'

/** Zscaler's NSS feed for the web in CEF: no priority, URL without scheme, and `=` in it as it is. */
export const zscalerLine: LineWriter = ({ request, at, serial }) => {
  const action = request.blocked ? 'Blocked' : 'Allowed'
  const reason = request.blocked ? 'Reputation block outbound request' : 'Allowed'
  const fields = extension([
    ['act', action],
    ['app', 'HTTP'],
    ['cat', request.blocked ? 'Suspicious Destinations' : 'Professional Services'],
    ['dhost', request.host],
    ['dst', request.destinationAddress],
    ['src', request.sourceAddress],
    ['in', request.receivedBytes],
    ['outcome', request.blocked ? 403 : 200],
    ['out', request.sentBytes],
    ['request', `${request.host}${request.path}`],
    ['rt', cefTime(at)],
    ['sourceTranslatedAddress', '192.0.2.1'],
    ['requestClientApplication', request.userAgent],
    ['requestMethod', request.method],
    ['suser', `${request.user}@example.com`],
    ['spriv', 'Headquarters'],
    // Longer than any number that JavaScript holds exactly.
    ['externalId', `70${String(serial).padStart(17, '0')}`],
    ['fileType', 'None'],
    ['reason', reason],
    ['destinationServiceName', 'General Browsing'],
    ['cs1', 'General Surfing'],
    ['cs1Label', 'urlclass'],
    ['cs2', 'None'],
    ['cs2Label', 'malwarecat'],
    ['cs3', 'None'],
    ['cs3Label', 'threatname'],
  ])
  return `${syslogTime(at)} zscaler-nss CEF:0|Zscaler|NSSWeblog|5.7|${action}|${reason}|3|${fields}`
}
