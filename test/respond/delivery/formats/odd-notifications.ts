import fc from 'fast-check'
import type { Alert } from '../../../../src/respond/alerts/alert.ts'
import type { Notification } from '../../../../src/respond/alerts/notification.ts'
import { sampleAlert, sampleMatch, sampleNotification } from '../../samples.ts'

/** A request as cefwatch reads it from a good log: everything known. */
export function fullAlert(changes: Partial<Alert> = {}): Alert {
  const row = {
    SourceUserName: 'ann',
    RequestURL: 'http://cdn.example.net:8080/ui/chk?mactok=1',
    RequestClientApplication: 'Mozilla/5.0 (X11)',
  }
  const alert = sampleAlert('a1', sampleMatch({ row }))
  return {
    ...alert,
    rule: { ...alert.rule, tactics: ['Exfiltration', 'CommandAndControl'], techniques: ['T1041', 'T1071.001'] },
    ...changes,
  }
}

const NOTHING = {
  sourceIp: '',
  sourceHost: '',
  sourceUser: '',
  destinationIp: '',
  destinationHost: '',
  method: '',
  url: '',
  userAgent: '',
}

/** An alert that stands for many that were held back: of no single event. */
export function stormAlert(): Alert {
  const alert = sampleAlert('storm-1')
  const device = { family: 'other', vendor: '', product: '', action: '', verdict: 'unknown' } as const
  const source = { listener: '', address: '', transport: 'udp' } as const
  return {
    ...alert,
    entities: [],
    indicators: [],
    row: {},
    request: NOTHING,
    device,
    source,
    normalised: {},
    raw: '',
    count: 1200,
  }
}

const oddText = fc.oneof(
  fc.constantFrom(
    '',
    '192.0.2.1',
    '2001:db8::1',
    '999.1.1.1',
    'a.example.com',
    'GET',
    'http://',
    'a@b@c:99999/x?y#z',
    '<!channel>',
  ),
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.string({ maxLength: 100 }),
  fc
    .tuple(fc.constantFrom('a', 'é', '\u0000', '\u202e', '\ud800', '\u{1f600}', '"', '.', '@'), fc.nat(70_000))
    .map(([unit, count]) => unit.repeat(count)),
)

const oddRow = fc.dictionary(
  fc.string({ maxLength: 20 }),
  fc.oneof(oddText, fc.jsonValue() as fc.Arbitrary<Alert['row'][string]>),
  { maxKeys: 60 },
)

const oddAlert = fc
  .record({
    description: oddText,
    raw: oddText,
    row: oddRow,
    request: fc.record({
      ...{ sourceIp: oddText, sourceHost: oddText, sourceUser: oddText, destinationIp: oddText },
      ...{ destinationHost: oddText, method: oddText, url: oddText, userAgent: oddText },
    }),
    entities: fc.array(
      oddText.map((Address) => ({ type: 'IP', Address })),
      { maxLength: 20 },
    ),
    indicators: fc.array(
      oddText.map((value) => ({ column: 'RequestURL', value })),
      { maxLength: 20 },
    ),
    action: oddText,
    verdict: fc.constantFrom('blocked' as const, 'allowed' as const, 'unknown' as const),
    techniques: fc.array(fc.constantFrom('T1041', 'T1071', 'T1071.001', 'T1059.003', 'T9999'), { maxLength: 8 }),
    tactics: fc.array(fc.constantFrom('Exfiltration', 'CommandAndControl', 'Impact', 'PreAttack', 'constructor'), {
      maxLength: 8,
    }),
    severity: fc.constantFrom('High', 'Low', 'Fatal', 'toString'),
    count: fc.integer({ min: 1, max: 10_000_000 }),
  })
  .map(({ action, verdict, techniques, tactics, severity, ...changes }): Alert => {
    const alert = fullAlert(changes)
    return { ...alert, device: { ...alert.device, action, verdict }, rule: { ...alert.rule, techniques, tactics, severity } }
  })

/** Notifications of any kind, of alerts whose texts are of any length and hold anything. */
export const oddNotification: fc.Arbitrary<Notification> = fc
  .record({
    alert: fc.oneof({ arbitrary: oddAlert, weight: 9 }, { arbitrary: fc.constant(null).map(stormAlert), weight: 1 }),
    type: fc.constantFrom('alert.created' as const, 'alert.updated' as const),
    end: fc.constantFrom('none' as const, 'with news' as const, 'quiet' as const),
  })
  .map(sampleNotification)
