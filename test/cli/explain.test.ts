import t from 'tap'
import { runCefwatch } from './run-cefwatch.ts'

const LINE =
  '<134>Nov 24 01:02:03 nss CEF:0|Zscaler|NSSWeblog|5.7|Blocked|x|3|act=Blocked src=192.0.2.7 dst=203.0.113.9 app=HTTPS ' +
  'request=www.example.com/ui/chk requestMethod=GET requestClientApplication=evil\u001b[2J'

t.test('a line as argument, for a reader', async (t) => {
  const { code, stdout } = await runCefwatch(['explain', LINE])
  t.equal(code, 0)
  for (const part of [
    /Framing\n {2}octet count +none/,
    /host +nss\n/,
    /format +cef\n {2}device +zscaler\n/,
    /src +192\.0\.2\.7 {2}-> {2}SourceIP\n/,
    /RequestURL +www\.example\.com\/ui\/chk {2}-> {2}https:\/\/www\.example\.com\/ui\/chk\n/,
    /MATCH +RunningRAT request parameters \(High\)\n {4}on the event +as sent\n/,
    /no match +RunningRAT request parameters without a method \(Medium\)\n {4}not true +isempty\(RequestMethod\)\n +RequestMethod is +"GET"/,
  ]) {
    t.match(stdout, part)
  }
  t.notMatch(stdout, '\u001b', 'what an attacker wrote moves no cursor')
})

t.test('lines of standard input, as JSON', async (t) => {
  const { code, stdout } = await runCefwatch(['explain', '--json', '--timezone', 'Europe/Berlin'], `${LINE}\r\n\nnot known\n`)
  t.equal(code, 0)
  const [first, second, ...rest] = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
  t.match(first, { device: 'zscaler', row: { SourceIP: '192.0.2.7' } })
  t.match(second, { format: null, error: { code: 'not_cef' } })
  t.equal(rest.length, 0)
})

t.test('a zone that is none', async (t) => {
  const { code, stderr } = await runCefwatch(['explain', '--timezone', 'Mars/Olympus', LINE])
  t.equal(code, 2)
  t.match(stderr, /Expected a time zone such as UTC/)
})
