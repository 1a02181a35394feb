import type { CefEvent } from '../../cef-parser/cef-event.ts'
import type { Row } from '../../common-security-log/row.ts'
import { isTimeZone } from '../../common-security-log/time-zone.ts'
import { fillDestinationNames } from '../destination-names.ts'
import type { NormalisedRow } from '../device.ts'
import type { DraftRow } from '../draft-row.ts'
import { extensionValue } from '../extension-value.ts'
import { fillIpv6Addresses } from '../ipv6-addresses.ts'
import { normalisedRow } from '../normalised-row.ts'
import { fillStartTime } from '../start-time.ts'
import { unquote } from '../unquote.ts'
import { isFileName } from './file-name.ts'
import { isForwardedFor } from './forwarded-for.ts'
import { isIpAddress } from './ip-address.ts'
import { loggedMethod } from './logged-method.ts'

export function normalise(sent: Row, event: CefEvent, timeZone: string): NormalisedRow {
  return normalisedRow(sent, (row) => {
    row.RequestMethod = loggedMethod(row.RequestMethod, event)
    row.RequestClientApplication = unquote(row.RequestClientApplication ?? '')
    fillIpv6Addresses(row)
    fillSource(row, event)
    fillRequest(row, event)
    // Log forwarding says in `dtz` what zone its times are in.
    const zone = row.DeviceTimeZone !== undefined && isTimeZone(row.DeviceTimeZone) ? row.DeviceTimeZone : timeZone
    const [start, precise] = [extensionValue(event, 'start'), extensionValue(event, 'PanOSTimeGeneratedHighResolution')]
    if (zone !== timeZone) delete row.StartTime
    fillStartTime(row, zone, start, precise, row.ReceiptTime)
  })
}

/** No scheme is added to the URL: the device names none, and its `web-browsing` may have been decrypted. */
function fillRequest(row: DraftRow, event: CefEvent): void {
  const request = unquote(row.RequestURL ?? '')
  if (isFileName(request, event)) {
    row.FileName ||= request
    row.RequestURL = ''
    return
  }
  row.RequestURL = request
  // A vulnerability's log has a URL or a file's name, and does not say which. A URL always has a slash.
  if (request.includes('/')) fillDestinationNames(row)
}

function fillSource(row: DraftRow, event: CefEvent): void {
  if (isForwardedFor(row.SourceUserName ?? '')) row.SourceUserName = ''
  // The administrator's host in CONFIG logs: a name or an address.
  if (isIpAddress(row.SourceHostName ?? '')) {
    row.SourceIP ||= row.SourceHostName ?? ''
    row.SourceHostName = ''
  }
  // GlobalProtect's logs have keys of their own for what CEF has a key for.
  row.SourceUserName ||= extensionValue(event, 'PanOSSourceUserName')
  row.SourceHostName ||= extensionValue(event, 'PanOSSourceDeviceHost') || extensionValue(event, 'PanOSEndpointDeviceName')
  row.SourceIP ||= extensionValue(event, 'PanOSPublicIPv4')
}
