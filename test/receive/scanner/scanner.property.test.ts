import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import t from 'tap'
import type { Needle } from '../../../src/receive/scanner/needle.ts'
import { createScanner } from '../../../src/receive/scanner/scanner.ts'
import { batchOf } from './batches.ts'

const ANY_KIND = [{ kind: 'any', signature: '' }]

/** What a literal may hold: a piece that a format has its own ways to write (a backslash, a quote) never becomes part of a needle. */
const LITERAL = fc.string({ unit: fc.constantFrom(...Array.from('aksimKS019/=?&.:%_-+| éпσ日😀')), minLength: 1, maxLength: 10 })

type Escape = (char: string) => string

const percent: Escape = (char) => Array.from(Buffer.from(char), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
const json: Escape = (char) => {
  return char
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}

/** Every way in which a device, a relay or the client itself may write one character. */
const ESCAPES: readonly Escape[] = [
  (char) => char,
  (char) => char.toUpperCase(),
  (char) => char.toLowerCase(),
  (char) => (char === 'k' ? '\u212a' : char),
  percent,
  (char) => percent(char).toUpperCase(),
  (char) => percent(char.toUpperCase()),
  (char) => percent(char).replaceAll('%', '%25'),
  (char) => Array.from(percent(char), percent).join(''),
  json,
  (char) => json(char).replace('u', '\\u'),
  (char) => (/[=/|]/.test(char) ? `\\${char}` : char),
  (char) => (/[=/|]/.test(char) ? `\\\\${char}` : char),
]

/** A literal, and one way in which a frame may carry it. */
const HIDDEN = LITERAL.chain((literal) => {
  const chars = Array.from(literal)
  return fc
    .tuple(...chars.map(() => fc.constantFrom(...ESCAPES)))
    .map((escapes) => ({ literal, hidden: chars.map((char, index) => escapes[index]?.(char) ?? char).join('') }))
})

const FILLER = fc.string({ unit: fc.constantFrom(...Array.from('xyz#~\\"%2')), maxLength: 12 })

t.test('a literal is found in whatever form it is written, in whichever frame', (t) => {
  const frames = fc.array(fc.tuple(FILLER, fc.boolean(), FILLER), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(HIDDEN, frames, fc.constantFrom('', '\n', '12 '), ({ literal, hidden }, frames, gap) => {
      const scanner = createScanner({ needles: [{ text: literal, at: 'anywhere' }], kinds: ANY_KIND })
      const batch = batchOf(
        frames.map(([before, holds, after]) => before + (holds ? hidden : '') + after),
        gap,
      )
      const candidates = new Set(scanner.scan(batch).candidates)
      return frames.every(([, holds], index) => !holds || candidates.has(index))
    }),
    { numRuns: 1000 },
  )
  t.end()
})

const percentDecode = (text: string): string => {
  const bytes = Buffer.from(text).toString('latin1')
  return Buffer.from(
    bytes.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
    'latin1',
  ).toString()
}
const unescapeCef = (text: string): string => text.replace(/\\([\\=|])/g, '$1')
/** No encoder of JSON is known to escape `%`. */
const unescapeJson = (text: string): string => {
  return text.replace(/\\(?:u(?!0025)([0-9a-f]{4})|([\\/"]))/gi, (_, unit: string | undefined, char: string) =>
    unit === undefined ? char : String.fromCharCode(Number.parseInt(unit, 16)),
  )
}

/** Everything that the full path may make of a frame. */
function readings(frame: Buffer): readonly string[] {
  const sent = frame.toString()
  const unescaped = [
    sent,
    unescapeCef(sent),
    unescapeJson(sent),
    unescapeCef(unescapeJson(sent)),
    unescapeJson(unescapeCef(sent)),
  ]
  const decoded = unescaped.map(percentDecode)
  return [...unescaped, ...decoded, ...decoded.map(percentDecode)].map((text) => text.toLowerCase())
}

/** Bytes that make escapes of one another when they meet. */
const SOUP = fc
  .array(
    fc.constantFrom('%', '25', '6', 'b', '36', '62', '3', 'd', '=', '\\', 'u00', '6B', '3D', 'k', 'K', '\u212a', '/', '%2f'),
    {
      maxLength: 24,
    },
  )
  .map((parts) => Buffer.from(parts.join('')))

t.test('no frame in which the full path would find a literal is passed over', (t) => {
  const literals = ['k=', 'bk', '=b', '/k', 'kk', 'd%', '%=', '6b']
  const scanners = literals.map((text) => createScanner({ needles: [{ text, at: 'anywhere' }], kinds: ANY_KIND }))
  let holding = 0
  fc.assert(
    fc.property(fc.array(SOUP, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '\\', '%'), (frames, gap) => {
      const texts = frames.map(readings)
      literals.forEach((literal, which) => {
        const candidates = new Set(scanners[which]?.scan(batchOf(frames, gap)).candidates)
        texts.forEach((texts, index) => {
          const text = texts.find((text) => text.includes(literal))
          if (text === undefined) return
          holding++
          if (!candidates.has(index)) throw new Error(`${literal} of frame ${index}, read as ${text}`)
        })
      })
    }),
    { numRuns: 1000 },
  )
  t.ok(holding > 500, `${holding} frames held a literal`)
  t.end()
})

t.test('what is found in a frame does not depend on its neighbours', (t) => {
  const needles: readonly Needle[] = [
    { text: 'k=k', at: 'anywhere' },
    { text: '=k', at: 'anywhere' },
    { text: '/k', at: 'value-start' },
  ]
  const scanner = createScanner({ needles, kinds: ANY_KIND })
  fc.assert(
    fc.property(fc.array(SOUP, { maxLength: 8 }), fc.constantFrom('', '\\', 'k', '\n', '\\n'), (frames, gap) => {
      const together = [...scanner.scan(batchOf(frames, gap)).candidates]
      const alone = frames.flatMap((frame, index) => (scanner.scan(batchOf([frame], '')).candidates.length > 0 ? [index] : []))
      return isDeepStrictEqual(together, alone)
    }),
    { numRuns: 1000 },
  )
  t.end()
})
