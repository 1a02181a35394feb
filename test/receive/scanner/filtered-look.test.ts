import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { FRAME_KINDS } from '../../../src/detect/frame-kinds.ts'
import { scanNeedles } from '../../../src/detect/scan-needles.ts'
import type { Needle } from '../../../src/receive/scanner/needle.ts'
import { createFilteredLook } from '../../../src/receive/scanner/filtered-look.ts'
import { createScanner } from '../../../src/receive/scanner/scanner.ts'
import { eventLines } from '../../detect/event-lines.ts'
import { loadShippedRules } from '../../detect/shipped-rules.ts'
import { batchOf } from './batches.ts'
import { compiledModule } from './compiled-module.ts'

/*
 * The compiled first look changes the time that a scan takes, and never its answer: here both ways are asked about the same frames.
 */

const module = compiledModule()
const shipped = (await loadShippedRules()).flatMap(({ literals }) => scanNeedles(literals) ?? [])

const LINES = ['../../fixtures', '../../../../shared/data/syslog']
  .map((folder) => join(import.meta.dirname, folder))
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => globSync('**/*.log', { cwd: folder }).map((file) => readFileSync(join(folder, file), 'utf8')))
  .flatMap((text) => text.split('\n'))

/** Asks both ways, and gives their answers. */
function askBoth(needles: readonly Needle[]) {
  const [plain, filtered] = [null, module].map((module) => createScanner({ needles, kinds: FRAME_KINDS, module }))
  return (frames: readonly (string | Buffer)[], gap: string) =>
    [plain, filtered].map((scanner) => {
      const result = scanner?.scan(batchOf(frames, gap))
      return {
        candidates: [...(result?.candidates ?? [])],
        placements: [...(result?.placements.subarray(0, frames.length) ?? [])],
        kinds: result?.kinds.map(({ count }) => count),
      }
    })
}

t.test('every line that we know, alone and together, with the shipped rules and with a needle of its own', (t) => {
  const askShipped = askBoth(shipped)
  for (const line of LINES) {
    const [plain, filtered] = askShipped([line], '\n')
    t.strictSame(filtered, plain, line.slice(0, 120))
  }
  const [plain, filtered] = askShipped(LINES, '\n')
  t.strictSame(filtered, plain)
  const words = [...new Set(LINES.flatMap((line) => line.match(/[A-Za-z0-9]{5,}/g) ?? []))].filter((_, index) => index % 50 === 0)
  t.ok(words.length > 10)
  const [plainWords, filteredWords] = askBoth(words.map((text) => ({ text, at: 'anywhere' })))(LINES, '\n')
  t.strictSame(filteredWords, plainWords, `${words.length} needles`)
  t.end()
})

t.test('generated events that hold the indicators in every form', (t) => {
  const ask = askBoth(shipped)
  const lines = fc.array(eventLines(['/ui/chk', 'mactok=', 'UsRnMe=', 'IlocalP=', 'kMnD=']), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(lines, fc.constantFrom('', '\n', '12 ', '%', '\\'), (lines, gap) => {
      const [plain, filtered] = ask(lines, gap)
      t.strictSame(filtered, plain)
    }),
    { numRuns: 500 },
  )
  t.end()
})

t.test('frames of what escapes are made of, with needles cut from them', (t) => {
  const PIECES = [
    '%',
    '25',
    '%6b',
    '%4B',
    '36',
    '62',
    '3',
    'd',
    '=',
    '\\',
    'u00',
    '\\u006b',
    '\\u212a',
    '6B',
    '3D',
    'kik',
    'KIK',
    '\u212a',
    '\u017f',
    '\u0130',
    '/',
    '%2f',
    '%c5%bf',
    '%e2%84%aa',
    'sis',
    'CEF:0|Zscaler|x|1|2|3|4|',
    '<14>',
    ' ',
  ]
  const soup = fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => Buffer.from(pieces.join('')))
  const literal = fc.string({ unit: fc.constantFrom(...Array.from('kisK=/d3')), minLength: 3, maxLength: 8 })
  const needles = fc.array(fc.record({ text: literal, at: fc.constantFrom('anywhere' as const, 'value-start' as const) }), {
    maxLength: 5,
  })
  let found = 0
  fc.assert(
    fc.property(needles, fc.array(soup, { maxLength: 5 }), fc.constantFrom('', '%', '\n', 'k'), (needles, frames, gap) => {
      const [plain, filtered] = askBoth(needles)(frames, gap)
      found += plain?.candidates.length ?? 0
      t.strictSame(filtered, plain)
    }),
    { numRuns: 2000 },
  )
  t.ok(found > 1000, `${found} candidates`)
  t.end()
})

t.test('every needle at every place of a frame, next to the ends and over blocks of sixteen bytes', (t) => {
  const ask = askBoth([{ text: 'mactok=', at: 'anywhere' }])
  for (let before = 0; before < 40; before++) {
    for (const form of ['mactok=', 'MACTOK=', '%6Dactok=', 'mac\\u0074ok=', 'macto\u212a=']) {
      const frame = `${'x'.repeat(before)}${form}`
      const [plain, filtered] = ask([frame, 'x', frame.slice(0, -1), `${frame}y`], '')
      t.strictSame(plain?.candidates, [0, 1, 2, 3], 'no kind places them')
      t.strictSame(filtered, plain, `${form} behind ${before}`)
    }
  }
  t.end()
})

t.test('a batch larger than any before it, and a smaller one after it', (t) => {
  const ask = askBoth(shipped)
  const large = Array.from({ length: 3000 }, (_, index) => LINES[index % LINES.length] ?? '')
  for (const frames of [['a'], large, [], ['<14>mactok='], [...large, ...large]]) {
    const [plain, filtered] = ask(frames, '\n')
    t.strictSame(filtered, plain, `${frames.length} frames`)
  }
  t.end()
})

t.test('needles without three letters or digits in a row cannot be looked for so', (t) => {
  const signatures = FRAME_KINDS.map(({ signature }) => signature)
  t.equal(createFilteredLook(module, [{ text: '=/?=', at: 'anywhere' }], signatures, []), null)
  t.equal(createFilteredLook(module, [{ text: 'ab=c', at: 'anywhere' }], signatures, []), null)
  const [plain, filtered] = askBoth([{ text: 'ab=c', at: 'anywhere' }])(LINES, '\n')
  t.strictSame(filtered, plain)
  t.end()
})
