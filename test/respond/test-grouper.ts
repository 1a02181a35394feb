import type { AlertEvents } from '../../src/respond/alerts/alert-events.ts'
import { AlertGrouper, type AlertGrouperOptions } from '../../src/respond/alerts/alert-grouper.ts'
import type { Grouping } from '../../src/respond/alerts/grouping.ts'
import type { StormLimits } from '../../src/respond/alerts/storm.ts'
import { StormGuard } from '../../src/respond/alerts/storm-guard.ts'
import { StormStore } from '../../src/respond/alerts/storm-store.ts'
import type { TestStore } from './open-test-store.ts'

const none = (): void => undefined

export const SILENT_ALERT_EVENTS: AlertEvents = {
  alertStored: none,
  matchSuppressed: none,
  matchGrouped: none,
  alertHeldBack: none,
  matchHeldBack: none,
  stormBegan: none,
  stormSummarised: none,
  stormEnded: none,
  matchesDropped: none,
}

export const MINUTE_MS = 60_000

type TestGrouperOptions = Pick<AlertGrouperOptions, 'alertOf' | 'notify' | 'ruleGrouping'> & {
  readonly grouping?: Partial<Grouping>
  readonly limits?: Partial<StormLimits>
}

/** A grouper of the default windows over a test's store; no limit to new alerts unless the test sets one. */
export function createTestGrouper(
  { store, alerts }: Pick<TestStore, 'store' | 'alerts'>,
  { alertOf, notify, grouping, limits, ruleGrouping }: TestGrouperOptions,
): AlertGrouper {
  let summaries = 0
  return new AlertGrouper({
    alerts,
    grouping: { by: null, windowMs: 5 * MINUTE_MS, closeAfterMs: 5 * MINUTE_MS, maxDurationMs: 1440 * MINUTE_MS, ...grouping },
    ...(ruleGrouping === undefined ? {} : { ruleGrouping }),
    guard: new StormGuard({
      alerts,
      storms: new StormStore(store),
      limits: { perRule: 0, global: 0, windowMs: MINUTE_MS, ...limits },
      newAlertId: () => `summary${++summaries}`,
      notify,
    }),
    alertOf,
    notify,
  })
}
