import { join } from 'node:path'
import t, { type Test } from 'tap'
import { formatError } from '../../src/base/errors.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { makeCertificate } from '../certificate.ts'
import { withoutOpenssl } from '../machine.ts'

function load(t: Test, config: object, environment: Record<string, string> = {}, files: Record<string, string> = {}) {
  const directory = t.testdir({ 'c.json': JSON.stringify(config), ...files })
  const result = loadConfig(join(directory, 'c.json'), environment)
  const errors = result.ok ? [] : result.errors.map(formatError)
  return { directory, config: result.ok ? result.config : null, errors }
}

t.test('a path may hold variables: systemd names the folder of its credentials by one', (t) => {
  const folder = t.testdir({ 'webhook-url': 'https://soc.example.com/hush\n', 'http-token': 'hush\n' })
  const file = (name: string): string => '${CREDENTIALS_DIRECTORY}/' + name
  const tls = { protocol: 'tls', certificateFile: file('crt'), keyFile: '${NAME}.key' }
  const config = {
    listeners: [tls],
    webhooks: [{ name: 'soc', urlFile: file('webhook-url') }],
    http: { tokenFile: file('http-token') },
  }
  const environment = { CREDENTIALS_DIRECTORY: folder, NAME: 'server' }
  t.test('set', (t) => {
    const { config: loaded, directory, errors } = load(t, config, environment)
    t.same(errors, [])
    t.equal(loaded?.webhooks[0]?.url.reveal(), 'https://soc.example.com/hush')
    t.equal(loaded?.http.token?.reveal(), 'hush')
    t.match(loaded?.listeners[0], { certificateFile: join(folder, 'crt'), keyFile: join(directory, 'server.key') })
    t.end()
  })
  t.test('not set', (t) => {
    const { errors } = load(t, config, { NAME: 'server' })
    t.equal(errors.length, 3)
    for (const error of errors) t.match(error, /environment variable CREDENTIALS_DIRECTORY is not set .*SECRET_UNAVAILABLE/)
    t.end()
  })
  t.end()
})

t.test('a proxy is an HTTP URL, and its text is in no error', (t) => {
  const webhook = (connection: object): object => ({ webhooks: [{ name: 'a', url: 'https://x.example.com/', connection }] })
  const cases: readonly [object, RegExp | null][] = [
    [{ proxy: 'http://ann:hush@proxy.example.com:3128' }, null],
    [{ proxy: 'https://${P}@proxy.example.com' }, null],
    [{ proxyFile: 'p' }, null],
    [{ proxy: 'socks5://hush.example.com' }, /c\.json:1:\d+: the URL must begin with http:\/\/ or https:\/\//],
    [{ proxy: 'hush.example.com:3128' }, /the URL must begin with/],
  ]
  for (const [connection, expected] of cases) {
    const { errors } = load(t, webhook(connection), { P: 'ann:hush' }, { p: 'http://proxy.example.com:3128\n' })
    t.notMatch(errors.join('\n'), /hush/)
    if (expected === null) t.same(errors, [])
    else t.match(errors.join('\n'), expected)
  }
  t.end()
})

t.test('certificates that do not fit are found by `check`', { skip: withoutOpenssl }, (t) => {
  const [one, other] = [makeCertificate(), makeCertificate()]
  const files = { 'one.crt': one.cert, 'one.key': one.key, 'other.key': other.key, 'no.crt': 'nonsense', 'empty.key': '' }
  const cases: readonly [object, RegExp | null][] = [
    [{ caFile: 'one.crt', certificateFile: 'one.crt', keyFile: 'one.key' }, null],
    [
      { certificateFile: 'one.crt', keyFile: 'other.key' },
      /^[^\n]*c\.json:1:\d+: the certificates of the connection cannot .*TLS_INVALID/,
    ],
    [{ certificateFile: 'one.crt' }, /one of the two is missing .*TLS_INVALID/],
    [{ caFile: 'no.crt' }, /TLS_INVALID/],
    [{ certificateFile: 'one.crt', keyFile: 'empty.key' }, /^[^\n]*empty\.key is empty .*SECRET_UNAVAILABLE[^\n]*$/],
  ]
  for (const [connection, expected] of cases) {
    const { errors } = load(t, { webhooks: [{ name: 'a', url: 'https://x.example.com/', connection }] }, {}, files)
    if (expected === null) t.same(errors, [])
    else t.match(errors.join('\n'), expected, JSON.stringify(connection))
  }
  t.end()
})
