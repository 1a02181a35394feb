import type { Row } from '../decode/common-security-log/row.ts'
import type { Device, Normalised } from '../decode/devices/device.ts'
import type { Verdict } from '../decode/devices/verdict.ts'
import type { Transport } from '../receive/frame-batch.ts'
import type { OutputRow } from './kql/query.ts'

/** On which form of the event the rule is true: as sent, only after normalisation, or only with the URL percent-decoded. */
export type MatchedOn = 'raw' | 'normalised' | 'decoded'

/** A literal of the rule that was found, and the column it was found in. */
export type Indicator = { readonly column: string; readonly value: string }

export type Source = { readonly listener: string; readonly address: string; readonly transport: Transport }

/**
 * One event on which one rule is true, or one of its results where the rule wants an alert for each: the only thing that the receive
 * side hands to the control side. Structured-cloneable.
 */
export type Match = {
  readonly ruleId: string
  readonly matchedOn: MatchedOn
  readonly indicators: readonly Indicator[]
  /** The rule's projected columns; more than one row where the query takes a list of the event apart. */
  readonly outputs: readonly [OutputRow, ...OutputRow[]]
  /** What tells this result from the others of its event; null where there are no others, or they are one match. */
  readonly result: string | null
  /** The whole normalised row: grouping, entities and exclusions may name columns that the rule does not project. */
  readonly row: Row
  readonly device: Device
  readonly verdict: Verdict
  readonly normalised: Normalised
  readonly raw: string
  readonly source: Source
  /** Milliseconds since the Unix epoch. */
  readonly receivedAt: number
  readonly detectedAt: number
  /** The name of the exclusion that suppresses it, or null. */
  readonly exclusion: string | null
}
