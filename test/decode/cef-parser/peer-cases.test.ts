import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parseCef } from '../../../src/decode/cef-parser/index.ts'

const FILE = join(import.meta.dirname, '../../../../shared/data/cef/peer-cases.jsonl')

type PeerCase = {
  readonly source: string
  readonly input: string
  readonly expected: {
    readonly error?: true
    readonly events?: number
    readonly header?: Readonly<Record<string, string | number>>
    readonly extensions?: Readonly<Record<string, string>>
    readonly extensions_partial?: true
  }
}

/** Where this parser decides otherwise, by the end of the case's source, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  '#unescaped newlines': 'a real newline in one message is kept in the value',
  '#delimiter stream': 'cutting a stream into messages is the framing’s task; within one message a newline is kept',
}

/** The peers' names of the header fields. */
const HEADER_NAMES = {
  cef_version: 'version',
  device_vendor: 'deviceVendor',
  device_product: 'deviceProduct',
  device_version: 'deviceVersion',
  signature_id: 'signatureId',
  name: 'name',
  severity: 'severity',
} as const

t.test("other parsers' own cases", { skip: existsSync(FILE) ? false : `${FILE} is not there` }, (t) => {
  const cases = readFileSync(FILE, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as PeerCase)
  const sources = cases.map(({ source }) => source)
  for (const end of Object.keys(OTHERWISE))
    t.ok(
      sources.some((source) => source.endsWith(end)),
      `${end} is still a case`,
    )
  for (const { source, input, expected } of cases) {
    if (Object.keys(OTHERWISE).some((end) => source.endsWith(end))) continue
    const { event, error } = parseCef(input)
    t.equal(error !== null, expected.error ?? false, `${source}: error`)
    for (const [name, field] of Object.entries(HEADER_NAMES)) {
      const value = expected.header?.[name]
      if (value !== undefined) t.equal(event?.header[field], value, `${source}: ${name}`)
    }
    if (expected.extensions === undefined) continue
    const pairs = Object.fromEntries(event?.extension.map(({ key, value }) => [key, value]) ?? [])
    if (expected.extensions_partial) t.match(pairs, expected.extensions, `${source}: extension`)
    else t.strictSame(pairs, expected.extensions, `${source}: extension`)
  }
  t.end()
})

t.test('where the parser decides otherwise', (t) => {
  const one = 'CEF:0|security|manager|1.0|100|stopped|10|src=192.0.2.1'
  const { event, error } = parseCef(`${one}\n${one}\n`)
  t.equal(error, null)
  t.strictSame(event?.extension, [{ key: 'src', value: `192.0.2.1\n${one}` }])
  t.end()
})
