import { randomUUID } from 'node:crypto'
import { redactUrl } from '../base/secret.ts'
import type { Config } from '../config/config.ts'
import type { HttpDependencies } from '../http/http-dependencies.ts'
import type { Refusal } from '../http/refusal.ts'
import type { WebhookResource, WebhookTestResource } from '../http/resources.ts'
import type { DeliveryState } from '../respond/delivery/delivery.ts'
import type { DeliveryCount } from '../respond/delivery/delivery-store.ts'
import { newDeliveryId } from '../respond/delivery/delivery-id.ts'
import { FORMATS } from '../respond/delivery/formats/index.ts'
import { describeOutcome } from '../respond/delivery/outcome.ts'
import type { Webhook } from '../respond/delivery/webhook.ts'
import type { Alerting } from './alerting.ts'
import { testNotification } from './test-notification.ts'

export type DeliveryApiOptions = { readonly config: Pick<Config, 'webhooks'>; readonly alerting: Alerting }

/** What the HTTP server shows and does of deliveries and webhooks. */
export function createDeliveryApi(options: DeliveryApiOptions): Pick<HttpDependencies, 'deliveries' | 'webhooks'> {
  const { deliveries, dispatcher } = options.alerting
  const { webhooks } = options.config
  return {
    deliveries: {
      list: (query) => deliveries.list(query),
      get: (id) => deliveries.get(id) ?? unknownDelivery(id),
      retry: (id) => retryRefusal(id, dispatcher.retryDelivery(id)) ?? deliveries.get(id) ?? unknownDelivery(id),
      retryAll: async (webhook) => {
        const count = await dispatcher.retryAll(webhook)
        return count === 'not configured' ? unknownWebhook(webhook ?? '') : count
      },
      drop: (id) => dropRefusal(id, dispatcher.dropDelivery(id)) ?? { dropped: id },
    },
    webhooks: {
      list: () => webhookResources(options),
      enable: (name) => {
        dispatcher.enable(name)
        return webhookResources(options).find((webhook) => webhook.name === name) ?? unknownWebhook(name)
      },
      test: async (name) => {
        const webhook = webhooks.find((one) => one.name === name)
        return webhook === undefined ? unknownWebhook(name) : testWebhook(options.alerting, webhook)
      },
    },
  }
}

function webhookResources({ config, alerting }: DeliveryApiOptions): readonly WebhookResource[] {
  const { deliveries, dispatcher } = alerting
  const counts = deliveries.counts()
  return config.webhooks.map(({ name, url, format }) => {
    const countOf = (state: DeliveryState): number =>
      counts.find((one) => one.webhook === name && one.state === state)?.count ?? 0
    const [last] = deliveries.list({ webhook: name, limit: 1 }).items
    const state = dispatcher.stateOf(name) ?? { kind: 'up' }
    return {
      name,
      url: redactUrl(url.reveal()),
      format,
      state: state.kind,
      since: state.kind === 'up' ? null : new Date(state.since).toISOString(),
      pending: countOf('pending'),
      delivered: countOf('delivered'),
      dead: countOf('dead'),
      lastError: state.kind === 'up' ? (last?.lastError ?? null) : state.problem,
    }
  })
}

/** Sends an alert that is stored nowhere, and tells what came back. */
async function testWebhook({ dispatcher }: Alerting, webhook: Webhook): Promise<WebhookTestResource> {
  const { name, format, options, defang } = webhook
  const { contentType, encode } = FORMATS[format]
  const now = Date.now()
  const notification = testNotification(randomUUID(), now)
  const delivery = {
    id: newDeliveryId(),
    webhook: name,
    groupKey: notification.groupKey,
    contentType,
    body: encode(notification, { options, defang }),
    attempts: 0,
    firstAttemptAt: null,
  }
  const result = await dispatcher.test(delivery)
  const outcome = result?.outcome ?? null
  return {
    webhook: name,
    deliveryId: delivery.id,
    alertId: notification.alert.id,
    outcome: result?.delivered === true ? 'delivered' : 'failed',
    result: outcome === null ? 'cefwatch is stopping' : describeOutcome(outcome),
    status: outcome?.kind === 'answered' ? outcome.status : null,
    answer: outcome?.kind === 'answered' ? outcome.answer : null,
    milliseconds: result?.latencyMs ?? 0,
  }
}

/** What an operator should look at: receivers that fail or want no more, and what waits for none. */
export function deliveryProblems({ config, alerting }: DeliveryApiOptions, counts: readonly DeliveryCount[]): readonly string[] {
  const dead = counts.reduce((sum, { state, count }) => sum + (state === 'dead' ? count : 0), 0)
  const configured = new Set(config.webhooks.map(({ name }) => name))
  return [
    ...config.webhooks.flatMap(({ name }) => problemOf(name, alerting)),
    ...(dead > 0
      ? [`${dead} alerts could not be delivered and are kept as dead letters: \`cefwatch deliveries list --state dead\`.`]
      : []),
    ...counts
      .filter(({ webhook, state }) => state === 'pending' && !configured.has(webhook))
      .map(({ webhook, count }) => `${count} alerts wait for the webhook "${webhook}", which the configuration no longer names.`),
  ]
}

function problemOf(name: string, { dispatcher }: Alerting): readonly string[] {
  const state = dispatcher.stateOf(name)
  if (state === null || state.kind === 'up') return []
  const since = `since ${new Date(state.since).toISOString()}: ${state.problem}.`
  return state.kind === 'failing'
    ? [`The webhook "${name}" fails ${since} Its alerts wait, and it is tried now and then.`]
    : [
        `The webhook "${name}" is disabled ${since} Its alerts wait: \`cefwatch deliveries test ${name}\` enables it when it works.`,
      ]
}

function retryRefusal(id: string, result: ReturnType<Alerting['dispatcher']['retryDelivery']>): Refusal | null {
  switch (result) {
    case 'requeued':
      return null
    case 'not found':
      return unknownDelivery(id)
    case 'not dead':
      return { refused: 'CONFLICT', message: `the delivery "${id}" is no dead letter; only those are sent again` }
    case 'not configured':
      return { refused: 'CONFLICT', message: `the configuration no longer names the webhook of the delivery "${id}"` }
  }
}

function dropRefusal(id: string, result: ReturnType<Alerting['dispatcher']['dropDelivery']>): Refusal | null {
  switch (result) {
    case 'dropped':
      return null
    case 'not found':
      return unknownDelivery(id)
    case 'delivered':
      return { refused: 'CONFLICT', message: `the delivery "${id}" was delivered; there is nothing to drop` }
    case 'on its way':
      return { refused: 'CONFLICT', message: `the delivery "${id}" is being sent just now; try again in a moment` }
  }
}

function unknownDelivery(id: string): Refusal {
  return { refused: 'NOT_FOUND', message: `no delivery has the id "${id}"` }
}

function unknownWebhook(name: string): Refusal {
  return { refused: 'NOT_FOUND', message: `no webhook is called "${name}"` }
}
