import t from 'tap'
import { parseValuePattern, type ValueKind } from '../../../src/detect/exclusions/value-pattern.ts'

const matches = (pattern: string, kind: ValueKind, value: string): boolean | string => {
  const result = parseValuePattern(pattern, kind)
  return result.ok ? result.matches(value) : result.message
}

t.test('patterns', (t) => {
  const cases: readonly [pattern: string, kind: ValueKind, value: string, expected: boolean][] = [
    ['api.example.com', 'text', 'api.example.com', true],
    ['api.example.com', 'text', 'API.Example.COM', true],
    ['api.example.com', 'text', 'api.example.com.evil.test', false],
    ['api.example.com', 'text', 'xapi.example.com', false],
    ['api.example.com', 'text', 'apiXexample.com', false],
    ['*.example.com', 'text', 'a.b.EXAMPLE.com', true],
    ['*.example.com', 'text', 'example.com', false],
    ['*.example.com', 'text', 'a.example.com.evil.test', false],
    ['a*c*e', 'text', 'abcde', true],
    ['a*c*e', 'text', 'ace\n', false],
    ['a*e', 'text', 'a\nb\ne', true],
    ['a.b*', 'text', 'axb', false],
    ['(a)*', 'text', '(a)', true],
    ['/^svc-[a-z]+$/', 'text', 'svc-backup', true],
    ['/^svc-[a-z]+$/', 'text', 'SVC-backup', false],
    ['/^svc-[a-z]+$/i', 'text', 'SVC-backup', true],
    ['/ansible/', 'text', 'x ansible-httpget y', true],
    ['/a/b/', 'text', 'xa/by', true],
    ['//', 'text', '//', true],
    ['/a/g', 'text', '/a/g', true],
    ['/wp-admin/', 'path', '/wp-admin/', true],
    ['/wp-admin/', 'path', '/x/wp-admin/evil', false],
    ['/wp-admin/i', 'path', '/x/WP-Admin/y', true],
    ['/\\/wp-admin\\/.*/i', 'path', '/WP-admin/x', true],
    ['/.*\\.php/', 'path', '/x.php', true],
    ['/index.php/', 'path', '/indexXphp', false],
    ['/^\\/wp-(admin|json)\\//', 'path', '/wp-json/x', true],
    ['/^\\/wp-(admin|json)\\//', 'path', '/x/wp-json/x', false],
    ['/^/wp-admin//i', 'path', '/WP-admin/x', true],
    ['/wp-content/*', 'path', '/wp-content/a/b', true],
    ['/api/*/', 'path', '/api/x/', true],
    ['/api/*/', 'path', '/xapi', false],
    ['192.0.2.0/24', 'address', '192.0.2.9', true],
    ['192.0.2.*', 'address', '192.0.2.9', true],
    ['192.0.2.*', 'address', '192.0.21.9', false],
    ['/^192\\.0\\.2\\.[12]$/', 'address', '192.0.2.2', true],
    ['2001:db8::/32', 'address', '2001:DB8::1', true],
    ['192.0.2.9', 'text', '192.0.2.9', true],
  ]
  for (const [pattern, kind, value, expected] of cases)
    t.equal(matches(pattern, kind, value), expected, `${kind} ${pattern}: ${value}`)
  t.end()
})

t.test('what cannot be read says why', (t) => {
  const cases: readonly [pattern: string, kind: ValueKind, message: RegExp][] = [
    ['/(a/', 'text', /missing closing \)/],
    ['/(?=a)/', 'text', /invalid/],
    ['/^[a/', 'path', /missing closing \]/],
    ['192.0.2.0/33', 'address', /no IP address, CIDR/],
    ['host.example.com', 'address', /no IP address, CIDR/],
    ['192.0.2.0/24', 'text', /only destinationIp and sourceIp/],
    ['2001:db8::/32', 'path', /only destinationIp and sourceIp/],
  ]
  for (const [pattern, kind, message] of cases) t.match(matches(pattern, kind, ''), message, `${kind} ${pattern}`)
  t.end()
})

t.test('a value made to be slow is matched at once', (t) => {
  const value = 'a'.repeat(60_000)
  const start = process.cpuUsage()
  for (const pattern of ['/^(a+)+$/', '/(a|aa)*b/', 'a*a*a*a*a*b']) matches(pattern, 'text', `${value}!`)
  t.ok(process.cpuUsage(start).user < 5_000_000, 'a backtracking engine would need years')
  t.end()
})
