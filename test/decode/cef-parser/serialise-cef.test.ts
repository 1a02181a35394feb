import fc from 'fast-check'
import t from 'tap'
import { type CefEvent, parseCef, serialiseCef } from '../../../src/decode/cef-parser/index.ts'

const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('\\', '|', '=', 'n', ' ', '\n', '\r', 'a', '"', '\t') }))
const key = fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.,[\]-]{0,12}:?$/)
const value = text.map((value) => value.replace(/[ \t\r\n]+$/, ''))

const event: fc.Arbitrary<CefEvent> = fc.record({
  header: fc.record({
    version: fc.constantFrom('0', '1'),
    deviceVendor: text.filter((vendor) => vendor !== ''),
    deviceProduct: text,
    deviceVersion: text,
    signatureId: text,
    name: text,
    severity: fc.oneof(
      fc.constantFrom('0', '10', 'Low', 'Very-High', 'Unknown'),
      text.filter((severity) => !severity.includes('=')),
    ),
  }),
  extension: fc.array(fc.record({ key, value })),
})

t.test('what is written is read again', (t) => {
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(event, (event) => {
        const { event: read, error } = parseCef(serialiseCef(event))
        return error === null && JSON.stringify(read) === JSON.stringify(event)
      }),
      { numRuns: 500 },
    ),
  )
  t.end()
})

t.test('no text throws', (t) => {
  const pieces = fc.array(
    fc.constantFrom('CEF:0|', 'CEF: 1|', '|', 'a', '=', ' ', '\\', '\n', '\t', 'act=', '[', '"', '\uFEFF', '0|'),
  )
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          pieces.map((p) => p.join('')),
        ),
        (text) => void parseCef(text),
      ),
    ),
  )
  t.end()
})

t.test('a line as it looks', (t) => {
  const header = {
    version: '0',
    deviceVendor: 'a|b',
    deviceProduct: 'P',
    deviceVersion: '1',
    signatureId: '2',
    name: 'back\\slash',
    severity: '3',
  }
  const extension = [
    { key: 'request', value: 'http://example.com/?a=b' },
    { key: 'msg', value: 'two\nlines|pipe' },
  ]
  t.equal(
    serialiseCef({ header, extension }),
    'CEF:0|a\\|b|P|1|2|back\\\\slash|3|request=http://example.com/?a\\=b msg=two\\nlines|pipe',
  )
  t.end()
})
