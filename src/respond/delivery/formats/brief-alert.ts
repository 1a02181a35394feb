import type { Alert } from '../../alerts/alert.ts'

/** Items that are left of each list. */
const MAX_ITEMS = 5

/** An alert without what can be of any size: for a receiver that takes too little for the row, however its texts are cut. */
export function briefAlert(alert: Alert): Alert {
  const { rule, entities, indicators, row, normalised } = alert
  const first = <T>(items: readonly T[]): readonly T[] => items.slice(0, MAX_ITEMS)
  return {
    ...alert,
    rule: { ...rule, tactics: first(rule.tactics), techniques: first(rule.techniques), tags: first(rule.tags) },
    entities: first(entities),
    indicators: first(indicators),
    row: { cut: `…[${Object.keys({ ...row, ...normalised }).length} columns cut]` },
    normalised: {},
  }
}
