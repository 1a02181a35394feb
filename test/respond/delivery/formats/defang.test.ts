import fc from 'fast-check'
import t from 'tap'
import { defang, defangAlert } from '../../../../src/respond/delivery/formats/defang.ts'
import { sampleAlert, sampleMatch } from '../../samples.ts'
import { hostileNotification } from './hostile-alert.ts'

t.test('nothing in the text can be clicked', (t) => {
  const cases: readonly (readonly [string, string])[] = [
    ['http://c2.example/a.php?b=c', 'hxxp://c2[.]example/a[.]php?b=c'],
    ['HTTPS://C2.example:8443/', 'hxxpS://C2[.]example:8443/'],
    ['ftp://c2.example', 'ftp[:]//c2[.]example'],
    ['192.0.2.10', '192[.]0[.]2[.]10'],
    ['ws-17 (192.0.2.10) to cdn.example.net. The device', 'ws-17 (192[.]0[.]2[.]10) to cdn[.]example[.]net. The device'],
    ['a@c2.example', 'a[@]c2[.]example'],
    ['c2。example', 'c2[.]example'],
    ['bücher.example', 'bücher[.]example'],
    ['2026-11-24T09:00:00.0000000Z', '2026-11-24T09:00:00.0000000Z'],
    ['plain words, 1. 2.', 'plain words, 1. 2.'],
  ]
  for (const [text, expected] of cases) t.equal(defang(text), expected)
  t.end()
})

t.test('what is defanged stays as it is, and no text keeps a link', (t) => {
  const text = fc
    .array(fc.constantFrom('http', 's', '://', '.', '@', 'a', 'é', '[.]', 'www', ' ', 'hxxp', 'T09:00:00', 'Z', '1'))
    .map((all) => all.join(''))
  fc.assert(
    fc.property(text, (text) => {
      const safe = defang(text)
      t.equal(defang(safe), safe)
      t.notMatch(safe, /https?:|(?<!hxxps?):\/\/|[^\W\d]\.[^\W\d]|\w@\w/i)
    }),
  )
  t.end()
})

t.test('of an alert, all that names what was asked for; ids and times stay', (t) => {
  const match = sampleMatch({ raw: 'CEF:0|request=http://cdn.example.net/a' })
  const alert = sampleAlert('a1', match)
  const safe = defangAlert(alert)
  t.match(safe, {
    description: /ws-17 \(192\[\.\]0/,
    entities: [{ type: 'IP', Address: '192[.]0[.]2[.]10' }, { Url: 'hxxp://cdn[.]example[.]net/a?mactok=1' }],
    row: { RequestURL: /^hxxp:/ },
    request: { sourceIp: '192[.]0[.]2[.]10', destinationHost: 'cdn[.]example[.]net', url: /^hxxp:/ },
    raw: 'CEF:0|request=hxxp://cdn[.]example[.]net/a',
  })
  const { id, rule, count, firstSeen, source } = alert
  t.match(safe, { id, rule, count, firstSeen, source })
  fc.assert(
    fc.property(hostileNotification, ({ alert }) => !/http:\/\/evil\.example/i.test(JSON.stringify(defangAlert(alert).request))),
    { numRuns: 30 },
  )
  t.end()
})
