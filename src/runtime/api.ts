import { VERSION } from '../base/version.ts'
import type { Config } from '../config/config.ts'
import { DEVICES } from '../decode/devices/device.ts'
import type { Exclusion } from '../detect/exclusions/exclusion.ts'
import { explainEvent } from '../detect/explain-event.ts'
import { isExpired } from '../detect/exclusions/exclusion-expiry.ts'
import { ruleAttack } from '../base/mitre-attack/rule-attack.ts'
import type { Rule } from '../detect/rules/rule.ts'
import type { HttpDependencies } from '../http/http-dependencies.ts'
import type {
  AlertResource,
  ExclusionResource,
  ListenerResource,
  RuleResource,
  SourceResource,
  StatusResource,
} from '../http/resources.ts'
import type { MetricsRegistry } from '../metrics/registry.ts'
import type { StoredAlert } from '../respond/alerts/alert-store.ts'
import type { DeliveryState } from '../respond/delivery/delivery.ts'
import type { DeliveryCount } from '../respond/delivery/delivery-store.ts'
import type { Alerting } from './alerting.ts'
import { createDeliveryApi, deliveryProblems } from './delivery-api.ts'
import { healthChecks, type HealthState } from './health.ts'
import type { BoundListener } from './receive-protocol.ts'
import type { RuleSetResult } from './load-rule-set.ts'
import { reloadResource } from './reload-resource.ts'
import type { RuleBook } from './rule-book.ts'
import type { SourceDirectory } from './source-directory.ts'
import type { SourceRecord } from './source-table.ts'

/** What the API is made from. Functions are asked anew for each answer. */
export type ApiOptions = {
  readonly config: Config
  readonly startedAt: Date
  readonly registry: MetricsRegistry
  readonly rules: RuleBook
  readonly alerting: Alerting
  readonly health: () => HealthState
  readonly listeners: () => readonly BoundListener[]
  readonly sources: () => readonly SourceRecord[]
  /** The source that the configuration names for an address. */
  readonly sourceOf: SourceDirectory
  /** Names of the sources that should send and do not. */
  readonly silentSources: () => readonly string[]
  readonly reload: () => Promise<RuleSetResult>
  /** Brings counts and gauges up to date before a scrape. */
  readonly refresh: () => Promise<void>
}

/** What the HTTP server shows, from the parts of the running daemon. */
export function createApi(options: ApiOptions): HttpDependencies {
  const { alerting, registry, rules, refresh } = options
  return {
    metricsText: async () => {
      await refresh()
      return registry.expose()
    },
    checks: (probe) => healthChecks(probe, options.health()),
    status: () => statusOf(options),
    alerts: {
      list: (query) => {
        const { items, next } = alerting.alerts.list(query)
        return { items: items.map(alertResource), next }
      },
      get: (id) => {
        const stored = alerting.alerts.get(id)
        return stored === null ? null : alertResource(stored)
      },
    },
    ...createDeliveryApi(options),
    sources: () => options.sources().map(sourceResource),
    explain: (line, address) => {
      const timeZone = (address === null ? null : options.sourceOf(address))?.timeZone ?? 'UTC'
      return explainEvent(line, rules.current, { now: Date.now(), timeZone })
    },
    rules: () => rules.current.rules.map((rule) => ruleResource(rule, registry)),
    reload: async () => reloadResource(await options.reload(), new Date()),
    exclusions: () => rules.current.exclusions.map((exclusion) => exclusionResource(exclusion, registry)),
  }
}

function alertResource({ alert, status, exclusion }: StoredAlert): AlertResource {
  return { ...alert, status, exclusion }
}

function sourceResource({ firstSeen, lastSeen, errors, ...source }: SourceRecord): SourceResource {
  return {
    ...source,
    errors: errors.map((error) => ({ ...error, lastSeen: new Date(error.lastSeen).toISOString() })),
    firstSeen: new Date(firstSeen).toISOString(),
    lastSeen: new Date(lastSeen).toISOString(),
  }
}

function ruleResource(rule: Rule, registry: MetricsRegistry): RuleResource {
  const { id, name, version, kind, severity, description, tactics, techniques, incidentConfiguration, file } = rule
  const matches = registry.total('cefwatch_rule_matches_total', { rule: id })
  const attack = ruleAttack(rule)
  return { id, name, version, kind, severity, description, tactics, techniques, attack, incidentConfiguration, file, matches }
}

function exclusionResource(exclusion: Exclusion, registry: MetricsRegistry): ExclusionResource {
  const { name, reason, owner, expires, rules, when, where } = exclusion
  return {
    name,
    reason,
    owner,
    expires,
    state: isExpired(exclusion, Date.now()) ? 'expired' : 'in force',
    rules,
    when,
    where: where?.predicate ?? null,
    matches: registry.total('cefwatch_rule_excluded_total', { exclusion: name }),
  }
}

function statusOf(options: ApiOptions): StatusResource {
  const { alerting, registry, startedAt } = options
  const counts = alerting.deliveries.counts()
  const countOf = (state: DeliveryState): number =>
    counts.filter((one) => one.state === state).reduce((sum, { count }) => sum + count, 0)
  return {
    version: VERSION,
    startedAt: startedAt.toISOString(),
    uptimeSeconds: Math.floor((Date.now() - startedAt.getTime()) / 1000),
    problems: problemsOf(options, counts),
    listeners: options.listeners().map((listener) => listenerResource(listener, registry)),
    events: Object.fromEntries(DEVICES.map((vendor) => [vendor, registry.total('cefwatch_events_total', { vendor })])),
    alerts: alerting.alerts.counts(),
    deliveries: { pending: countOf('pending'), delivered: countOf('delivered'), dead: countOf('dead') },
  }
}

function listenerResource({ name, protocol, address, port }: BoundListener, registry: MetricsRegistry): ListenerResource {
  return {
    name,
    protocol,
    address,
    port,
    connections: protocol === 'udp' ? null : registry.total('cefwatch_connections', { listener: name }),
    messages: registry.total('cefwatch_received_messages_total', { listener: name }),
    dropped: registry.total('cefwatch_dropped_messages_total', { listener: name }),
  }
}

/** An attacker can forge thousands of them. */
const MOST_SOURCES_NAMED = 10

/** What an operator should look at. */
function problemsOf(options: ApiOptions, counts: readonly DeliveryCount[]): readonly string[] {
  const { config, alerting, health, rules, registry, sources, silentSources } = options
  const expired = rules.current.exclusions.filter((exclusion) => isExpired(exclusion, Date.now()))
  const lost = registry.total('cefwatch_matches_dropped_total', {})
  return [
    ...(health().isStoreWritable ? [] : ['Alerts cannot be stored: the disk is full or the data directory cannot be written.']),
    ...(lost > 0 ? [`${lost} matches were lost while the store refused writes.`] : []),
    ...alerting.problems(),
    ...(config.webhooks.length === 0 ? ['No webhook is configured: alerts are stored, logged and counted only.'] : []),
    ...deliveryProblems(options, counts),
    ...sources().flatMap(unreadableSource).slice(0, MOST_SOURCES_NAMED),
    ...silentSources().map((name) => `Nothing comes from the source "${name}" any more.`),
    ...expired.map(({ name, owner }) => `The exclusion "${name}" has expired and no longer works; its owner is ${owner}.`),
  ]
}

/** A sender of which next to nothing can be read: the device sends, and nobody would ever be alerted. */
function unreadableSource({ address, name, messages, errors }: SourceRecord): readonly string[] {
  const unreadable = errors.reduce((sum, { count }) => sum + count, 0)
  const [last] = errors.toSorted((a, b) => b.lastSeen - a.lastSeen)
  if (last === undefined || unreadable < messages / 2) return []
  const sender = name === null ? address : `"${name}" (${address})`
  return [
    `${sender} sends what cannot be read: ${unreadable} of ${messages} messages (${last.code}). Explain one: \`cefwatch explain\`.`,
  ]
}
