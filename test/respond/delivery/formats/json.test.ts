import fc from 'fast-check'
import t from 'tap'
import { FORMATS } from '../../../../src/respond/delivery/formats/index.ts'
import { json } from '../../../../src/respond/delivery/formats/json.ts'
import { sampleAlert, sampleNotification } from '../../samples.ts'

t.test('is the Standard Webhooks payload, with the alert as data', (t) => {
  const alert = sampleAlert('a1')
  const body: unknown = JSON.parse(json.encode(sampleNotification({ alert }), { options: {}, defang: false }))
  t.same(body, { type: 'alert.created', timestamp: alert.detectedAt, data: alert })
  t.equal(json.contentType, 'application/json')
  t.equal(FORMATS.json, json)
  t.end()
})

t.test('over-long texts are cut and marked, the rest is kept', (t) => {
  const url = `http://cdn.example.net/${'a'.repeat(60_000)}?mactok=1`
  const alert = { ...sampleAlert('a1'), row: { RequestURL: url, DestinationPort: 80 }, raw: `CEF:0|..|request=${url}` }
  const body = json.encode(sampleNotification({ alert }), { options: {}, defang: false })
  t.ok(Buffer.byteLength(body) <= 20_000)
  const { data } = JSON.parse(body) as { data: typeof alert }
  t.match(data.row.RequestURL, /^http:\/\/cdn\.example\.net\/a{100,}…\[\d+ characters cut\]$/)
  t.match(data.raw, /characters cut\]$/)
  t.same({ ...data, row: {}, raw: '' }, { ...alert, row: {}, raw: '' })
  t.equal(data.row.DestinationPort, 80)
  t.end()
})

t.test('no event makes a body of more than 20 kB', (t) => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }), fc.nat(30_000))
      .map(([unit, count]) => unit.repeat(count)),
    fc.nat(60_000).map((count) => '\u0000'.repeat(count)),
  )
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 12 }), (raw, values) => {
      const row = Object.fromEntries(values.map((value, index) => [`Column${index}`, value]))
      const alert = { ...sampleAlert('a1'), raw, row, description: raw }
      return Buffer.byteLength(json.encode(sampleNotification({ alert }), { options: {}, defang: false })) <= 20_000
    }),
    { numRuns: 30 },
  )
  t.end()
})
