import type { Row } from '../decode/common-security-log/row.ts'
import type { Device, EventFormat, Normalised, NormalisedRow } from '../decode/devices/device.ts'
import type { SyslogHeader } from '../receive/syslog-message/syslog-header.ts'

/** Why a frame could not be read, or not wholly. `code` is stable and becomes a metric's label. */
export type ReadError = { readonly code: string; readonly message: string }

/**
 * One frame, read. `row` is null when nothing could be made of it; a row beside an error is what could be recovered, and is still
 * matched. `normalised` holds what was sent in the columns that the normaliser changed: see rowAsSent().
 */
export type Event = {
  readonly row: Row | null
  readonly normalised: Normalised
  /** What else the frame can mean: see otherReadings() of event-readings.ts. The rules are evaluated on these too. */
  readonly otherReadings: readonly NormalisedRow[]
  readonly device: Device
  readonly format: EventFormat | null
  readonly syslog: SyslogHeader
  readonly error: ReadError | null
}
