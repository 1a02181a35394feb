import type { Device } from '../../decode/devices/device.ts'
import { VERSION } from '../../base/version.ts'
import type { Alert } from './alert.ts'
import { requestOf } from './alert-request.ts'
import { GLOBAL_SCOPE, type StormWindow } from './storm.ts'
import type { Tally } from './storm-store.ts'

/** What a window of a storm has held back. */
export type HeldBackCounts = {
  readonly window: StormWindow
  /** The values with the most matches, the most first. Severities: all of them. */
  readonly sources: readonly Tally[]
  readonly destinations: readonly Tally[]
  readonly devices: readonly Tally[]
  readonly severities: readonly Tally[]
}

/** Sentinel's severities, the lowest first. */
const SEVERITIES = ['Informational', 'Low', 'Medium', 'High']

/**
 * The alert that stands for all that a window of a storm has held back: of the rule concerned, or of the storm guard itself. `first` is
 * the first alert held back in the window; `now` is in milliseconds since the Unix epoch.
 */
export function stormSummary(counts: HeldBackCounts, first: Alert, id: string, now: number): Alert {
  const { window, sources, devices } = counts
  const { matches, firstSeen, lastSeen } = window
  const begin = new Date(firstSeen ?? now).toISOString()
  // The schema admits no other.
  const family = (devices[0]?.value ?? 'other') as Device
  return {
    id,
    rule: window.scope === GLOBAL_SCOPE ? guardRule(counts) : first.rule,
    description: describe(counts, first.rule.name),
    entities: sources.flatMap(({ value }) => (value === UNKNOWN ? [] : [{ type: 'IP', Address: value }])),
    customDetails: {},
    indicators: [],
    matchedOn: first.matchedOn,
    row: {},
    request: requestOf({}),
    // Routing by family takes the summary where it would have taken most of what it stands for.
    device: { family, vendor: '', product: '', action: '', verdict: 'unknown' },
    count: matches,
    firstSeen: begin,
    lastSeen: new Date(lastSeen ?? now).toISOString(),
    receivedAt: begin,
    detectedAt: new Date(now).toISOString(),
    source: first.source,
    normalised: {},
    raw: '',
  }
}

/** What is tallied where an event does not say it. */
export const UNKNOWN = 'unknown'

function guardRule({ severities }: HeldBackCounts): Alert['rule'] {
  const rank = (severity: string): number => SEVERITIES.indexOf(severity)
  const [highest = 'High'] = severities.map(({ value }) => value).sort((a, b) => rank(b) - rank(a))
  return {
    id: GLOBAL_SCOPE,
    name: 'cefwatch storm guard',
    version: VERSION,
    severity: highest,
    description: 'More new alerts than the configuration lets through; the others are stored, and summed up here.',
    tactics: [],
    techniques: [],
    tags: [],
  }
}

function describe({ window, sources, destinations }: HeldBackCounts, ruleName: string): string {
  const { scope, alerts, matches } = window
  const subject = scope === GLOBAL_SCOPE ? 'all rules together' : ruleName
  const what = `${plural(alerts, 'more alert')} with ${plural(matches, 'match', 'matches')}`
  return [
    `Alert storm of ${subject}: ${what} held back; each is stored.`,
    `Top sources: ${list(sources)}.`,
    `Top destinations: ${list(destinations)}.`,
  ].join(' ')
}

function list(tallies: readonly Tally[]): string {
  return tallies.map(({ value, matches }) => `${value} (${matches})`).join(', ')
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
