import { redactUrl } from '../base/secret.ts'
import { VERSION } from '../base/version.ts'
import type { Config } from '../config/config.ts'
import type { RuleSet } from '../detect/detector.ts'
import type { BoundListener } from './receive-protocol.ts'

export type BannerFacts = {
  readonly config: Pick<Config, 'webhooks' | 'http'>
  readonly ruleSet: RuleSet
  readonly listeners: readonly BoundListener[]
  readonly httpPort: number
}

/** How this process would be called from a shell: in a checkout, npm brings the right Node. */
const COMMAND = import.meta.url.endsWith('.ts') ? 'npm run -s cefwatch --' : 'cefwatch'

/** What a start tells the operator: what it listens on, what it looks for, where alerts go, and what to try. */
export function startBanner({ config, ruleSet, listeners, httpPort }: BannerFacts): string {
  const { address } = config.http
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['listening on', listeners.map(describeListener)],
    ['rules', ruleSet.rules.map(({ name, severity }) => `${name} (${severity})`)],
    ['exclusions', ruleSet.exclusions.map(({ name, expires }) => `${name} (until ${expires})`)],
    ['alerts go to', config.webhooks.map(({ name, url }) => `${name} (${redactUrl(url.reveal())})`)],
    ['console', [`http://${hostPort(address, httpPort)}/`]],
  ]
  const none: Readonly<Record<string, string>> = {
    exclusions: 'none',
    'alerts go to': 'no webhook yet: they are stored, logged and counted',
  }
  const lines = rows.map(
    ([label, items]) => `  ${label.padEnd(13)}${items.length === 0 ? (none[label] ?? '') : items.join(', ')}`,
  )
  return [`cefwatch ${VERSION} is ready`, ...lines, ...suggestions(listeners)].join('\n')
}

function describeListener({ protocol, address, port, reader }: BoundListener): string {
  return `${protocol} ${hostPort(address, port)}${protocol === 'udp' ? ` (${reader})` : ''}`
}

/** Two commands that really raise an alert. */
function suggestions(listeners: readonly BoundListener[]): readonly string[] {
  const listener = listeners.find(({ protocol }) => protocol === 'udp') ?? listeners.find(({ protocol }) => protocol === 'tcp')
  if (listener === undefined) return []
  const { protocol, port } = listener
  const host = reachable(listener.address)
  const event =
    'CEF:0|Zscaler|NSSWeblog|5.7|Blocked|Malicious|3|act=Blocked src=192.0.2.10 dst=203.0.113.7 dhost=c2.example.net request=c2.example.net/ui/chk?mactok=1 requestMethod=GET'
  return [
    'Try it:',
    `  logger --${protocol} --server ${host} --port ${port} --rfc3164 --tag zscaler-nss -- '${event}'`,
    `  ${COMMAND} simulate --family fortinet --protocol ${protocol} --to ${hostPort(host, port)} --count 20 --every 10`,
  ]
}

/** An address that a client on this machine can send to. */
function reachable(address: string): string {
  if (address === '0.0.0.0') return '127.0.0.1'
  return address === '::' ? '::1' : address
}

function hostPort(address: string, port: number): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
}
