import { stringify } from 'csv-stringify/sync'
import type { Alert } from '../respond/alerts/alert.ts'
import { plainTable } from './plain-table.ts'

/** Turns alerts into lines of output. */
type HuntFormat = (alerts: AsyncIterable<Alert>) => AsyncIterable<string>

type Field = { readonly heading: string; readonly of: (alert: Alert) => string }

const SUMMARY: readonly Field[] = [
  { heading: 'Rule', of: ({ rule }) => `${rule.name} (${rule.severity})` },
  { heading: 'Device', of: ({ device }) => device.vendor },
  { heading: 'Verdict', of: ({ device }) => device.verdict },
  { heading: 'Source', of: ({ row }) => column(row, 'SourceIP') },
  { heading: 'Destination', of: ({ row }) => column(row, 'DestinationDnsDomain') || column(row, 'DestinationIP') },
  { heading: 'URL', of: ({ row }) => column(row, 'RequestURL') },
  { heading: 'Matched on', of: ({ matchedOn }) => matchedOn },
]

const DETAILS: readonly Field[] = [
  ...SUMMARY,
  { heading: 'Source host', of: ({ row }) => column(row, 'SourceHostName') },
  { heading: 'User agent', of: ({ row }) => column(row, 'RequestClientApplication') },
  { heading: 'Action', of: ({ device }) => device.action },
  { heading: 'Indicators', of: ({ indicators }) => indicators.map(({ value }) => value).join(' ') },
  { heading: 'File', of: ({ source }) => source.listener },
  { heading: 'Raw', of: ({ raw }) => raw },
]

/** Rows of a table that are laid out together: a terminal shows no more at once, and memory stays bounded. */
const TABLE_ROWS = 500

export const HUNT_FORMATS = { table, json, csv } as const satisfies Record<string, HuntFormat>

async function* table(alerts: AsyncIterable<Alert>): AsyncGenerator<string> {
  let rows: string[][] = []
  const layOut = (): string => {
    const laidOut = plainTable(
      SUMMARY.map(({ heading }) => heading),
      rows,
    )
    rows = []
    return laidOut
  }
  for await (const alert of alerts) {
    rows.push(SUMMARY.map((field) => field.of(alert)))
    if (rows.length === TABLE_ROWS) yield layOut()
  }
  if (rows.length > 0) yield layOut()
}

async function* json(alerts: AsyncIterable<Alert>): AsyncGenerator<string> {
  for await (const alert of alerts) yield JSON.stringify(alert)
}

async function* csv(alerts: AsyncIterable<Alert>): AsyncGenerator<string> {
  yield csvLine(DETAILS.map(({ heading }) => heading))
  for await (const alert of alerts) yield csvLine(DETAILS.map((field) => field.of(alert)))
}

/** A spreadsheet would run a value that begins like a formula, and an attacker chooses the values. */
function csvLine(values: readonly string[]): string {
  return stringify([[...values]], { escape_formulas: true, eof: false })
}

function column(row: Alert['row'], name: string): string {
  const value = row[name]
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value)
}
