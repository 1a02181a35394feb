import type { CefEvent } from '../decode/cef-parser/index.ts'
import type { ColumnName } from '../decode/common-security-log/columns.ts'
import type { TimeContext } from '../decode/common-security-log/parse-datetime.ts'
import { columnsHolding, HEADER_COLUMNS } from '../decode/common-security-log/row-from-cef.ts'
import { rowToJson, ticksFromMilliseconds } from '../decode/common-security-log/row.ts'
import { decodeEvent } from '../decode/devices/decode-event.ts'
import type { Device, EventFormat, Normalised } from '../decode/devices/device.ts'
import { octetCountOf } from '../receive/syslog-message/parse-header.ts'
import type { SyslogHeader } from '../receive/syslog-message/syslog-header.ts'
import type { RuleSet } from './detector.ts'
import type { ReadError } from './event.ts'
import { type RuleExplanation, explainRules } from './explain-rules.ts'
import { readEvent } from './read-event.ts'

/** One field as sent, unescaped, and the columns that hold it. `AdditionalExtensions` holds what no other column can. */
export type FieldExplanation = { readonly key: string; readonly value: string; readonly columns: readonly ColumnName[] }

/** A column that the normaliser filled or changed: what was sent in it, `""` for nothing. */
export type NormalisedColumn = { readonly column: string; readonly sent: string; readonly now: string | number }

/** Everything that cefwatch makes of one line. Plain JSON. */
export type Explanation = {
  /** The octet count in front of the message (RFC 6587), if any, and how many bytes follow it. */
  readonly framing: { readonly octetCount: number | null; readonly bytes: number }
  readonly syslog: Omit<SyslogHeader, 'messageOffset'>
  readonly message: string
  readonly device: Device
  readonly format: EventFormat | null
  readonly error: ReadError | null
  readonly fields: readonly FieldExplanation[]
  readonly normalised: readonly NormalisedColumn[]
  readonly row: Readonly<Record<string, string | number>> | null
  readonly rules: readonly RuleExplanation[]
}

export type ExplainOptions = {
  /** Milliseconds since the Unix epoch. */
  readonly now: number
  /** The zone of times that come without one. */
  readonly timeZone: string
}

/** Explains a line as a device sends it, octet count and all: how it is read, where each field goes, why each rule is true or not. */
export function explainEvent(line: string, ruleSet: RuleSet, { now, timeZone }: ExplainOptions): Explanation {
  const event = readEvent(line, now, { timeZone })
  const { messageOffset, ...syslog } = event.syslog
  const message = line.slice(messageOffset)
  const decoded = decodeEvent({ text: message, structuredData: syslog.structuredData, timestamp: syslog.timestamp })
  const octetCount = octetCountOf(line)
  const row = event.row === null ? null : rowToJson(event.row)
  return {
    framing: { octetCount: octetCount?.count ?? null, bytes: Buffer.byteLength(line.slice(octetCount?.length ?? 0)) },
    ...{ syslog, message, device: event.device, format: event.format, error: event.error },
    fields: decoded.event === null ? [] : explainFields(decoded.event, { now: ticksFromMilliseconds(now), timeZone }),
    normalised: row === null ? [] : explainNormalised(event.normalised, row),
    row,
    rules: explainRules(event, ruleSet, now),
  }
}

function explainFields({ header, extension }: CefEvent, time: TimeContext): readonly FieldExplanation[] {
  const headerFields = HEADER_COLUMNS.map(([key, column]) => ({ key, value: header[key], columns: [column] }))
  const fields = extension.map((field) => ({ ...field, columns: columnsHolding(field, time) }))
  return [...headerFields.filter(({ value }) => value !== ''), ...fields]
}

function explainNormalised(normalised: Normalised, row: Readonly<Record<string, string | number>>): readonly NormalisedColumn[] {
  return Object.entries(normalised).map(([column, sent]) => ({ column, sent, now: row[column] ?? '' }))
}
