import type { Row } from '../../common-security-log/row.ts'
import { fillDestinationNames } from '../destination-names.ts'
import type { NormalisedRow } from '../device.ts'
import { httpMethod } from '../http-method.ts'
import { fillIpv6Addresses } from '../ipv6-addresses.ts'
import { normalisedRow } from '../normalised-row.ts'
import { unquote } from '../unquote.ts'

export function normalise(sent: Row): NormalisedRow {
  return normalisedRow(sent, (row) => {
    row.RequestMethod = httpMethod(row.RequestMethod)
    row.RequestURL = unquote(row.RequestURL ?? '')
    // Identity Awareness names the machine as host@domain.
    row.SourceHostName = (row.SourceHostName ?? '').replace(/@.*$/s, '')
    fillIpv6Addresses(row)
    fillDestinationNames(row)
  })
}
