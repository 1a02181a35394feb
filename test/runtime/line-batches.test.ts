import { Readable } from 'node:stream'
import fc from 'fast-check'
import t from 'tap'
import { lineBatches } from '../../src/runtime/line-batches.ts'

async function linesOf(chunks: readonly Buffer[]): Promise<string[]> {
  const lines: string[] = []
  for await (const { bytes, offsets, count } of lineBatches(Readable.from(chunks), 'f', 0)) {
    for (let index = 0; index < count; index++) lines.push(bytes.toString('utf8', offsets[2 * index], offsets[2 * index + 1]))
  }
  return lines
}

t.test('lines end with LF or CRLF; the last may lack its end, and empty ones count', async (t) => {
  const cases: readonly [string, string[]][] = [
    ['', []],
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\r\nb\n', ['a', 'b']],
    ['\n\na\n', ['', '', 'a']],
    ['a\rb\n', ['a\rb']],
    ['\r\n', ['']],
  ]
  for (const [text, expected] of cases) t.strictSame(await linesOf([Buffer.from(text)]), expected, JSON.stringify(text))
})

t.test('however the input is cut, the lines are the same', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme', maxLength: 20 })), fc.array(fc.nat(60)), async (lines, cuts) => {
      const text = Buffer.from(lines.map((line) => `${line.replaceAll(/[\r\n]/g, '')}\n`).join(''))
      const at = [0, ...cuts.map((cut) => Math.min(cut, text.length)).sort((a, b) => a - b), text.length]
      const chunks = at.slice(1).map((end, index) => text.subarray(at[index], end))
      return JSON.stringify(await linesOf(chunks)) === JSON.stringify(await linesOf([text]))
    }),
  )
  t.pass('held')
})

t.test('a line that a chunk cuts anywhere, also inside CRLF, or that spans several', async (t) => {
  const cases: readonly (readonly string[])[] = [
    ['a\r', '\nb\n'],
    ['a', '\r\nb\n'],
    ['a\r\n', 'b\n'],
    ['', 'a\n', '', 'b'],
    ['a\n', 'b', '', '\n'],
  ]
  for (const chunks of cases)
    t.strictSame(await linesOf(chunks.map((text) => Buffer.from(text))), ['a', 'b'], JSON.stringify(chunks))
  t.strictSame(await linesOf(['a', 'b', 'c\n', 'd'].map((text) => Buffer.from(text))), ['abc', 'd'])
})

t.test('more lines in a chunk than the offsets had room for', async (t) => {
  t.equal((await linesOf([Buffer.from('x\n'.repeat(5000))])).length, 5000)
})
