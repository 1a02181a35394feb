import type { Row } from '../decode/common-security-log/row.ts'
import type { Device, Normalised } from '../decode/devices/device.ts'
import type { SyslogHeader } from '../receive/syslog-message/syslog-header.ts'

export type EventFormat = 'cef' | 'native'

/** Why a frame could not be read, or not wholly. `code` is stable and becomes a metric's label. */
export type ReadError = { readonly code: string; readonly message: string }

/**
 * One frame, read. `row` is null when nothing could be made of it; a row beside an error is what could be recovered, and is still
 * matched. `normalised` holds what was sent in the columns that the normaliser changed: `{...row, ...normalised}` is what Sentinel
 * would have seen.
 */
export type Event = {
  readonly row: Row | null
  readonly device: Device
  readonly format: EventFormat | null
  readonly normalised: Normalised
  readonly syslog: SyslogHeader
  readonly error: ReadError | null
}
