import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import t from 'tap'
import { VERBATIM_COLUMNS } from '../../src/decode/common-security-log/verbatim-columns.ts'
import { rowAsSent } from '../../src/detect/event-forms.ts'
import { readEvent } from '../../src/detect/read-event.ts'

const RECEIVED_AT = Date.UTC(2026, 10, 24, 1, 2, 3)

const FIXTURES = join(import.meta.dirname, '../fixtures')

const LINES = globSync('*/*.log', { cwd: FIXTURES }).flatMap((file) =>
  readFileSync(join(FIXTURES, file), 'utf8').trimEnd().split('\n'),
)

t.test('an event of each family, read', (t) => {
  const cases = [
    ['CEF:0|Zscaler|NSSWeblog|5.0|Allowed|Allowed|3|requestMethod=GET request=www.example.com/a', 'zscaler'],
    ['CEF: 0|Fortinet|Fortigate|v6.0.3|13056|utm:webfilter|4|FTNTFGThttpmethod=GET dhost=www.example.com request=/a', 'fortinet'],
    [
      'CEF:0|Check Point|URL Filtering|Check Point|Log|Log|Unknown|requestMethod=GET request=http://www.example.com/a',
      'check-point',
    ],
    ['CEF:0|Palo Alto Networks|PAN-OS|10.1|url|THREAT|1|requestMethod=get request="www.example.com/a"', 'palo-alto'],
  ] as const
  for (const [message, device] of cases) {
    const event = readEvent(`<134>Oct 16 22:55:48 gw ${message}`, RECEIVED_AT)
    t.match(event, { device, format: 'cef', error: null, syslog: { host: 'gw', facility: 16 } }, device)
    t.match(event.row, { RequestMethod: 'GET', DestinationDnsDomain: 'www.example.com', Computer: 'gw' }, `${device}: row`)
    t.match(event.row?.RequestURL, /^(http:\/\/)?www\.example\.com\/a$/, `${device}: URL`)
    t.equal(event.row?.TimeGenerated, BigInt(RECEIVED_AT) * 10_000n, `${device}: time of receipt`)
  }
  t.end()
})

t.test('what cannot be read has a code', (t) => {
  const cases: readonly [text: string, code: string | undefined, hasRow: boolean][] = [
    ['', 'empty', false],
    ['   ', 'empty', false],
    ['<134>Oct 16 22:55:48 gw', 'empty', false],
    ['<134>Oct 16 22:55:48 gw hello', 'not_cef', false],
    ['\0\uFFFD\uFFFD', 'not_cef', false],
    ['CEF:0|', 'header_too_short', false],
    ['CEF:0|Vendor|act=x', 'header_too_short', true],
    ['CEF:0|Vendor|Product|1|1|name|1|no pair', 'extension_without_keys', true],
    ['CEF:0|Vendor|Product|1|1|name|1|', undefined, true],
  ]
  for (const [text, code, hasRow] of cases) {
    const { row, error, format } = readEvent(text, RECEIVED_AT)
    t.equal(error?.code, code, text)
    t.equal(row !== null, hasRow, `${text}: row`)
    t.equal(format, hasRow ? 'cef' : null, `${text}: format`)
  }
  t.end()
})

t.test('as Sentinel would have seen it: what was sent, given back', (t) => {
  for (const line of LINES) {
    const { row, normalised, format } = readEvent(line, RECEIVED_AT)
    const asSentinel = readEvent(line, RECEIVED_AT, { form: 'as-sentinel' })
    t.strictSame(asSentinel.normalised, {}, line)
    if (row === null || format === 'native') t.equal(asSentinel.row, null, line)
    else t.strictSame(rowAsSent({ row, normalised }), asSentinel.row, line)
  }
  t.end()
})

t.test('a verbatim column’s value stands in the frame', (t) => {
  const plain = (text: string) => text.replace(/[\\"]/g, '').toLowerCase()
  for (const line of LINES) {
    const { row } = readEvent(line, RECEIVED_AT)
    const frame = plain(line)
    for (const column of VERBATIM_COLUMNS) {
      const value = plain(String(row?.[column] ?? '')).replace(column === 'RequestURL' ? /^https?:\/\// : '', '')
      const slash = Math.max(value.indexOf('/'), 0)
      const parts = column === 'RequestURL' && !frame.includes(value) ? [value.slice(0, slash), value.slice(slash)] : [value]
      if (!parts.every((part) => frame.includes(part))) t.fail(`${column}: ${value}`, { line })
    }
  }
  t.pass('all of them')
  t.end()
})

t.test('no text throws', (t) => {
  const broken = fc
    .tuple(fc.constantFrom(...LINES), fc.nat(), fc.nat(20), fc.string())
    .map(([line, at, length, insert]) => line.slice(0, at % line.length) + insert + line.slice((at % line.length) + length))
  t.doesNotThrow(() =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), broken), (text) => {
        const { row, error } = readEvent(text, RECEIVED_AT)
        return row !== null || error !== null
      }),
      { numRuns: 1000 },
    ),
  )
  t.end()
})
