import t from 'tap'
import { parseCef } from '../../../src/decode/cef-parser/parse-cef.ts'
import { cpuTime } from '../cpu-time.ts'

const HEADER = 'CEF:0|Vendor|Product|1.0|100|name|3|'

function pairsOf(text: string): readonly string[] {
  return parseCef(text).event?.extension.map(({ key, value }) => `${key}=${value}`) ?? []
}

function headerOf(text: string): readonly string[] {
  return Object.values(parseCef(text).event?.header ?? {})
}

t.test('extensions: the pairs that each text holds', (t) => {
  const cases: readonly [extension: string, pairs: readonly string[]][] = [
    ['', []],
    ['act=x', ['act=x']],
    [' act=x', ['act=x']],
    ['act=x src=192.0.2.1', ['act=x', 'src=192.0.2.1']],
    ['act=x\tsrc=192.0.2.1', ['act=x', 'src=192.0.2.1']],
    ['act=x   \t src=192.0.2.1 \r\n', ['act=x', 'src=192.0.2.1']],
    ['act= src=192.0.2.1', ['act=', 'src=192.0.2.1']],
    ['act=', ['act=']],
    ['act==x', ['act==x']],
    ['cs1= two  words ', ['cs1= two  words']],
    ['request=example.com/?mactok=QQ==&UsRnMe=x act=y', ['request=example.com/?mactok=QQ==&UsRnMe=x', 'act=y']],
    ['request=http://example.com/a?b\\=c\\=d act=x', ['request=http://example.com/a?b=c=d', 'act=x']],
    ['ua=App/1.0 (key=value; rest) act=x', ['ua=App/1.0 (key=value; rest)', 'act=x']],
    ['ua=App/1.0 other=thing) act=x', ['ua=App/1.0', 'other=thing)', 'act=x']],
    ['msg=this =has = equals\\= act=x', ['msg=this =has = equals=', 'act=x']],
    ['ua=x; Email:a@example.com; Guid:test=1 act=x', ['ua=x; Email:a@example.com; Guid:test=1', 'act=x']],
    ['cmd=run -e=1 --opt=2 act=x', ['cmd=run -e=1 --opt=2', 'act=x']],
    ['request=/ui/chk?a|b|c=d act=x', ['request=/ui/chk?a|b|c=d', 'act=x']],
    ['msg=a\\|b', ['msg=a\\|b']],
    ['msg=a\\\\b\\=c\\nd\\re', ['msg=a\\b=c\nd\re']],
    ['msg=a\\\\n', ['msg=a\\n']],
    ['fname=C:\\Share\\users act=x', ['fname=C:\\Share\\users', 'act=x']],
    ['msg=ends with \\', ['msg=ends with \\']],
    ['msg=line one\nline two act=x', ['msg=line one\nline two', 'act=x']],
    ['msg=one\nact=x', ['msg=one', 'act=x']],
    ['request="example.com/a" act="x y"', ['request="example.com/a"', 'act="x y"']],
    ['request=\\"example.com/a\\" act=x', ['request=\\"example.com/a\\"', 'act=x']],
    ['cs2=a cs2=b cs2=a', ['cs2=a', 'cs2=b', 'cs2=a']],
    ['Act=x ACT=y', ['Act=x', 'ACT=y']],
    [
      'PanOSX-Forwarded-For=x methods:=y ad.field[0]=z ad.Error_,Code=1',
      ['PanOSX-Forwarded-For=x', 'methods:=y', 'ad.field[0]=z', 'ad.Error_,Code=1'],
    ],
    ['originsicname=CN=x,O=y act=z', ['originsicname=CN=x,O=y', 'act=z']],
    ['originsicname=CN\\=x,O\\=y act=z', ['originsicname=CN=x,O=y', 'act=z']],
    ['left out act=x', ['act=x']],
    ['msg=föhn 日本 act=x', ['msg=föhn 日本', 'act=x']],
  ]
  for (const [extension, pairs] of cases) {
    t.strictSame(pairsOf(HEADER + extension), pairs, extension)
    t.equal(parseCef(HEADER + extension).error, null, `no error: ${extension}`)
  }
  t.end()
})

t.test('headers: the seven fields that each text holds', (t) => {
  const cases: readonly [text: string, fields: readonly string[]][] = [
    ['CEF:0|V|P|1|2|n|3|', ['0', 'V', 'P', '1', '2', 'n', '3']],
    ['CEF:0|V|P|1|2|n|3', ['0', 'V', 'P', '1', '2', 'n', '3']],
    ['CEF:1|V|P|1|2|n|Very-High|act=x', ['1', 'V', 'P', '1', '2', 'n', 'Very-High']],
    ['CEF: 0|V|P|1|2|n|3|act=x', ['0', 'V', 'P', '1', '2', 'n', '3']],
    ['CEF :0|V|P|1|2|n|3|act=x', ['0', 'V', 'P', '1', '2', 'n', '3']],
    ['0|Check Point|P|1|2|n|3|act=x', ['0', 'Check Point', 'P', '1', '2', 'n', '3']],
    [' 0|Check Point|P|1|2|n|3', ['0', 'Check Point', 'P', '1', '2', 'n', '3']],
    ['any text before CEF:0|V|P|1|2|n|3|msg=CEF:0|a|b', ['0', 'V', 'P', '1', '2', 'n', '3']],
    ['CEF:0|a\\|b|c\\\\d|1\\=2|\\S|n|3|', ['0', 'a|b', 'c\\d', '1\\=2', '\\S', 'n', '3']],
    ['CEF:0|a\\\\|b|1|2|n|3|', ['0', 'a\\', 'b', '1', '2', 'n', '3']],
    ['CEF:0|||1|2||3|act=x', ['0', '', '', '1', '2', '', '3']],
    ['CEF:0| V |P=a|1|2|user=bob came|3|act=x', ['0', ' V ', 'P=a', '1', '2', 'user=bob came', '3']],
    [
      'CEF:0||Check Point|VPN-1|Check Point|Log|Accept|Unknown|act=x',
      ['0', 'Check Point', 'VPN-1', 'Check Point', 'Log', 'Accept', 'Unknown'],
    ],
    ['CEF:0||P|1|2|n|3|act=a|b', ['0', '', 'P', '1', '2', 'n', '3']],
  ]
  for (const [text, fields] of cases) {
    t.strictSame(headerOf(text), fields, text)
    t.equal(parseCef(text).error, null, `no error: ${text}`)
  }
  t.strictSame(pairsOf('CEF:0||Check Point|VPN-1|Check Point|Log|Accept|Unknown| act=x dst=192.0.2.1'), [
    'act=x',
    'dst=192.0.2.1',
  ])
  t.end()
})

t.test('what is not conformant has a code, and what can be recovered', (t) => {
  const cases: readonly [text: string, code: string, fields: readonly string[], pairs: readonly string[]][] = [
    ['', 'not_cef', [], []],
    ['this is not cef', 'not_cef', [], []],
    ['a|b|c with \\| escaped\\| pipes|d|bananas', 'not_cef', [], []],
    ['0|Check Point|P|1|2', 'not_cef', [], []],
    ['CEF:x|V|P|1|2|n|3|', 'not_cef', [], []],
    ['CEF:0|', 'header_too_short', [], []],
    ['CEF:0|V', 'header_too_short', ['0', 'V', '', '', '', '', ''], []],
    ['CEF:0|V|P|1|2|n', 'header_too_short', ['0', 'V', 'P', '1', '2', 'n', ''], []],
    ['CEF:0|V|P|act=x dst=192.0.2.1', 'header_too_short', ['0', 'V', 'P', '', '', '', ''], ['act=x', 'dst=192.0.2.1']],
    ['CEF:0|V|P|1|2|n|act=x dst=192.0.2.1', 'header_too_short', ['0', 'V', 'P', '1', '2', 'n', ''], ['act=x', 'dst=192.0.2.1']],
    ['CEF:0|V|P|1|2|n|act=x request=/a|b', 'header_too_short', ['0', 'V', 'P', '1', '2', 'n', ''], ['act=x', 'request=/a|b']],
    ['CEF:0|act=x', 'header_too_short', ['0', '', '', '', '', '', ''], ['act=x']],
    [`${HEADER}no pairs in here`, 'extension_without_keys', ['0', 'Vendor', 'Product', '1.0', '100', 'name', '3'], []],
  ]
  for (const [text, code, fields, pairs] of cases) {
    t.equal(parseCef(text).error?.code, code, text)
    t.strictSame(headerOf(text), fields, `header: ${text}`)
    t.strictSame(pairsOf(text), pairs, `extension: ${text}`)
  }
  t.equal(parseCef('CEF:0|V|P|act=x').error?.message, 'the header has 3 of 7 fields')
  t.end()
})

t.test('64 KiB of anything repeated takes time linear in its length', (t) => {
  const signs = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index))
  const slow: string[] = []
  for (const unit of [...signs, '\t', '\n', '\0', ' a=', 'a=', '\\=', '\\|', '0|', 'CEF:', 'CEF:0|', 'é', '日', ' a', '| ']) {
    for (const prefix of ['', 'CEF:0|', '0|Check Point|', HEADER, `${HEADER}act=`, `${HEADER}act=x `]) {
      const text = `${prefix}${unit.repeat(65_536 / unit.length)}x`
      const took = cpuTime(() => void parseCef(text))
      if (took > 2000) slow.push(`${prefix}, ${unit} repeated: ${Math.round(took)} ms`)
    }
  }
  t.strictSame(slow, [])
  t.end()
})
