import t from 'tap'
import { createScanner } from '../../../src/receive/scanner/scanner.ts'
import type { Needle } from '../../../src/receive/scanner/needle.ts'
import { batchOf } from './batches.ts'

const KINDS = [
  { kind: 'alpha', signature: 'CEF: ?0\\|Alpha\\|' },
  { kind: 'beta', signature: '^beta ' },
] as const

const anywhere = (...texts: readonly string[]): readonly Needle[] => texts.map((text) => ({ text, at: 'anywhere' }))

const scanner = createScanner({ needles: anywhere('abcdef', 'def', 'key='), kinds: KINDS })

t.test('candidates', (t) => {
  const scanner = createScanner({ needles: anywhere('abcdef', 'def', 'key='), kinds: [{ kind: 'any', signature: '' }] })
  const cases: readonly [name: string, frames: readonly string[], gap: string, expected: readonly number[]][] = [
    ['none', ['beta a', 'beta b'], '\n', []],
    ['a needle in each place', ['beta key=1', 'beta', 'beta 1key=', 'beta KEY=1'], '\n', [0, 2, 3]],
    ['two needles in one frame count once', ['beta def key=', 'beta'], '\n', [0]],
    ['a needle between frames', ['beta 1', 'beta 2'], 'key=', []],
    ['a needle over the end of a frame', ['beta ke', 'y=beta'], '', []],
    ['a needle that begins between frames', ['beta 1', 'y=1 beta'], 'ke', []],
    ['a needle over two frames that hides one in the next', ['beta abc', 'def beta'], '', [1]],
    ['a needle over two frames that hides one in the first', ['beta defabc', 'def', 'beta'], '', [0, 1]],
    ['a longer needle over the end that hides a shorter one inside', ['beta abkey=ab', 'cdef'], '', [0, 1]],
    ['backslashes between two frames', ['beta key\\', '=1', 'beta key\\='], '', [2]],
    ['empty frames', ['', 'beta key=', ''], '', [1]],
    ['no frames', [], 'key=', []],
  ]
  for (const [name, frames, gap, expected] of cases) {
    t.same([...scanner.scan(batchOf(frames, gap)).candidates], expected, name)
  }
  t.end()
})

t.test('events by family; what no signature places is a candidate', (t) => {
  const far = 'x'.repeat(600)
  const { candidates, kinds, unplaced } = scanner.scan(
    batchOf(['CEF:0|Alpha|', '<14>host CEF: 0|Alpha|1', 'cef:0|alpha|', 'beta key=', 'a beta ', `${far}CEF:0|Alpha|`, '']),
  )
  t.same(kinds, [
    { kind: 'alpha', count: 2 },
    { kind: 'beta', count: 1 },
  ])
  t.equal(unplaced, 4)
  t.same([...candidates], [2, 3, 4, 5, 6])
  t.end()
})

t.test('the signature that stands first decides', (t) => {
  const { kinds } = createScanner({
    needles: [],
    kinds: [
      { kind: 'one', signature: 'one' },
      { kind: 'two', signature: 'two' },
    ],
  }).scan(batchOf(['two one', 'one two']))
  t.same(kinds, [
    { kind: 'one', count: 1 },
    { kind: 'two', count: 1 },
  ])
  t.end()
})

t.test('a signature does not reach into the next frame', (t) => {
  t.equal(scanner.scan(batchOf(['CEF:0|Al', 'pha|'], '')).unplaced, 2)
  t.end()
})

t.test('without needles no frame that a signature places is a candidate', (t) => {
  const batch = batchOf(['beta 1', 'beta 2', 'beta 3'])
  t.same([...createScanner({ needles: [], kinds: KINDS }).scan(batch).candidates], [])
  t.end()
})

t.test('the start of a frame is no start of a value, whatever stands in front of it', (t) => {
  const scanner = createScanner({ needles: [{ text: '/gate', at: 'value-start' }], kinds: [{ kind: 'any', signature: '' }] })
  const scan = (frames: readonly string[], gap: string) => [...scanner.scan(batchOf(frames, gap)).candidates]
  t.same(scan(['/gate', '/gate x', '=/gate'], '='), [2])
  t.same(scan(['n/gate', 'n/gate', 'x'], '\\'), [])
  t.end()
})

t.test('a scan forgets the one before', (t) => {
  const first = scanner.scan(batchOf(['beta key=', 'beta key=', 'nothing']))
  t.same([...first.candidates], [0, 1, 2])
  const second = scanner.scan(batchOf(['beta 1', 'beta key=']))
  t.same([...second.candidates], [1])
  t.same(second.kinds, [
    { kind: 'alpha', count: 0 },
    { kind: 'beta', count: 2 },
  ])
  t.equal(second.unplaced, 0)
  t.end()
})
