import Table from 'cli-table3'
import { printable } from '../base/printable.ts'

/** A table for a terminal, without colours: it may be piped. */
export function plainTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = new Table({ head: [...head], style: { head: [], border: [] }, wordWrap: false })
  table.push(...rows.map((row) => row.map(printable)))
  return table.toString()
}
