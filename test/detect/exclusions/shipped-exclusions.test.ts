import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import t from 'tap'
import { parse as parseYaml } from 'yaml'
import type { Row } from '../../../src/decode/common-security-log/row.ts'
import { compileExclusions } from '../../../src/detect/exclusions/compile-exclusions.ts'
import { type ExclusionsResult, parseExclusions } from '../../../src/detect/exclusions/exclusions-file.ts'
import { parseQuery } from '../../../src/detect/kql/parse-query.ts'

const CONFIG = resolve(import.meta.dirname, '../../../config')
const FILE = resolve(CONFIG, 'exclusions.yaml')
const SHIPPED = readFileSync(FILE, 'utf8')

const shippedRule = (file: string) =>
  parseYaml(readFileSync(resolve(CONFIG, 'rules', file), 'utf8')) as { id: string; name: string }
const RULE = shippedRule('running-rat.yaml')
const OTHER_RULE = shippedRule('running-rat-no-method.yaml')
const NOW = Date.parse('2026-12-01T00:00:00Z')
const LONG_AFTER = Date.parse('2028-01-01T00:00:00Z')

/** The shipped file as it is once somebody has taken the `[]` and the `#` of one example away. */
function withExample(name: string): string {
  const blocks = SHIPPED.split(/^(?=# --- )/m)
  const edited = blocks.map((block) => (block.includes(`#- name: ${name}\n`) ? block.replace(/^#(?=- | {2})/gm, '') : block))
  return edited.join('').replace('exclusions: []', 'exclusions:')
}

const parse = (text: string): Promise<ExclusionsResult> =>
  parseExclusions(text, FILE, [RULE, OTHER_RULE], (query) => parseQuery(query))

type Example = {
  readonly name: string
  readonly suppressed: readonly Row[]
  /** Differs from what is suppressed in one thing: that alone must bring the alert back. */
  readonly nearMisses: readonly (readonly [what: string, row: Row])[]
  readonly forOneRule: boolean
}

const api: Row = {
  RequestURL: 'https://api.example.com/v1?mactok=7',
  DestinationHostName: 'api.example.com',
  DestinationIP: '192.0.2.10',
}
const inventory: Row = {
  RequestURL: 'updates.example.com/in?kMnD=1',
  SourceUserName: 'svc-inventory',
  SourceProcessName: '/usr/sbin/cron',
}
const deployment: Row = {
  RequestURL: 'packages.example.com/ui/chk',
  SourceIP: '203.0.113.33',
  SourceUserName: 'EXAMPLE\\adm-kim',
  RequestClientApplication: 'Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.19041.1',
}
const wordPress: Row = { RequestURL: 'https://blog.example.com/wp-admin/admin-ajax.php?action=heartbeat&UsRnMe=1' }
const drupal: Row = { RequestURL: 'https://blog.example.com/node/17?kMnD=1&form_id=user_login' }
const monitoring: Row = {
  RequestURL: 'status.example.com/ui/chk',
  SourceIP: '192.0.2.40',
  DestinationIP: '198.51.100.80',
  RequestClientApplication: 'Prometheus/3.1.0',
}

const EXAMPLES: readonly Example[] = [
  {
    name: 'billing-api',
    suppressed: [
      api,
      { ...api, RequestURL: 'eu.api.example.com/v1?mactok=7', DestinationHostName: 'eu.api.example.com' },
      { ...api, DestinationIP: '198.51.100.30' },
    ],
    nearMisses: [
      ['another domain', { ...api, RequestURL: 'https://api.example.net/v1?mactok=7', DestinationHostName: 'api.example.net' }],
      ['a domain that ends alike', { ...api, RequestURL: 'https://xapi.example.com/', DestinationHostName: 'xapi.example.com' }],
      ['the domain in the query only', { ...api, RequestURL: 'evil.test/?api.example.com', DestinationHostName: 'evil.test' }],
      [
        'the domain as user of a URL',
        { ...api, RequestURL: 'https://api.example.com@evil.test/', DestinationHostName: 'evil.test' },
      ],
      ['another address', { ...api, DestinationIP: '192.0.2.12' }],
      ['no address', { RequestURL: 'https://api.example.com/v1?mactok=7' }],
    ],
    forOneRule: true,
  },
  {
    name: 'nightly-inventory',
    suppressed: [
      inventory,
      { ...inventory, SourceUserName: 'example\\SVC-inventory', SourceProcessName: 'C:\\Windows\\System32\\taskhostw.exe' },
    ],
    nearMisses: [
      ['another user', { ...inventory, SourceUserName: 'alice' }],
      ['a user that begins alike', { ...inventory, SourceUserName: 'svc-inventory2' }],
      ['another process', { ...inventory, SourceProcessName: '/tmp/usr/sbin/cron' }],
      ['the process as a destination', { SourceUserName: 'svc-inventory', DestinationProcessName: '/usr/sbin/cron' }],
      ['no process', { SourceUserName: 'svc-inventory' }],
    ],
    forOneRule: false,
  },
  {
    name: 'software-deployment',
    suppressed: [
      deployment,
      { ...deployment, SourceUserName: 'ansible', RequestClientApplication: 'ansible-httpget' },
      { ...deployment, RequestClientApplication: 'curl/8.5', SourceProcessName: 'C:\\PS\\PowerShell.exe' },
    ],
    nearMisses: [
      ['another user', { ...deployment, SourceUserName: 'EXAMPLE\\kim' }],
      ['no user', { ...deployment, SourceUserName: '' }],
      ['another host', { ...deployment, SourceIP: '203.0.113.48' }],
      ['another tool', { ...deployment, RequestClientApplication: 'curl/8.5' }],
      [
        'another process',
        { ...deployment, RequestClientApplication: 'curl/8.5', SourceProcessName: 'C:\\PS\\notpowershell.exe' },
      ],
    ],
    forOneRule: false,
  },
  {
    name: 'company-blog',
    suppressed: [wordPress, drupal, { RequestURL: 'blog.example.com/wp-admin/admin-ajax.php?action%3Dheartbeat%26UsRnMe=1' }],
    nearMisses: [
      ['another path', { RequestURL: 'https://blog.example.com/ui/chk?action=heartbeat&UsRnMe=1' }],
      ['a path that goes on', { RequestURL: 'https://blog.example.com/wp-admin/admin-ajax.php/ui/chk?action=heartbeat&a' }],
      ['another query', { RequestURL: 'https://blog.example.com/wp-admin/admin-ajax.php?mactok=1&action=heartbeat&a' }],
      ['no query', { RequestURL: 'https://blog.example.com/node/17' }],
      ['a path that only holds the other', { RequestURL: 'https://blog.example.com/x/node/17?form_id=a' }],
      ['another host', { RequestURL: 'https://evil.test/wp-admin/admin-ajax.php?action=heartbeat&UsRnMe=1' }],
    ],
    forOneRule: false,
  },
  {
    name: 'monitoring',
    suppressed: [
      monitoring,
      { ...monitoring, SourceIP: '2001:db8:40::7', DestinationIP: '2001:DB8:80::1', RequestClientApplication: 'Zabbix 7.0' },
    ],
    nearMisses: [
      ['another source', { ...monitoring, SourceIP: '192.0.2.41' }],
      ['another destination', { ...monitoring, DestinationIP: '203.0.113.80' }],
      ['another user agent', { ...monitoring, RequestClientApplication: 'curl/8.5 Prometheus/3' }],
      ['source and destination the other way round', { ...monitoring, SourceIP: '198.51.100.80', DestinationIP: '192.0.2.40' }],
    ],
    forOneRule: false,
  },
]

t.test('nothing is excluded by default', async (t) => {
  t.same(await parse(SHIPPED), { ok: true, exclusions: [] })
})

t.test('every example is tested', (t) => {
  const shipped = [...SHIPPED.matchAll(/^#- name: (.*)$/gm)].map(([, name]) => name)
  t.same(
    shipped,
    EXAMPLES.map(({ name }) => name),
  )
  t.end()
})

for (const { name, suppressed, nearMisses, forOneRule } of EXAMPLES) {
  t.test(`${name} suppresses its own traffic and nothing else`, async (t) => {
    const result = await parse(withExample(name))
    const exclusions = result.ok ? result.exclusions : []
    t.same(
      exclusions.map((exclusion) => exclusion.name),
      [name],
    )
    const excludedBy = compileExclusions(exclusions)
    for (const row of suppressed) {
      t.equal(excludedBy(RULE, row, NOW), name, JSON.stringify(row))
      t.equal(excludedBy(RULE, row, LONG_AFTER), null, 'expired')
      t.equal(excludedBy(OTHER_RULE, row, NOW), forOneRule ? null : name, 'another rule')
    }
    for (const [what, row] of nearMisses) t.equal(excludedBy(RULE, row, NOW), null, what)
    for (const other of EXAMPLES.filter((example) => example.name !== name)) {
      for (const row of other.suppressed) t.equal(excludedBy(RULE, row, NOW), null, `what ${other.name} is for`)
    }
  })
}
