import type { StringColumnName } from '../common-security-log/columns.ts'
import type { Row } from '../common-security-log/row.ts'
import type { CefEvent } from '../cef-parser/cef-event.ts'

/** The device families that cefwatch knows by name; what none of them recognises is `other`, and still becomes a row. */
export const DEVICES = ['zscaler', 'fortinet', 'check-point', 'palo-alto', 'other'] as const

export type Device = (typeof DEVICES)[number]

/** What a normaliser changed: the column, and what had been sent in it (`""` where nothing was). */
export type Normalised = { readonly [C in StringColumnName]?: string }

export type NormalisedRow = { readonly row: Row; readonly normalised: Normalised }

/** One device family: how to know its events, and how to fill the columns that the rules read from what it really sends. */
export type DeviceFamily = {
  readonly name: Exclude<Device, 'other'>
  /** The Device Vendor in the header of its CEF. */
  readonly vendor: string
  /** Extension keys that nobody else sends. They tell the family where the header names a vendor that is no family's. */
  readonly ownKeys: RegExp
  /**
   * Source of a regular expression (case-sensitive, on latin1 text) that finds the family near the start of one frame without parsing
   * it. The scanner counts events by it; where it errs, only a count is wrong.
   */
  readonly signature: string
  /** Takes the row as Sentinel's connector would fill it. */
  readonly normaliseCef: (row: Row, event: CefEvent) => NormalisedRow
}
