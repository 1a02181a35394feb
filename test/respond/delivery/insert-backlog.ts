import type { Store } from '../../../src/respond/alerts/store.ts'

/**
 * Deliveries of one alert to two webhooks as a long outage leaves them, one each millisecond from `start` on: of ten, seven wait, two
 * were made, and one was given up.
 */
export function insertBacklog(store: Store, alertId: string, count: number, start: number): void {
  const insert = `
    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count})
    INSERT INTO deliveries (id, alert_id, type, webhook, group_key, content_type, body, state, created_at, next_attempt_at)
    SELECT 'msg_' || n, '${alertId}', 'alert.created', iif(n % 2 = 0, 'soc', 'other'), 'group-' || n, 'application/json',
      printf('%.*c', 1000, 'x'), iif(n % 10 = 0, 'dead', iif(n % 10 < 3, 'delivered', 'pending')), ${start} + n,
      iif(n % 10 >= 3, ${start} + n, NULL) FROM numbers`
  store.transaction(() => store.prepare(insert).run())
}
