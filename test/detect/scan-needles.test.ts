import fc from 'fast-check'
import t from 'tap'
import type { RequiredLiteral } from '../../src/detect/kql/required-literals.ts'
import { distinctNeedles, scanNeedles } from '../../src/detect/scan-needles.ts'
import type { Needle } from '../../src/receive/scanner/needle.ts'
import { createScanner } from '../../src/receive/scanner/scanner.ts'
import { batchOf } from '../receive/scanner/batches.ts'

const url = (text: string): RequiredLiteral => ({ column: 'RequestURL', text })
const anywhere = (text: string): Needle => ({ text, at: 'anywhere' })
const valueStart = (text: string): Needle => ({ text, at: 'value-start' })

t.test('needles of one literal', (t) => {
  const cases: readonly [RequiredLiteral, readonly Needle[] | null][] = [
    [url('mactok='), [anywhere('mactok=')]],
    // The slash may be the second of a scheme that was added.
    [url('/ui/chk'), [anywhere('ui/chk'), valueStart('/chk')]],
    [url('https://evil.example'), [anywhere('evil.example')]],
    [url('TTP://evil.example'), [anywhere('evil.example')]],
    [url('//evil.example'), [anywhere('evil.example')]],
    [url('https'), null],
    [url('x=https://evil'), [anywhere('x=https://evil'), valueStart('//evil'), valueStart('/evil')]],
    [url('evil.example/a/b'), [anywhere('evil.example/a/b'), valueStart('/a/b'), anywhere('evil.example/a')]],
    [url('evil.example/'), [anywhere('evil.example/'), anywhere('evil.example')]],
    [url('ab/'), null],
    [url('ab/c'), null],
    [url('a/bc'), [anywhere('a/bc'), valueStart('/bc')]],
    [{ column: 'RequestClientApplication', text: 'a/bc' }, [anywhere('a/bc')]],
    [url('ab'), null],
    [url(''), null],
    [{ column: 'SourceUserName', text: 'EXAMPLE\\svc-backup' }, [anywhere('svc-backup')]],
    [{ column: 'SourceUserName', text: 'C:\\a\\b' }, null],
    [{ column: 'Message', text: 'say "welcome" to' }, [anywhere('welcome')]],
    [{ column: 'Message', text: 'line\r\nfeed' }, [anywhere('line')]],
  ]
  for (const [literal, expected] of cases) t.same(scanNeedles([literal]), expected, `${literal.column} ${literal.text}`)
  t.end()
})

t.test('needles of a rule', (t) => {
  t.same(scanNeedles([]), [], 'a rule that is never true needs no frame')
  t.same(scanNeedles([url('one'), url('two')]), [anywhere('one'), anywhere('two')])
  t.equal(scanNeedles(null), null, 'a rule without literals may be true of any frame')
  t.equal(scanNeedles([url('one'), url('x')]), null, 'and so may one with a literal that cannot be looked for')
  t.same(distinctNeedles([anywhere('one'), anywhere('ONE'), valueStart('one')]), [anywhere('ONE'), valueStart('one')])
  t.end()
})

t.test('a literal over host and path is found when the two come from different places', (t) => {
  const label = fc.string({ unit: fc.constantFrom('a', 'b', 'k', '.'), minLength: 1, maxLength: 6 })
  const path = fc.string({ unit: fc.constantFrom('/', 'a', 'k', '='), maxLength: 8 }).map((rest) => `/${rest}`)
  const cut = fc.tuple(fc.nat({ max: 99 }), fc.nat({ max: 99 }))
  const frame = fc.constantFrom<((host: string, path: string) => string)[]>(
    (host, path) => `CEF:0|Fortinet|Fortigate|v7|1|n|3|dhost=${host} act=x request=${path}`,
    (host, path) => `CEF:0|Fortinet|Fortigate|v7|1|n|3|request="${path}" dhost=${host}`,
    (host, path) => `CEF:0|Fortinet|Fortigate|v7|1|n|3|request=\\"${path}\\" dhost=${host}`,
    (host, path) => `devname="x" hostname="${host}" url="${path}"`,
    (host, path) => `{"url":"${path.replaceAll('/', '\\/')}","hostname":"${host}"}`,
    (host, path) => `time=1|host=${host}|url=${path}|`,
    (host, path) => `1,2,${path},${host}`,
  )
  let straddling = 0
  fc.assert(
    fc.property(label, path, cut, frame, (host, path, [from, length], frame) => {
      const joined = host + path
      const start = from % joined.length
      const literal = joined.slice(start, start + 1 + (length % joined.length))
      const needles = scanNeedles([url(literal)])
      if (needles === null) return true
      if (start < host.length && start + literal.length > host.length) straddling++
      const scanner = createScanner({ needles, kinds: [{ kind: 'any', signature: '' }] })
      return scanner.scan(batchOf([frame(host, path)])).candidates.length === 1
    }),
    { numRuns: 500 },
  )
  t.ok(straddling > 20, `${straddling} literals lay over the joint`)
  t.end()
})
