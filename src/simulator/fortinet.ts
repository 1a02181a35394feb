import { escapeValue, extension, syslogTime } from './cef-text.ts'
import type { LineWriter } from './log-entry.ts'

/**
 * FortiGate's web filter in CEF, with extended logging on: `CEF: 0` with a space, path and host apart, the HTTP method in a key of its
 * own (FTNTFGTmethod is how the URL was rated), the user in `duser`.
 */
export const fortinetLine: LineWriter = ({ request, at, serial }) => {
  const [id, event, action, severity] = request.blocked
    ? ['13056', 'ftgd_blk', 'blocked', 4]
    : (['13312', 'ftgd_allow', 'passthrough', 2] as const)
  const fields = extension([
    ['deviceExternalId', 'FGVM08TM00000001'],
    ['FTNTFGTeventtime', `${at}000000`],
    ['FTNTFGTtz', '+0000'],
    ['FTNTFGTlogid', `03160${id}`],
    ['cat', 'utm:webfilter'],
    ['FTNTFGTsubtype', 'webfilter'],
    ['FTNTFGTeventtype', event],
    ['FTNTFGTlevel', request.blocked ? 'warning' : 'notice'],
    ['FTNTFGTvd', 'root'],
    ['FTNTFGTpolicyid', 12],
    ['externalId', serial],
    ['duser', request.user],
    ['src', request.sourceAddress],
    ['spt', 49_152 + (serial % 16_384)],
    ['FTNTFGTsrcname', request.sourceHost],
    ['deviceInboundInterface', 'lan1'],
    ['dst', request.destinationAddress],
    ['dpt', 80],
    ['deviceOutboundInterface', 'wan1'],
    ['proto', 6],
    ['app', 'HTTP'],
    ['dhost', request.host],
    ['FTNTFGTprofile', 'default'],
    ['act', action],
    ['FTNTFGTreqtype', 'direct'],
    ['request', escapeValue(request.path)],
    ['FTNTFGThttpmethod', request.method],
    ['FTNTFGTagent', escapeValue(request.userAgent)],
    ['out', request.sentBytes],
    ['in', request.receivedBytes],
    ['deviceDirection', 1],
    ['FTNTFGTmethod', 'domain'],
    ['FTNTFGTcat', request.blocked ? 26 : 52],
    ['requestContext', request.blocked ? 'Malicious Websites' : 'Information Technology'],
  ])
  return `<189>${syslogTime(at)} fgt-hq CEF: 0|Fortinet|Fortigate|v7.0.12|${id}|utm:webfilter ${event} ${action}|${severity}|${fields}`
}
