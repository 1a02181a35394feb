import { type OutputRow, type Query } from '../detect/kql/query.ts'
import { valueToJson } from '../detect/kql/values/value-to-json.ts'
import { textOf } from '../detect/kql/values/text-of.ts'
import { plainTable } from './plain-table.ts'

type KqlFormat = (query: Query, rows: AsyncIterable<OutputRow>) => AsyncIterable<string>

/** Rows of a table that are laid out together: a terminal shows no more at once, and memory stays bounded. */
const TABLE_ROWS = 500

/** Turns the rows of a query into lines of output. */
export const KQL_FORMATS = { table, json } as const satisfies Record<string, KqlFormat>

async function* table({ columns }: Query, rows: AsyncIterable<OutputRow>): AsyncGenerator<string> {
  const head = columns.map(({ name }) => name)
  let block: string[][] = []
  for await (const row of rows) {
    block.push(columns.map(({ name, type }) => textOf(row[name] ?? null, type)))
    if (block.length < TABLE_ROWS) continue
    yield plainTable(head, block)
    block = []
  }
  if (block.length > 0) yield plainTable(head, block)
}

async function* json({ columns }: Query, rows: AsyncIterable<OutputRow>): AsyncGenerator<string> {
  for await (const row of rows) {
    yield JSON.stringify(Object.fromEntries(columns.map(({ name, type }) => [name, valueToJson(row[name] ?? null, type)])))
  }
}
