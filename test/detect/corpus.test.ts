import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { createDetector } from '../../src/detect/detector.ts'
import { IGNORE_EVENTS } from '../../src/runtime/ignore-events.ts'
import { readEvent } from '../../src/detect/read-event.ts'
import { batchOf } from '../receive/scanner/batches.ts'
import { loadShippedRules } from './shipped-rules.ts'

/*
 * Public samples of what devices send. They are not ours and so are not here; what is expected of each line, by file and line number, is
 * in test/fixtures/corpus. `UPDATE_GOLDEN=1 node test/detect/corpus.test.ts` writes what is read now: hold every change against the line.
 */

const CORPUS = join(import.meta.dirname, '../../../shared/data/syslog')
const EXPECTED = join(import.meta.dirname, '../fixtures/corpus')

const UPDATE = process.env['UPDATE_GOLDEN'] === '1'

/** The columns that a request is known and traced by. */
const COLUMNS = [
  'RequestURL',
  'RequestMethod',
  'RequestClientApplication',
  'SourceIP',
  'DestinationIP',
  'SourceHostName',
  'SourceUserName',
  'DeviceAction',
] as const

const rules = await loadShippedRules()

const detector = createDetector({ rules, exclusions: [] }, IGNORE_EVENTS)

const INDICATOR = /mactok|usrnme|ilocalp|kmnd|\/ui\/chk/i

/** The severities of the alerts that a line raises. */
const alertsOf = (line: string): readonly string[] =>
  detector.detect(batchOf([line]), 0).flatMap(({ ruleId }) => rules.find(({ id }) => id === ruleId)?.severity ?? [])

/** What is read of a line; and which alerts it raises once its URL, where it has one, carries an indicator. */
function readLine(line: string, number: number): Record<string, unknown> {
  const { device, format, error, row } = readEvent(line, 0)
  const columns = Object.fromEntries(COLUMNS.flatMap((column) => (row?.[column] === undefined ? [] : [[column, row[column]]])))
  const withIndicator = lineWithIndicator(line)
  const alerts = { asIs: alertsOf(line), withIndicator: withIndicator === null ? null : alertsOf(withIndicator) }
  return { line: number, device, format, error: error?.code ?? null, ...columns, alerts }
}

/** The line with a parameter of RunningRAT behind its URL, as sent: escaped, cut from its host or not. null for a line without URL. */
function lineWithIndicator(line: string): string | null {
  const { row, normalised } = readEvent(line, 0)
  const url = normalised.RequestURL || row?.RequestURL
  if (url === undefined) return null
  const forms = [
    url,
    url.replaceAll('\\', '\\\\'),
    url.replaceAll('=', '\\='),
    url.replaceAll('"', '\\"'),
    url.replaceAll('"', '""'),
    url.replaceAll('/', '\\/'),
  ]
  const sent = [...forms, pathOf(url)].find((form) => line.includes(form))
  if (sent === undefined) throw new Error(`the URL ${url} is not found in: ${line}`)
  const [, head = '', quote = ''] = /^(.*?)(\\?"?)$/s.exec(sent) ?? []
  return line.replaceAll(sent, `${head}${head.includes('?') ? '&' : '?'}mactok=1${quote}`)
}

function pathOf(url: string): string {
  return url.slice(url.indexOf('/', url.indexOf('://') + 3))
}

const skip = existsSync(CORPUS) ? false : `${CORPUS} is not there`

for (const file of skip === false ? globSync('*.log', { cwd: CORPUS }).sort() : []) {
  t.test(file, (t) => {
    const lines = readFileSync(join(CORPUS, file), 'utf8')
      .split('\n')
      .map((line, index) => ({ line, number: index + 1 }))
    const read = lines.filter(({ line }) => line !== '').map(({ line, number }) => ({ line, is: readLine(line, number) }))
    const expectedFile = join(EXPECTED, `${file}.expected.jsonl`)
    if (UPDATE) writeFileSync(expectedFile, read.map(({ is }) => `${JSON.stringify(is)}\n`).join(''))
    const expected = readFileSync(expectedFile, 'utf8').trimEnd().split('\n')
    t.equal(read.length, expected.length, 'as many lines as expected')
    for (const [index, { line, is }] of read.entries()) {
      t.strictSame(JSON.parse(JSON.stringify(is)), JSON.parse(expected[index] ?? 'null'), `line ${String(is['line'])}`)
      // Some of the samples carry an indicator themselves.
      if (!INDICATOR.test(line)) t.strictSame(alertsOf(line), [], `line ${String(is['line'])} as it is raises no alert`)
    }
    t.end()
  })
}

t.test('public samples', { skip }, (t) => {
  t.ok(globSync('*.expected.jsonl', { cwd: EXPECTED }).length >= 15)
  t.end()
})
