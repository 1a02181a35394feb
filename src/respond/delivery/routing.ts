import type { Alert } from '../alerts/alert.ts'

export const SEVERITIES = ['Informational', 'Low', 'Medium', 'High'] as const

export type Severity = (typeof SEVERITIES)[number]

/** Which alerts a webhook takes. A list that is null takes any; an alert must pass every one that is not. */
export type Routing = {
  readonly minimumSeverity: Severity
  /** Ids or names. */
  readonly rules: readonly string[] | null
  readonly severities: readonly Severity[] | null
  /** Device families. */
  readonly devices: readonly string[] | null
  /** Values of entities, in any case: an address, a host name. */
  readonly entities: readonly string[] | null
}

export const TAKES_ALL: Routing = {
  minimumSeverity: 'Informational',
  rules: null,
  severities: null,
  devices: null,
  entities: null,
}

/** Whether a webhook takes an alert. */
export function takes({ minimumSeverity, rules, severities, devices, entities }: Routing, alert: Alert): boolean {
  const { rule, device } = alert
  const values = alert.entities.flatMap(({ type: _, ...identifiers }) => Object.values(identifiers))
  return (
    rank(rule.severity) >= rank(minimumSeverity) &&
    holds(rules, [rule.id, rule.name]) &&
    holds(severities, [rule.severity]) &&
    holds(devices, [device.family]) &&
    holds(entities, values)
  )
}

/** An unknown severity passes: better told too much. */
function rank(severity: string): number {
  const index = SEVERITIES.findIndex((known) => known === severity)
  return index === -1 ? SEVERITIES.length : index
}

function holds(wanted: readonly string[] | null, values: readonly string[]): boolean {
  if (wanted === null) return true
  const folded = new Set(wanted.map((text) => text.toLowerCase()))
  return values.some((value) => folded.has(value.toLowerCase()))
}
