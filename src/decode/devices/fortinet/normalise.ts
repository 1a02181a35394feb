import type { CefEvent } from '../../cef-parser/cef-event.ts'
import type { MutableRow, Row } from '../../common-security-log/row.ts'
import { fillDestinationNames } from '../destination-names.ts'
import type { NormalisedRow } from '../device.ts'
import { httpMethod } from '../http-method.ts'
import { fillIpv6Addresses } from '../ipv6-addresses.ts'
import { normalisedRow } from '../normalised-row.ts'
import { unquote } from '../unquote.ts'
import { nativeField } from './native-field.ts'
import { parseRawData } from './raw-data.ts'

export function normalise(sent: Row, event: CefEvent): NormalisedRow {
  return normalisedRow(sent, (row) => {
    const raw = parseRawData(nativeField(event, 'rawdata'))
    // Not from `method` or `ratemethod`, which say how the URL was rated (domain, ip) or how an administrator logged in (https).
    row.RequestMethod = httpMethod(row.RequestMethod, nativeField(event, 'httpmethod'), raw.method)
    row.RequestClientApplication ||= nativeField(event, 'agent') || raw.userAgent
    row.DestinationHostName ||= nativeField(event, 'hostname')
    row.RequestURL = urlWithHost(row)
    row.SourceHostName ||= nativeField(event, 'srcname')
    row.SourceUserName ||= userOfUtm(row)
    fillIpv6Addresses(row)
    fillDestinationNames(row)
  })
}

/**
 * FortiOS logs the path alone, and the host beside it: everywhere until 6.x, and still in application control and IPS logs. Its CEF
 * escapes slashes in some values, which CEF does not know:
 * https://docs.fortinet.com/document/fortigate/6.2.5/fortios-log-message-reference/998820
 */
function urlWithHost(row: MutableRow): string {
  const url = unquote(row.RequestURL ?? '').replaceAll('\\/', '/')
  return url.startsWith('/') ? `${row.DestinationHostName ?? ''}${url}` : url
}

/** UTM logs put the user who sent the request in `duser`. */
function userOfUtm(row: MutableRow): string {
  return row.DeviceEventCategory?.startsWith('utm') ? (row.DestinationUserName ?? '') : ''
}
