import type { CefEvent } from '../../cef-parser/cef-event.ts'
import type { MutableRow, Row } from '../../common-security-log/row.ts'
import { fillDestinationNames } from '../destination-names.ts'
import type { NormalisedRow } from '../device.ts'
import { extensionValue } from '../extension-value.ts'
import { httpMethod } from '../http-method.ts'
import { fillIpv6Addresses } from '../ipv6-addresses.ts'
import { normalisedRow } from '../normalised-row.ts'
import { isPlaceholder } from '../placeholder.ts'
import { unquote } from '../unquote.ts'
import { withScheme } from '../with-scheme.ts'
import { isPrivateAddress } from './private-address.ts'

/** The columns of a request that rules and analysts read, and in which NSS prints a placeholder for nothing. */
const COLUMNS_OF_REQUEST = [
  'RequestURL',
  'RequestClientApplication',
  'RequestContext',
  'EventOutcome',
  'SourceHostName',
  'SourceIP',
  'SourceUserName',
  'DestinationHostName',
  'DestinationIP',
] as const

export function normalise(sent: Row, event: CefEvent): NormalisedRow {
  return normalisedRow(sent, (row) => {
    emptyPlaceholders(row)
    row.RequestMethod = httpMethod(row.RequestMethod)
    row.RequestURL = withScheme(unquote(row.RequestURL ?? ''), row.ApplicationProtocol)
    fillSourceHost(row, event)
    putClientFirst(row)
    unswapHash(row)
    fillIpv6Addresses(row)
    fillDestinationNames(row)
  })
}

function emptyPlaceholders(row: MutableRow): void {
  for (const column of COLUMNS_OF_REQUEST) {
    if (isPlaceholder(row[column] ?? '')) row[column] = ''
  }
}

/** No template sends `shost`; the published one for Sentinel has the client's host under a key of its own. */
function fillSourceHost(row: MutableRow, event: CefEvent): void {
  const host = extensionValue(event, 'devicehostname')
  if (!isPlaceholder(host)) row.SourceHostName ||= host
}

/** Two published templates swap the client's address and the one that it is translated to. The private one is the client's. */
function putClientFirst(row: MutableRow): void {
  const { SourceIP: source = '', SourceTranslatedAddress: translated = '' } = row
  if (isPrivateAddress(source) || !isPrivateAddress(translated)) return
  row.SourceIP = translated
  row.SourceTranslatedAddress = source
}

/** One published template has `cs6=md5hash cs6Label=<the hash>`. */
function unswapHash(row: MutableRow): void {
  if (row.DeviceCustomString6 !== 'md5hash') return
  row.DeviceCustomString6 = row.DeviceCustomString6Label ?? ''
  row.DeviceCustomString6Label = 'md5hash'
}
