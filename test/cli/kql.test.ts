import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import t from 'tap'
import { runCefwatch } from './run-cefwatch.ts'

const LINE =
  'CEF:0|Palo Alto Networks|PAN-OS|10.2|url|THREAT|1|src=192.0.2.7 request="www.example.com/a?mactok=1" requestMethod=get cnt=2'

function jsonLines(stdout: string): unknown[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
}

t.test('a query over saved logs, packed too', async (t) => {
  const directory = t.testdir({ 'a.log': `${LINE}\nnot CEF\n${LINE.replace('mactok', 'other')}\n` })
  writeFileSync(join(directory, 'b.log.gz'), gzipSync(`${LINE}\n`))
  writeFileSync(join(directory, 'c.log.zst'), zstdCompressSync(`${LINE}\n`))
  const files = ['a.log', 'b.log.gz', 'c.log.zst'].map((name) => join(directory, name))
  const query = 'CommonSecurityLog | where RequestURL has "mactok=" | project SourceIP, RequestMethod'
  const { code, stdout } = await runCefwatch(['kql', query, ...files, '--format', 'json'])
  t.equal(code, 0)
  t.same(jsonLines(stdout), Array(3).fill({ SourceIP: '192.0.2.7', RequestMethod: 'GET' }))
  const table = await runCefwatch(['kql', query, '--as-sentinel'], LINE)
  t.match(table.stdout, /SourceIP.*\n.*\n.*192\.0\.2\.7 +│ get/)
})

t.test('a query over rows of its own', async (t) => {
  const { stdout } = await runCefwatch(['kql', 'datatable(a: long)[1, 2] | where a > 1', '-f', 'json'])
  t.same(jsonLines(stdout), [{ a: 2 }])
})

t.test('a query that is refused', async (t) => {
  const { code, stderr } = await runCefwatch(['kql', 'CommonSecurityLog\n| summarize count()'])
  t.equal(code, 1)
  t.match(stderr, /^query:2:3: summarize needs a window .*\(KQL_UNSUPPORTED\)/)
  t.match(await runCefwatch(['kql']), { code: 1, stderr: /INPUT_INVALID/ })
})

t.test('--jsonl answers every line, as design.md fixes it', async (t) => {
  const asked = [
    {
      id: 1,
      query: 'print a = 9223372036854775807, b = 5, c = 1.5, d = time(1.02:03:04), e = dynamic({"k": [1, null]}), f = int(null)',
    },
    { id: 'two', query: 'print a = datetime(2020-01-01), b = 1.5h, c = real(nan), d = decimal(0.1), e = true, f = ""' },
    { id: 3, query: 'print a =\n  nosuch(1)' },
  ]
  const input = [
    ...asked.map((line) => JSON.stringify(line)),
    'no JSON',
    '{"id": 4}',
    JSON.stringify({ id: 5, query: 'CommonSecurityLog | project SourceIP' }),
  ]
  const directory = t.testdir({ 'a.log': `${LINE}\n` })
  const { code, stdout } = await runCefwatch(['kql', '--jsonl', join(directory, 'a.log')], input.join('\n'))
  t.equal(code, 0)
  t.match(jsonLines(stdout), [
    {
      id: 1,
      columns: [
        { name: 'a', type: 'long' },
        { name: 'b', type: 'long' },
        { name: 'c', type: 'real' },
        { name: 'd', type: 'timespan' },
        { name: 'e', type: 'dynamic' },
        { name: 'f', type: 'int' },
      ],
      rows: [['9223372036854775807', 5, 1.5, '1.02:03:04', { k: [1, null] }, null]],
    },
    { id: 'two', rows: [['2020-01-01T00:00:00.0000000Z', '01:30:00', 'NaN', 0.1, true, '']] },
    { id: 3, error: { code: 'KQL_UNSUPPORTED', line: 2, column: 3, message: /nosuch/ } },
    { id: null, error: { code: 'INPUT_INVALID' } },
    { id: null, error: { code: 'INPUT_INVALID' } },
    { id: 5, rows: [['192.0.2.7']] },
  ])
})
