import type { CefEvent } from '../../cef-parser/cef-event.ts'
import type { Row } from '../../common-security-log/row.ts'
import { fillDestinationNames } from '../destination-names.ts'
import type { NormalisedRow } from '../device.ts'
import type { DraftRow } from '../draft-row.ts'
import { extensionValue } from '../extension-value.ts'
import { httpMethod } from '../http-method.ts'
import { fillIpv6Addresses } from '../ipv6-addresses.ts'
import { normalisedRow } from '../normalised-row.ts'
import { isPlaceholder } from '../placeholder.ts'
import { fillStartTime } from '../start-time.ts'
import { unquote } from '../unquote.ts'
import { withScheme } from '../with-scheme.ts'
import { nativeField } from './native-field.ts'
import { parseRawData } from './raw-data.ts'
import { zoneOffset } from './zone-offset.ts'

/** FortiWeb writes `none` and `Unknown` where a request has no such thing. */
const COLUMNS_WITH_PLACEHOLDERS = ['RequestURL', 'RequestClientApplication', 'DestinationHostName', 'SourceUserName'] as const

export function normalise(sent: Row, event: CefEvent, timeZone: string): NormalisedRow {
  const offset = zoneOffset(nativeField(event, 'tz') || nativeField(event, 'timezone'))
  return normalisedRow(sent, (row) => {
    const raw = parseRawData(nativeField(event, 'rawdata'))
    row.RequestMethod = httpMethod(row.RequestMethod, nativeField(event, 'httpmethod'), raw.method, methodOfWaf(event))
    row.RequestClientApplication ||= nativeField(event, 'agent') || raw.userAgent
    for (const column of COLUMNS_WITH_PLACEHOLDERS) if (isPlaceholder(row[column] ?? '')) row[column] = ''
    row.DestinationHostName ||= nativeField(event, 'hostname') || nativeField(event, 'dstname')
    row.RequestURL = fullUrl(row)
    row.SourceHostName ||= nativeField(event, 'srcname')
    row.SourceUserName ||= userOfUtm(row)
    fillIpv6Addresses(row)
    fillDestinationNames(row)
    // FortiAnalyzer's start is local, and the zone stands beside it.
    const start = extensionValue(event, 'start')
    if (offset !== '') delete row.StartTime
    fillStartTime(row, timeZone, nativeField(event, 'eventtime'), `${start}${offset}`, localTime(event, offset), start)
  })
}

/**
 * `method` is the request's in the logs of FortiOS's web application firewall before 7.0 alone. Elsewhere it says how the URL was rated
 * (domain, ip; `ratemethod` later) or how an administrator logged in (https).
 * https://docs.fortinet.com/document/fortigate/6.4.2/fortios-log-message-reference/30253
 */
function methodOfWaf(event: CefEvent): string {
  return nativeField(event, 'subtype') === 'waf' ? nativeField(event, 'method') : ''
}

/**
 * FortiOS logs the path alone, and the host beside it: everywhere until 6.x, and still in application control and IPS logs. Its CEF
 * escapes slashes in some values, which CEF does not know:
 * https://docs.fortinet.com/document/fortigate/6.2.5/fortios-log-message-reference/998820
 */
function fullUrl(row: DraftRow): string {
  const url = unquote(row.RequestURL ?? '').replaceAll('\\/', '/')
  return withScheme(url.startsWith('/') ? `${row.DestinationHostName ?? ''}${url}` : url, protocolOf(row))
}

/** The service without what FortiWeb puts behind it: `https/tls1.2`. */
function protocolOf({ ApplicationProtocol: service = '' }: DraftRow): string {
  return service.split('/', 1).join('')
}

/** UTM logs put the user who sent the request in `duser`. */
function userOfUtm(row: DraftRow): string {
  return row.DeviceEventCategory?.startsWith('utm') ? (row.DestinationUserName ?? '') : ''
}

/** What the device's clock said, with its zone where it names one. */
function localTime(event: CefEvent, offset: string): string | undefined {
  const [date, time] = [nativeField(event, 'date'), nativeField(event, 'time')]
  return date === '' || time === '' ? undefined : `${date} ${time}${offset}`
}
