import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { parseCef, serialiseCef } from '../../../src/decode/cef-parser/index.ts'
import { CEF_COLUMNS } from '../../../src/decode/common-security-log/cef-mapping.ts'
import { COLUMNS } from '../../../src/decode/common-security-log/columns.ts'
import { rowFromCef } from '../../../src/decode/common-security-log/row-from-cef.ts'
import { type Row, rowToJson } from '../../../src/decode/common-security-log/row.ts'
import { rowAsSent } from '../../../src/detect/event-forms.ts'
import { readEvent } from '../../../src/detect/read-event.ts'
import { rowToCef } from './row-to-cef.ts'

const CONTEXT = { computer: null, timeGenerated: 0n, timeZone: 'UTC' }

/** The row that is read from what the row is written as. */
function thereAndBack(row: Row): Row {
  const { event } = parseCef(serialiseCef(rowToCef(row)))
  if (event === null) throw new Error('what was written is not CEF')
  return rowFromCef(event, { ...CONTEXT, computer: row.Computer ?? null })
}

const LINES = ['../../fixtures', '../../../../shared/data/syslog']
  .map((folder) => join(import.meta.dirname, folder))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => globSync('**/*.log', { cwd: folder }).map((file) => join(folder, file)))
  .flatMap((file) => readFileSync(file, 'utf8').split('\n'))

t.test('rows of what devices send, as sent', (t) => {
  let rows = 0
  for (const line of LINES) {
    const { row, normalised } = readEvent(line, 0)
    if (row === null) continue
    const sent = rowAsSent({ row, normalised })
    t.strictSame(rowToJson(thereAndBack(sent)), rowToJson(sent), line.slice(0, 200))
    rows++
  }
  t.ok(rows >= 50)
  t.end()
})

t.test('rows of any values', (t) => {
  const names = [...new Set([...CEF_COLUMNS.values()].map(([column]) => column))].filter((column) => column !== undefined)
  const text = fc
    .string({
      unit: fc.constantFrom('a', '=', '\\', '|', '"', ' ', '\t', '\n', 'n', ';', '%', 'é', '\u2028', 'key='),
      minLength: 1,
    })
    .map((value) => `${value}x`)
  const value = {
    string: text,
    int: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    long: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    real: fc.integer().map((number) => number / 8),
    datetime: fc.bigInt({ min: 0n, max: 253_402_300_799n * 10_000_000n }),
  }
  const row = fc
    .array(fc.constantFrom(...names).chain((name) => value[COLUMNS[name]].map((value) => [name, value] as const)))
    .map((entries) => {
      const given: Row = Object.fromEntries(entries)
      return rowFromCef(rowToCef(given), CONTEXT)
    })
  fc.assert(
    fc.property(row, (row) => {
      t.strictSame(rowToJson(thereAndBack(row)), rowToJson(row))
    }),
  )
  t.end()
})
