import { existsSync, globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import type { ColumnName } from '../../src/decode/common-security-log/columns.ts'
import type { Row } from '../../src/decode/common-security-log/row.ts'
import { VERBATIM_COLUMNS } from '../../src/decode/common-security-log/verbatim-columns.ts'
import { eventForms, rowAsSent } from '../../src/detect/event-forms.ts'
import { FRAME_KINDS } from '../../src/detect/frame-kinds.ts'
import { compilePlan } from '../../src/detect/kql/compile-plan.ts'
import { parseQuery } from '../../src/detect/kql/parse-query.ts'
import { type RequiredLiteral, requiredLiterals } from '../../src/detect/kql/required-literals.ts'
import { readEvent } from '../../src/detect/read-event.ts'
import { scanNeedles } from '../../src/detect/scan-needles.ts'
import { createScanner } from '../../src/receive/scanner/scanner.ts'
import { batchOf } from '../receive/scanner/batches.ts'
import { compiledModule } from '../receive/scanner/compiled-module.ts'
import { eventLines } from './event-lines.ts'

/*
 * Design decision 3: the scanner passes over no frame that the full path would match. The full path is here readEvent, the forms of the
 * event, and the query.
 */

const PROJECT = resolve(import.meta.dirname, '../..')

const linesUnder = (folder: string): readonly string[] =>
  globSync('**/*.log', { cwd: folder }).flatMap((file) => readFileSync(resolve(folder, file), 'utf8').split('\n'))

/** Which of some lines, by index, the scanner thinks worth reading. */
const candidateFinder = (literals: readonly RequiredLiteral[] | null): ((lines: readonly string[]) => ReadonlySet<number>) => {
  const needles = scanNeedles(literals)
  if (needles === null) return (lines) => new Set(lines.keys())
  const scanner = createScanner({ needles, kinds: FRAME_KINDS, module: compiledModule() })
  return (lines) => new Set(scanner.scan(batchOf(lines)).candidates)
}

const verbatimValues = (row: Row): readonly { readonly column: ColumnName; readonly text: string }[] =>
  [...VERBATIM_COLUMNS].flatMap((column) => {
    const text = row[column]
    return typeof text === 'string' ? [{ column, text }] : []
  })

/** Every row that a rule may be evaluated on. */
const formsOf = (line: string): readonly Row[] => {
  const { row, normalised, otherReadings } = readEvent(line, 0)
  const readings = row === null ? [] : [{ row, normalised }, ...otherReadings]
  return readings.flatMap((reading) => [rowAsSent(reading), ...eventForms(reading).map(({ row }) => row)])
}

const INDICATORS = ['/ui/chk', 'mactok=', 'UsRnMe=', 'IlocalP=', 'kMnD=']

const CONDITIONS = [
  `RequestMethod == "GET" | where RequestURL has_any (dynamic(${JSON.stringify(INDICATORS)}))`,
  'RequestURL contains "example.org/ui/chk"',
  'RequestURL startswith "gate.example.org/"',
  'RequestURL has_all ("mactok", "chk") and RequestMethod =~ "get"',
  'RequestClientApplication contains "mactok=" or SourceUserName contains "kmnd"',
  String.raw`SourceUserName endswith @"\svc-k"`,
  'DestinationHostName =~ "GATE.example.org" and DeviceVendor == "Fortinet"',
]

const QUERIES = CONDITIONS.map((condition) => {
  const parsed = parseQuery(`CommonSecurityLog | where ${condition}`)
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message)
  const { evaluate } = compilePlan(parsed.plan)
  const isTrueOf = (line: string): boolean => {
    return formsOf(line).some((row) => evaluate(row).length > 0)
  }
  return { condition, isTrueOf, candidatesOf: candidateFinder(requiredLiterals(parsed.plan)) }
})

t.test('generated lines of the four families', (t) => {
  const lines = fc.array(eventLines([...INDICATORS, 'EXAMPLE\\svc-k', 'kmnd']), { minLength: 1, maxLength: 4 })
  const matches = new Map(QUERIES.map(({ condition }) => [condition, 0]))
  fc.assert(
    fc.property(lines, (lines) => {
      for (const { condition, isTrueOf, candidatesOf } of QUERIES) {
        const candidates = candidatesOf(lines)
        for (const [index, line] of lines.entries()) {
          if (!isTrueOf(line)) continue
          matches.set(condition, (matches.get(condition) ?? 0) + 1)
          if (!candidates.has(index)) throw new Error(`${condition} is true of ${line}`)
        }
      }
    }),
    { numRuns: 400 },
  )
  for (const [condition, count] of matches) t.ok(count > 0, `${count} lines of which ${condition} is true`)
  t.end()
})

const corpora = [
  { name: "the project's own lines", folder: resolve(PROJECT, 'test/fixtures') },
  { name: 'the shared sample lines', folder: resolve(PROJECT, '../shared/data/syslog') },
]

for (const { name, folder } of corpora) {
  const lines = existsSync(folder) ? linesUnder(folder) : []
  const skip = lines.length === 0 && `no lines in ${folder}`

  t.test(`the queries on ${name}`, { skip }, (t) => {
    for (const { condition, isTrueOf, candidatesOf } of QUERIES) {
      const candidates = candidatesOf(lines)
      const missed = lines.filter((line, index) => isTrueOf(line) && !candidates.has(index))
      t.same(missed, [], condition)
    }
    t.end()
  })

  t.test(`any part of any column of ${name}`, { skip }, (t) => {
    const values = lines.flatMap((line) => {
      return formsOf(line).flatMap((row) => verbatimValues(row).map((value) => ({ line, ...value })))
    })
    let sharp = 0
    fc.assert(
      fc.property(
        fc.constantFrom(...values),
        fc.nat(),
        fc.integer({ min: 3, max: 20 }),
        ({ line, column, text }, start, length) => {
          const literals = [{ column, text: text.slice(start % text.length).slice(0, length) }]
          if (scanNeedles(literals) !== null) sharp++
          return candidateFinder(literals)([line]).has(0)
        },
      ),
      { numRuns: 2000 },
    )
    t.ok(sharp > 500, `${sharp} parts could be looked for`)
    t.end()
  })
}
