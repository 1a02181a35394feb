import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { rowToJson } from '../../src/decode/common-security-log/row.ts'
import { DEVICES } from '../../src/decode/devices/device.ts'
import { readEvent } from '../../src/detect/read-event.ts'

/**
 * test/fixtures/<family>/*.log hold one message a line; beside each file the events expected of it, one JSON a line. A new file is
 * found by itself. `UPDATE_GOLDEN=1 node test/detect/golden.test.ts` writes what is read now: look at the difference before you keep it.
 */
const FIXTURES = join(import.meta.dirname, '../fixtures')

const RECEIVED_AT = Date.UTC(2026, 10, 24, 1, 2, 3)

const UPDATE = process.env['UPDATE_GOLDEN'] === '1'

function readLine(line: string): string {
  const { device, format, normalised, error, row } = readEvent(line, RECEIVED_AT)
  return JSON.stringify({ device, format, normalised, error, row: row === null ? null : rowToJson(row) })
}

const files = globSync('*/*.log', { cwd: FIXTURES })

for (const file of files) {
  t.test(file, (t) => {
    const expectedFile = join(FIXTURES, file.replace(/\.log$/, '.expected.jsonl'))
    const lines = readFileSync(join(FIXTURES, file), 'utf8').trimEnd().split('\n')
    const events = lines.map(readLine)
    if (UPDATE) writeFileSync(expectedFile, `${events.join('\n')}\n`)
    const expected = readFileSync(expectedFile, 'utf8').trimEnd().split('\n')
    t.equal(events.length, expected.length, 'as many events as expected')
    for (const [index, event] of events.entries()) {
      t.strictSame(JSON.parse(event), JSON.parse(expected[index] ?? 'null'), `line ${index + 1}`)
    }
    t.end()
  })
}

t.test('every family has its lines', (t) => {
  for (const device of DEVICES) {
    const lines = files
      .filter((file) => file.startsWith(`${device}/`))
      .flatMap((file) => readFileSync(join(FIXTURES, file), 'utf8').trimEnd().split('\n'))
    t.ok(lines.length >= 8, device)
  }
  t.end()
})
