import type { DeliveryDetails, DeliveryResource, WebhookTestResource } from '../http/resources.ts'
import { printable } from '../base/printable.ts'
import { plainTable } from './plain-table.ts'

/** Width of the names' column. */
const NAME_WIDTH = 16

/** A page of deliveries for a reader at a terminal. `next` is the id behind which the next page begins, or null. */
export function deliveryTable(deliveries: readonly DeliveryResource[], next: string | null): string {
  if (deliveries.length === 0) return 'There is no such delivery.'
  const table = plainTable(
    ['Delivery', 'Webhook', 'State', 'Created', 'Attempts', 'Next attempt', 'Last trouble'],
    deliveries.map(({ id, webhook, state, createdAt, attempts, nextAttemptAt, lastError }) => [
      ...[id, webhook, state, createdAt, String(attempts), nextAttemptAt ?? '', lastError ?? ''],
    ]),
  )
  return next === null ? table : `${table}\nThere are more: --limit`
}

/** One delivery, a line a fact, and what is sent behind them. */
export function describeDelivery(delivery: DeliveryDetails): string {
  const { id, webhook, state, type, alertId, createdAt, attempts, nextAttemptAt, lastError, lastAnswer, contentType, body } =
    delivery
  return [
    ...facts([
      ['delivery', id],
      ['webhook', webhook],
      ['state', state],
      ['type', type],
      ['alert', alertId],
      ['created', createdAt],
      ['attempts', String(attempts)],
      ['next attempt', nextAttemptAt],
      ['last trouble', lastError],
      ['last answer', lastAnswer],
      ['content type', contentType],
    ]),
    '',
    printable(body),
  ].join('\n')
}

/** What came back from a webhook that was tested. */
export function describeTest(test: WebhookTestResource): string {
  const { webhook, outcome, result, answer, milliseconds, alertId, deliveryId } = test
  const taken = outcome === 'delivered' ? 'took the test alert' : 'did not take the test alert'
  return [
    printable(`webhook ${webhook} ${taken}: ${result}, after ${milliseconds} ms`),
    ...facts([
      ['alert', alertId],
      ['webhook-id', deliveryId],
      ['answer', answer === '' ? null : answer],
    ]),
  ].join('\n')
}

function facts(entries: readonly (readonly [name: string, text: string | null])[]): readonly string[] {
  return entries.flatMap(([name, text]) => (text === null ? [] : [`  ${name.padEnd(NAME_WIDTH)}${printable(text)}`]))
}
