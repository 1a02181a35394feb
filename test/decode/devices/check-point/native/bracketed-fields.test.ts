import fc from 'fast-check'
import t from 'tap'
import { readBracketed } from '../../../../../src/decode/devices/check-point/native/bracketed-fields.ts'
import { cpuTime } from '../../../cpu-time.ts'

const pairsOf = (text: string): readonly string[] | null =>
  readBracketed(text)?.map(({ key, value }) => `${key}=${value}`) ?? null

t.test('fields in brackets', (t) => {
  const cases: readonly [text: string, pairs: readonly string[] | null][] = [
    ['[action:"Accept"; src:"192.0.2.1"]', ['action=Accept', 'src=192.0.2.1']],
    ['[action:"Accept"; src:"192.0.2.1";]', ['action=Accept', 'src=192.0.2.1']],
    ['[ action:"Accept";src:"192.0.2.1" ; ] \n', ['action=Accept', 'src=192.0.2.1']],
    ['[action:"Accept"; methods::"ESP: 3DES"; ike:"x"]', ['action=Accept', 'methods:=ESP: 3DES', 'ike=x']],
    ['[action:"Accept"; Primary Category:"News"; fg-1_rule:"a"]', ['action=Accept', 'Primary Category=News', 'fg-1_rule=a']],
    ['[action:"Accept"; src_user_name:"Ann Lee (alee)  "; snid:" "]', ['action=Accept', 'src_user_name=Ann Lee (alee)', 'snid=']],
    ['[action:"Accept"; layer_name:"a"; layer_name:"b"]', ['action=Accept', 'layer_name=a', 'layer_name=b']],
    [
      String.raw`[origin:"192.0.2.1"; __policy_id_tag:"product=VPN-1[db_tag={1};policy_name=Standard\]"; dst:"192.0.2.2"]`,
      ['origin=192.0.2.1', '__policy_id_tag=product=VPN-1[db_tag={1};policy_name=Standard]', 'dst=192.0.2.2'],
    ],
    ['[origin:"192.0.2.1"; tag:"[a=b]"; dst:"192.0.2.2"]', ['origin=192.0.2.1', 'tag=[a=b]', 'dst=192.0.2.2']],
    [String.raw`[action:"Accept"; a:"say \"hi\" C:\\x \S"]`, ['action=Accept', String.raw`a=say "hi" C:\x \S`]],
    ['[x@2620 action="Detect" method="GET"]', ['action=Detect', 'method=GET']],
    ['[x@2620 action="Detect"; method="GET" ]', ['action=Detect', 'method=GET']],
    ['[x@2620 action:"Detect"; methods::"a"]', ['action=Detect', 'methods:=a']],
    ['[x@2620 methods:="ESP" a="b=c d=e"]', ['methods:=ESP', 'a=b=c d=e']],
    ['[Fields@1.3.6.1.4.1.2620 svc="443" user="" ]', ['svc=443', 'user=']],
    ['[x@2620 action="Detect"][relay@1 origin="198.51.100.1"]', ['action=Detect']],
    ['[x@2620 action="Detect"] origin="198.51.100.1"', ['action=Detect']],
    // Cut lines.
    ['[action:"Accept"; resource:"http://www.example.com/a?b', ['action=Accept', 'resource=http://www.example.com/a?b']],
    ['[action:"Accept"; resource:"http://www.example.com/a"', ['action=Accept', 'resource=http://www.example.com/a']],
    ['[action:"Accept"; resource:"http://www.example.com/a";', ['action=Accept', 'resource=http://www.example.com/a']],
    ['[action:"Accept"; resource:"http://www.example.com/a"; meth', ['action=Accept', 'resource=http://www.example.com/a']],
    ['[action:"Accept"; resource:"http://www.example.com/a"; method:', ['action=Accept', 'resource=http://www.example.com/a']],
    ['[action:"Accept"; method:"', ['action=Accept', 'method=']],
    ['[x@2620 action="Accept" met', ['action=Accept']],
    ['[action:"Accept"; origin:"1', ['action=Accept', 'origin=1']],
    // What a client writes.
    [
      String.raw`[resource:"http://a.example/\"; method:\"POST"; method:"GET"]`,
      ['resource=http://a.example/"; method:"POST', 'method=GET'],
    ],
    [String.raw`[resource:"http://a.example/\"; method:"GET"]`, ['resource=http://a.example/\\', 'method=GET']],
    [String.raw`[resource:"http://a.example/\"]`, ['resource=http://a.example/\\']],
    [String.raw`[resource:"http://a.example/\\"; method:"GET"]`, ['resource=http://a.example/\\', 'method=GET']],
    [
      String.raw`[resource:"http://a.example/\\"; method:\"POST"; method:"GET"]`,
      ['resource=http://a.example/\\"; method:"POST', 'method=GET'],
    ],
    ['[resource:"http://a.example/"x"; method:"GET"]', ['resource=http://a.example/"x', 'method=GET']],
    [String.raw`[user_agent:"x\"\] y"; method:"GET"]`, ['user_agent=x"] y', 'method=GET']],
    [String.raw`[user_agent:"x\"] y"; method:"GET"]`, ['user_agent=x"] y', 'method=GET']],
    ['[x@2620 user_agent="x; method:y] z" method="GET"]', ['user_agent=x; method:y] z', 'method=GET']],
    ['[resource:"http://a.example/\n\t]"; method:"GET"]', ['resource=http://a.example/\n\t]', 'method=GET']],
    // Not Check Point's.
    ['', null],
    ['[', null],
    ['[]', null],
    ['[x@2620]', null],
    ['[action="Accept"; src="192.0.2.1"]', null],
    ['[x@32473 action="Accept"]', null],
    ['[x@12620 action="Accept"]', null],
    ['[client:"192.0.2.1"; url:"/"]', null],
    ['["action":"Accept"]', null],
    ['{"action":"Accept"}', null],
    ['x [action:"Accept"]', null],
  ]
  for (const [text, pairs] of cases) t.strictSame(pairsOf(text), pairs, text)
  t.end()
})

t.test('any fields, escaped as RFC 5424 has it, are read as they were', (t) => {
  const key = fc.stringMatching(/^[a-z_]\w{0,12}:?$/)
  const value = fc
    .oneof(fc.string(), fc.constantFrom('"; method:"POST', '" method="POST', '"] x', '\\', '\\"', ']'))
    .map((text) => text.trimEnd())
  const escape = (text: string): string => text.replace(/["\\\]]/g, '\\$&')
  const fields = fc
    .array(fc.record({ key, value }, { noNullPrototype: true }), { maxLength: 6 })
    .map((fields) => [{ key: 'action', value: 'Drop' }, ...fields])
  fc.assert(
    fc.property(fields, (fields) => {
      const own = `[${fields.map(({ key, value }) => `${key}:"${escape(value)}"`).join('; ')}]`
      const structuredData = `[x@2620 ${fields.map(({ key, value }) => `${key}="${escape(value)}"`).join(' ')}]`
      t.strictSame(readBracketed(own), fields)
      t.strictSame(readBracketed(structuredData), fields)
    }),
    { numRuns: 300 },
  )
  t.end()
})

t.test('64 KiB of anything repeated takes time linear in its length', (t) => {
  const units = [
    '"',
    '\\',
    '\\"',
    ' ',
    ';',
    '"; ',
    '" ',
    '"a',
    '" a',
    '"; a a',
    '"; a:',
    'a:"',
    '"; a:"',
    '" a="',
    ']',
    '"] ',
    '"]',
    'a',
    ':',
    '=',
    '\t',
  ]
  const slow: string[] = []
  for (const unit of units) {
    for (const prefix of ['[', '[x@2620 ', '[action:"', '[action:"Accept"; ', '[x@2620 action="Accept" resource="']) {
      const text = `${prefix}${unit.repeat(65_536 / unit.length)}x`
      const took = cpuTime(() => void readBracketed(text))
      if (took > 1000) slow.push(`${prefix}, ${unit} repeated: ${Math.round(took)} ms`)
    }
  }
  t.strictSame(slow, [])
  t.end()
})
