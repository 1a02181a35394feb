import type { ColumnName } from '../common-security-log/columns.ts'
import { isPlaceholder } from './placeholder.ts'
import { isPrivateAddress } from './zscaler/private-address.ts'

const isSent = (value: string): boolean => value !== ''

/** Which values that were sent no normaliser changes, in those of the columns that most of them fill only where nothing was sent. */
export const SETTLED_VALUES: ReadonlyMap<ColumnName, (sent: string) => boolean> = new Map([
  ['DeviceAction', isSent],
  ['DestinationDnsDomain', isSent],
  ['DestinationIP', (sent) => isSent(sent) && !isPlaceholder(sent) && sent !== '0.0.0.0'],
  // Zscaler's may be in the place of the translated one, but not where it is private.
  ['SourceIP', isPrivateAddress],
])
