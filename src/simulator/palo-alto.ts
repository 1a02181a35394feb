import { cefTime, extension, syslogTime } from './cef-text.ts'
import type { LineWriter } from './log-entry.ts'

/** PAN-OS URL filtering in the CEF format of the vendor's guide: method in lower case, URL in quotes, with its port and without scheme. */
export const paloAltoLine: LineWriter = ({ request, at, serial }) => {
  const fields = extension([
    ['rt', `${cefTime(at)} GMT`],
    ['deviceExternalId', '007051000000001'],
    ['src', request.sourceAddress],
    ['dst', request.destinationAddress],
    ['sourceTranslatedAddress', '203.0.113.254'],
    ['destinationTranslatedAddress', request.destinationAddress],
    ['cs1Label', 'Rule'],
    ['cs1', 'internet-access'],
    ['suser', `example\\${request.user}`],
    ['duser', ''],
    ['app', 'web-browsing'],
    ['cs3Label', 'Virtual System'],
    ['cs3', 'vsys1'],
    ['cs4Label', 'Source Zone'],
    ['cs4', 'trust'],
    ['cs5Label', 'Destination Zone'],
    ['cs5', 'untrust'],
    ['deviceInboundInterface', 'ethernet1/2'],
    ['deviceOutboundInterface', 'ethernet1/1'],
    ['cn1Label', 'SessionID'],
    ['cn1', serial],
    ['cnt', 1],
    ['spt', 49_152 + (serial % 16_384)],
    ['dpt', 80],
    ['proto', 'tcp'],
    ['act', request.blocked ? 'block-url' : 'alert'],
    ['request', `"${request.host}:80${request.path}"`],
    ['cs2Label', 'URL Category'],
    ['cs2', request.blocked ? 'command-and-control' : 'computer-and-internet-info'],
    ['flexString2Label', 'Direction'],
    ['flexString2', 'client-to-server'],
    ['externalId', serial],
    ['requestContext', 'text/html'],
    ['requestMethod', request.method.toLowerCase()],
    ['requestClientApplication', request.userAgent],
    ['dvchost', 'pa-hq'],
  ])
  return `<14>${syslogTime(at)} pa-hq CEF:0|Palo Alto Networks|PAN-OS|10.1.9|url|THREAT|1|${fields}`
}
