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
import { zoneOf } from './feed-time-zone.ts'
import { isPrivateAddress } from './private-address.ts'

/** The columns of a request that rules and analysts read, and in which NSS prints a placeholder for nothing. */
const COLUMNS_OF_REQUEST = [
  'RequestURL',
  'RequestClientApplication',
  'RequestContext',
  'EventOutcome',
  'FileName',
  'SourceHostName',
  'SourceIP',
  'SourceTranslatedAddress',
  'SourceUserName',
  'DestinationHostName',
  'DestinationIP',
] as const

export function normalise(sent: Row, event: CefEvent, timeZone: string): NormalisedRow {
  return normalisedRow(sent, (row) => {
    emptyPlaceholders(row)
    row.RequestMethod = methodOf(row)
    row.RequestURL = withScheme(urlWithHost(row), row.ApplicationProtocol)
    fillSourceHost(row, event)
    putClientFirst(row)
    correctSixthString(row, event)
    fillIpv6Addresses(row)
    fillDestinationNames(row)
    fillStartTime(row, zoneOf(event, timeZone), extensionValue(event, 'epochtime'), withCentury(row.ReceiptTime))
  })
}

function emptyPlaceholders(row: DraftRow): void {
  for (const column of COLUMNS_OF_REQUEST) {
    if (isPlaceholder(row[column] ?? '')) row[column] = ''
  }
  // NSS has no destination for a request that it blocked.
  if (row.DestinationIP === '0.0.0.0') row.DestinationIP = ''
}

/** NSS says `invalid` where it does not know the method, which is as much as not saying one. */
function methodOf(row: DraftRow): string {
  const method = httpMethod(row.RequestMethod)
  return method === 'INVALID' ? '' : method
}

/** Private Access logs the path alone, and the host beside it. */
function urlWithHost(row: DraftRow): string {
  const url = unquote(row.RequestURL ?? '')
  return url.startsWith('/') ? `${row.DestinationHostName ?? ''}${url}` : url
}

/** No template sends `shost`; feeds have the client's host under a key of its own, or in a name like `PC7:5F08D97B`. */
function fillSourceHost(row: DraftRow, event: CefEvent): void {
  const [name = ''] = extensionValue(event, 'devicename').split(':')
  const host = [extensionValue(event, 'devicehostname'), name].find((host) => host !== '' && !isPlaceholder(host))
  row.SourceHostName ||= host ?? ''
}

/** NSS prints the year of `rt` and `datetime` with two digits or four. */
function withCentury(time: string | undefined): string | undefined {
  return time?.replace(/^(?=\d\d-\d\d-\d\d )/, '20')
}

/**
 * Two published templates swap the client's address and the one that it is translated to. The private one is the client's. Where NSS
 * does not see the client's own, the other is all that there is.
 */
function putClientFirst(row: DraftRow): void {
  const { SourceIP: source = '', SourceTranslatedAddress: translated = '' } = row
  if (source === '') row.SourceIP = translated
  else if (!isPrivateAddress(source) && isPrivateAddress(translated)) {
    row.SourceIP = translated
    row.SourceTranslatedAddress = source
  }
}

/** One published template has `cs6=md5hash cs6Label=<the hash>`, the one for firewall logs `cs6label`. */
function correctSixthString(row: DraftRow, event: CefEvent): void {
  if (row.DeviceCustomString6 === 'md5hash') {
    row.DeviceCustomString6 = row.DeviceCustomString6Label ?? ''
    row.DeviceCustomString6Label = 'md5hash'
  }
  row.DeviceCustomString6Label ||= extensionValue(event, 'cs6label')
}
