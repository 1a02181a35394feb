import type { ColumnName } from '../common-security-log/columns.ts'
import type { Row } from '../common-security-log/row.ts'

/** All that any normaliser fills or changes: the other columns are as they were sent. */
export const NORMALISED_COLUMNS = [
  ...(['RequestURL', 'RequestMethod', 'RequestClientApplication', 'RequestContext', 'EventOutcome', 'FileName'] as const),
  ...(['SourceHostName', 'SourceIP', 'SourceTranslatedAddress', 'SourceUserName', 'RemoteIP', 'RemotePort'] as const),
  ...(['DestinationDnsDomain', 'DestinationHostName', 'DestinationIP', 'DeviceAction', 'Computer', 'StartTime'] as const),
  ...(['DeviceCustomString6', 'DeviceCustomString6Label'] as const),
] as const satisfies readonly ColumnName[]

type NormalisedColumn = (typeof NORMALISED_COLUMNS)[number]

/** A row while it is normalised: only those columns can be written. An empty string stands for an absent one. */
export type DraftRow = Omit<Row, NormalisedColumn> & { -readonly [C in NormalisedColumn]?: Row[C] }

const NORMALISED: ReadonlySet<ColumnName> = new Set(NORMALISED_COLUMNS)

export function isNormalisedColumn(column: ColumnName): boolean {
  return NORMALISED.has(column)
}
