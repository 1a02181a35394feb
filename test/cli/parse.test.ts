import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync, zstdCompressSync } from 'node:zlib'
import t from 'tap'
import { runCefwatch } from './run-cefwatch.ts'

const PALO_ALTO =
  '<14>Nov 24 01:02:03 pa-1 CEF:0|Palo Alto Networks|PAN-OS|10.2|url|THREAT|1|src=192.0.2.7 dst=203.0.113.9 request="www.example.com/ui/chk" requestMethod=get act=alert externalId=6799437957281873922'

type Parsed = {
  readonly row: Record<string, unknown> | null
  readonly device: string
  readonly format: string | null
  readonly normalised: object
  readonly syslog: { readonly host: string }
  readonly error: { readonly code: string } | null
}

function parseLines(stdout: string): Parsed[] {
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Parsed)
}

t.test('one line out for each line in, whatever it is', async (t) => {
  const { code, stdout } = await runCefwatch(['parse', '-'], `${PALO_ALTO}\n\nnot CEF\nCEF:0|x|y|act=1\n`)
  t.equal(code, 0)
  const [paloAlto, empty, text, short, ...rest] = parseLines(stdout)
  t.equal(rest.length, 0)
  t.match(paloAlto, {
    device: 'palo-alto',
    format: 'cef',
    error: null,
    syslog: { host: 'pa-1' },
    row: {
      RequestMethod: 'GET',
      RequestURL: 'www.example.com/ui/chk',
      SourceIP: '192.0.2.7',
      ExtID: '6799437957281873922',
      Computer: 'pa-1',
    },
    normalised: { RequestMethod: 'get', RequestURL: '"www.example.com/ui/chk"' },
  })
  t.match(empty, { row: null, error: { code: 'empty' } })
  t.match(text, { row: null, error: { code: 'not_cef' } })
  t.match(short, { error: { code: 'header_too_short' } })
})

t.test('--as-sentinel leaves the row as the connector would fill it', async (t) => {
  const { stdout } = await runCefwatch(['parse', '--as-sentinel'], PALO_ALTO)
  t.match(parseLines(stdout)[0], { row: { RequestMethod: 'get', RequestURL: '"www.example.com/ui/chk"' }, normalised: {} })
})

t.test('files, packed too', async (t) => {
  const directory = t.testdir({ 'a.log': `${PALO_ALTO}\n` })
  writeFileSync(join(directory, 'b.log.gz'), gzipSync(`${PALO_ALTO}\n`))
  writeFileSync(join(directory, 'c.log.zst'), zstdCompressSync(`${PALO_ALTO}\n`))
  const { stdout } = await runCefwatch(['parse', ...['a.log', 'b.log.gz', 'c.log.zst'].map((name) => join(directory, name))])
  t.equal(parseLines(stdout).length, 3)
  const missing = await runCefwatch(['parse', join(directory, 'gone.log')])
  t.match(missing.stderr, /gone\.log: the log cannot be read.*FILE_UNREADABLE/)
  t.equal(missing.code, 1)
})
