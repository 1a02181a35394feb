import type { CefEvent } from '../cef-parser/cef-event.ts'
import type { ColumnName } from '../common-security-log/columns.ts'
import type { Row } from '../common-security-log/row.ts'
import type { Actions } from './verdict.ts'

/** The device families that cefwatch knows by name; what none of them recognises is `other`, and still becomes a row. */
export const DEVICES = ['zscaler', 'fortinet', 'check-point', 'palo-alto', 'other'] as const

export type Device = (typeof DEVICES)[number]

/** How an event is written: as CEF, or in its family's own format. */
export type EventFormat = 'cef' | 'native'

/**
 * One message without its syslog header, and what of the header may belong to the event: the structured data, in which some devices put
 * all of it, and the timestamp as sent, where an event has none of its own.
 */
export type Message = {
  readonly text: string
  readonly structuredData: string | null
  readonly timestamp: string | null
}

/** What a normaliser changed: the column, and what had been sent in it (`""` where nothing was). */
export type Normalised = { readonly [C in ColumnName]?: string }

export type NormalisedRow = { readonly row: Row; readonly normalised: Normalised }

/** One device family: how to know its events, and how to fill the columns that the rules read from what it really sends. */
export type DeviceFamily = {
  readonly name: Exclude<Device, 'other'>
  /** The Device Vendor in the header of its CEF as the devices themselves spell it. */
  readonly vendorName: string
  /** What may stand there, spaces around it left out. */
  readonly vendor: RegExp
  /** Extension keys that nobody else sends. They tell the family where the header names a vendor that is no family's. */
  readonly ownKeys: RegExp
  /**
   * Sources of regular expressions (case-sensitive, on latin1 text) that find the family's events near the start of one frame without
   * parsing it. The scanner counts events by them; where one errs, only a count is wrong.
   */
  readonly signatures: Readonly<Record<EventFormat, string>>
  /** The actions that its documentation lists, beside those that mean the same on every device. */
  readonly actions: Actions
  /**
   * Reads the family's own format into the event that the same device would have sent as CEF, so that one mapping and one normaliser
   * serve both. Values are the frame's own text, never made up. null when the message is not in that format. Never throws; linear.
   */
  readonly readNative: (message: Message) => CefEvent | null
  /** Takes the row as Sentinel's connector would fill it. `timeZone` is that of times that come without one. */
  readonly normalise: (row: Row, event: CefEvent, timeZone: string) => NormalisedRow
}
