import type { CefEvent } from '../../cef-parser/cef-event.ts'
import type { Row } from '../../common-security-log/row.ts'
import { fillDestinationNames } from '../destination-names.ts'
import type { NormalisedRow } from '../device.ts'
import { extensionValue } from '../extension-value.ts'
import { httpMethod } from '../http-method.ts'
import { fillIpv6Addresses } from '../ipv6-addresses.ts'
import { normalisedRow } from '../normalised-row.ts'
import { unquote } from '../unquote.ts'

export function normalise(sent: Row, event: CefEvent): NormalisedRow {
  return normalisedRow(sent, (row) => {
    row.RequestMethod = httpMethod(row.RequestMethod, extensionValue(event, 'PanOSHTTPMethod'))
    row.RequestURL = unquote(row.RequestURL ?? '')
    row.SourceHostName ||= extensionValue(event, 'PanOSSourceDeviceHost')
    fillIpv6Addresses(row)
    // In THREAT logs of other subtypes the same field holds a file's name, which has no slash; a logged URL always has one.
    if (row.RequestURL.includes('/')) fillDestinationNames(row)
  })
}
