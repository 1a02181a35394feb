import { escapeValue, extension } from './cef-text.ts'
import type { LineWriter } from './log-entry.ts'

/** Check Point's Log Exporter in CEF: full URL, browser name instead of its header, severity in words, addresses last. */
export const checkPointLine: LineWriter = ({ request, at, serial }) => {
  const fields = extension([
    ['act', request.blocked ? 'Block' : 'Accept'],
    ['deviceDirection', 0],
    ['rt', at],
    ['spt', 49_152 + (serial % 16_384)],
    ['dpt', 80],
    ['cs2Label', 'Rule Name'],
    ['cs2', request.blocked ? 'Blocked categories' : 'Internet access'],
    ['layer_name', 'Application'],
    ['layer_uuid', '6c2f9a10-0b7d-4f3e-9c55-2f1f5a3f7e01'],
    ['app', 'http'],
    ['requestClientApplication', 'Google Chrome'],
    ['in', request.receivedBytes],
    ['out', request.sentBytes],
    ['loguid', `{0x${serial.toString(16).padStart(8, '0')},0x0,0x100007f,0x${(serial * 7).toString(16)}}`],
    ['origin', '192.0.2.2'],
    ['originsicname', 'CN\\=gw-hq,O\\=mgmt.example.com.x7k2p9'],
    ['sequencenum', serial],
    ['request', escapeValue(`http://${request.host}${request.path}`)],
    ['requestMethod', request.method],
    ['shost', `${request.sourceHost}@example.com`],
    ['suser', `${request.user}@example.com`],
    ['src', request.sourceAddress],
    ['dst', request.destinationAddress],
  ])
  const severity = request.blocked ? 'High' : 'Unknown'
  const time = new Date(at).toISOString().slice(0, 19)
  return `<134>1 ${time}Z gw-hq CheckPoint 1930 - - CEF:0|Check Point|URL Filtering|Check Point|Log|http|${severity}|${fields}`
}
