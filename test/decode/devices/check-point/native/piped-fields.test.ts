import t from 'tap'
import { readPiped } from '../../../../../src/decode/devices/check-point/native/piped-fields.ts'
import { cpuTime } from '../../../cpu-time.ts'

const HEAD = 'time=1794747600|hostname=log-1|product=URL Filtering'
const READ = ['time=1794747600', 'hostname=log-1', 'product=URL Filtering']

const pairsOf = (text: string): readonly string[] | null => readPiped(text)?.map(({ key, value }) => `${key}=${value}`) ?? null

t.test('fields behind pipes', (t) => {
  const cases: readonly [rest: string, pairs: readonly string[]][] = [
    ['|action=Drop|src=192.0.2.1|', ['action=Drop', 'src=192.0.2.1']],
    ['|action=Drop|foo=bar: bat mark||\n', ['action=Drop', 'foo=bar: bat mark']],
    ['|origin=192.0.2.1|192.0.2.2|action=Drop', ['origin=192.0.2.1|192.0.2.2', 'action=Drop']],
    ['|time=1794747600|action=Drop', ['action=Drop']],
    ['|time=1794747601|action=Drop', ['time=1794747601', 'action=Drop']],
    [
      String.raw`|originsicname=CN\=gw-1,O\=mgmt..x1|to=a\=b@example.com`,
      ['originsicname=CN=gw-1,O=mgmt..x1', 'to=a=b@example.com'],
    ],
    ['|origin_sic_name=CN=gw-1,O=mgmt..x1|proto=6', ['origin_sic_name=CN=gw-1,O=mgmt..x1', 'proto=6']],
    ['|methods:=ESP|fg-1_rule=a|__nsons=0|user_name= |x=', ['methods:=ESP', 'fg-1_rule=a', '__nsons=0', 'user_name=', 'x=']],
    ['|layer_name=a|layer_name=b', ['layer_name=a', 'layer_name=b']],
    [
      '|default_device_message=<134>ctd[5]: done |facility=local use 0|',
      ['default_device_message=<134>ctd[5]: done', 'facility=local use 0'],
    ],
    ['|resource=http://a.example/?q=1|2&mactok=1', ['resource=http://a.example/?q=1|2&mactok=1']],
    ['|action=Drop|resource=http://a.example/a|us', ['action=Drop', 'resource=http://a.example/a']],
    ['|action=Drop|resource=http://a.example/a|', ['action=Drop', 'resource=http://a.example/a']],
    // What a client writes.
    [
      '|method=GET|resource=http://a.example/|method=POST|?mactok=1|src=192.0.2.1',
      ['method=GET', 'resource=http://a.example/|method=POST|?mactok=1', 'src=192.0.2.1'],
    ],
    [
      '|resource=http://a.example/?x|method=POST&mactok=1|rule=1|method=GET',
      ['resource=http://a.example/?x|method=POST&mactok=1', 'rule=1', 'method=GET'],
    ],
    [
      '|resource=http://a.example/|src=192.0.2.1|user_agent=x|resource=http://b.example/|src=192.0.2.9|web_client_type=Other',
      [
        'resource=http://a.example/',
        'src=192.0.2.1',
        'user_agent=x|resource=http://b.example/|src=192.0.2.9',
        'web_client_type=Other',
      ],
    ],
    [String.raw`|resource=http://a.example/|method\=POST|x\=1|rule=1`, ['resource=http://a.example/|method=POST|x=1', 'rule=1']],
    [
      '|method=GET|resource=http://a.example/?a|mactok=1|b|kMnD=|rule=1|x=2',
      [
        ...['method=GET', 'resource=http://a.example/?a|mactok=1|b|kMnD=', 'resource=http://a.example/?a', 'mactok=1|b', 'kMnD='],
        ...['rule=1', 'x=2'],
      ],
    ],
    ['|resource=http://a.example/|x=1', ['resource=http://a.example/|x=1', 'resource=http://a.example/', 'x=1']],
  ]
  for (const [rest, pairs] of cases) t.strictSame(pairsOf(HEAD + rest), [...READ, ...pairs], rest)
  t.end()
})

t.test('what is in another format', (t) => {
  for (const text of [
    '',
    'time=',
    'time=1794747600',
    'time=1794747600|x=1',
    'date=2026-01-01 time=1|hostname=x',
    ' time=1|hostname=x',
    'time=x|hostname=y',
  ]) {
    t.equal(readPiped(text), null, text)
  }
  t.end()
})

t.test('64 KiB of anything repeated takes time linear in its length', (t) => {
  const slow: string[] = []
  for (const unit of ['|', 'a', '=', '|a', '|a=', '|method=', '|resource=', 'a=|', ' |', '| ', '\\', '\\|', '\\=']) {
    for (const prefix of [`${HEAD}|`, `${HEAD}|resource=`, 'time=1']) {
      const text = `${prefix}${unit.repeat(65_536 / unit.length)}x`
      const took = cpuTime(() => void readPiped(text))
      if (took > 1000) slow.push(`${prefix}, ${unit} repeated: ${Math.round(took)} ms`)
    }
  }
  t.strictSame(slow, [])
  t.end()
})
