import fc from 'fast-check'
import { type Alert } from '../../../../src/respond/alerts/alert.ts'
import type { Notification } from '../../../../src/respond/alerts/notification.ts'
import { sampleAlert, sampleNotification } from '../../samples.ts'

/** Pieces that mean something to one target or another. */
const PIECES = [
  ...[
    '<!channel>',
    '<@U012AB3CD>',
    '<http://evil.example/|click>',
    '&lt;',
    '`',
    '```',
    '*',
    '_',
    '~',
    '[a](http://evil.example)',
  ],
  ...[
    '"',
    '\\',
    '\\n',
    '\n',
    '\r\n',
    '=',
    '|',
    ' src=203.0.113.9',
    '{{DATE(2026-01-01T00:00:00Z,SHORT)}}',
    '{{ 7 }}',
    '{% raw %}',
  ],
  ...[
    'http://evil.example/a.b',
    'HTTPS://x.y',
    'www.evil.example',
    'a@evil.example',
    '\u202e',
    '\u0000',
    '\ud800',
    '漢',
    '\u{1f600}',
  ],
  ...['", "injected": "', '<b onmouseover=x>', "'", '<14>1 - - - - - - CEF:0|a|b|c|d|e|9|x=y', '\u0007', ' '],
]

const text: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 8 })), { maxLength: 12 })
      .map((all) => all.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...PIECES), fc.nat(20_000)).map(([piece, count]) => piece.repeat(count)) },
)

const alert: fc.Arbitrary<Alert> = fc
  .record({
    texts: fc.array(text, { minLength: 16, maxLength: 16 }),
    indicators: fc.array(fc.record({ column: fc.constant('RequestURL'), value: text }), { maxLength: 5 }),
    severity: fc.constantFrom('Informational', 'Low', 'Medium', 'High', 'Odd'),
    count: fc.integer({ min: 1, max: 10_000_000 }),
  })
  .map(({ texts, indicators, severity, count }) => {
    const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = '', i = '', j = '', k = '', l = '', m = '', n = ''] = texts
    const sample = sampleAlert('a1')
    return {
      ...sample,
      rule: { ...sample.rule, severity, name: `rule ${n}` },
      description: a,
      entities: [{ type: 'IP', Address: b }],
      indicators,
      row: { RequestURL: c },
      request: {
        ...{ sourceIp: d, sourceHost: e, sourceUser: f, destinationIp: g, destinationHost: h },
        ...{ method: i, url: j, userAgent: k },
      },
      device: { ...sample.device, vendor: l, action: m },
      count,
      normalised: { RequestURL: c },
      raw: a + c,
    }
  })

/** A notification of an alert in which senders have written what they could. */
export const hostileNotification: fc.Arbitrary<Notification> = fc
  .tuple(alert, fc.constantFrom('none', 'with news', 'quiet'))
  .map(([alert, end]) => sampleNotification({ alert, end, type: end === 'none' ? 'alert.created' : 'alert.updated' }))

/** One summary of a storm: no row, no request, and what it is about as entities. */
export function stormSummary(): Notification {
  const { request, device, ...sample } = sampleAlert('storm-1')
  const nothing = Object.fromEntries(Object.keys(request).map((key) => [key, ''])) as typeof request
  const alert: Alert = {
    ...sample,
    description: '12000 more alerts in 1m, most of them from 192.0.2.10 and 192.0.2.11.',
    entities: ['192.0.2.10', '192.0.2.11', '2001:db8::5'].map((Address) => ({ type: 'IP', Address })),
    indicators: [],
    row: {},
    request: nothing,
    device: { ...device, vendor: '', product: '', action: '', verdict: 'unknown' },
    count: 12_000,
    normalised: {},
    raw: '',
  }
  return sampleNotification({ alert })
}
