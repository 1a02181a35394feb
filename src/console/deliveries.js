// @ts-check
import { get } from './api.js'
import { badge } from './badge.js'
import { choices } from './choices.js'
import { element } from './dom.js'
import { formatNumber, timeElement } from './format.js'
import { table } from './table.js'

/** @typedef {import('../http/resources.ts').DeliveryResource} Delivery */
/** @typedef {import('../http/resources.ts').WebhookResource} Webhook */
/** @typedef {import('./route.js').Route} Route */

export const title = 'Deliveries'

/** @param {Route} route @param {AbortSignal} signal */
export async function load(route, signal) {
  const state = route.query.get('state')
  const query = state === null ? '' : `?${new URLSearchParams({ state })}`
  /** @type {[{ readonly webhooks: readonly Webhook[] }, { readonly deliveries: readonly Delivery[] }]} */
  const [{ webhooks }, { deliveries }] = await Promise.all([get('webhooks', signal), get(`deliveries${query}`, signal)])
  return { webhooks, deliveries }
}

/** @param {Awaited<ReturnType<typeof load>>} data @param {Route} route */
export function render({ webhooks, deliveries }, route) {
  if (webhooks.length === 0) {
    const text = 'Alerts are stored, logged and counted. Name a webhook in the configuration to have them posted.'
    return [element('div', { class: 'empty' }, element('h3', {}, 'No webhooks'), element('p', {}, text))]
  }
  return [
    table('Webhooks', webhookColumns, webhooks),
    filter(route.query.get('state')),
    deliveries.length === 0
      ? element('div', { class: 'empty' }, element('h3', {}, 'No such delivery'))
      : table('Deliveries, newest first', deliveryColumns, deliveries),
  ]
}

/** @param {string} text */
function code(text) {
  return element('code', {}, text)
}

/** @param {string | null} current */
function filter(current) {
  const states = /** @type {const} */ ([
    ['all', null],
    ['waiting', 'pending'],
    ['delivered', 'delivered'],
    ['dead letters', 'dead'],
  ])
  return choices(
    'Which deliveries',
    states.map(([text, state]) => ({
      text,
      href: state === null ? '#deliveries' : `#deliveries?state=${state}`,
      current: state === current,
    })),
  )
}

const WEBHOOK_TONES = /** @type {const} */ ({ up: 'good', failing: 'notice', disabled: 'bad' })

/** @type {import('./table.js').Column<Webhook>[]} */
const webhookColumns = [
  { label: 'Webhook', cell: ({ name }) => element('strong', {}, name) },
  { label: 'Sent to', cell: ({ url }) => code(url) },
  { label: 'Format', cell: ({ format }) => format },
  { label: 'State', cell: ({ state }) => badge(state, WEBHOOK_TONES[state]) },
  { label: 'Delivered', kind: 'number', cell: ({ delivered }) => formatNumber(delivered) },
  { label: 'Waiting', kind: 'number', cell: ({ pending }) => formatNumber(pending) },
  { label: 'Dead letters', kind: 'number', cell: ({ dead }) => formatNumber(dead) },
  { label: 'Last trouble', kind: 'wide', cell: ({ lastError }) => lastError ?? '' },
]

const TONES = /** @type {const} */ ({ pending: 'notice', delivered: 'good', dead: 'bad' })

/** @type {import('./table.js').Column<Delivery>[]} */
const deliveryColumns = [
  { label: 'Created', cell: ({ createdAt }) => timeElement(createdAt) },
  { label: 'State', cell: ({ state }) => badge(state, TONES[state]) },
  { label: 'Webhook', cell: ({ webhook }) => webhook },
  { label: 'Type', cell: ({ type }) => code(type) },
  {
    label: 'Alert',
    cell: ({ id, alertId }) => element('a', { href: `#alerts/${alertId}?status=all`, id: `delivery-${id}` }, code(alertId)),
  },
  { label: 'Attempts', kind: 'number', cell: ({ attempts }) => formatNumber(attempts) },
  { label: 'Next attempt', cell: ({ nextAttemptAt }) => (nextAttemptAt === null ? '' : timeElement(nextAttemptAt)) },
  { label: 'Last trouble', kind: 'wide', cell: lastTrouble },
]

/** @param {Delivery} delivery */
function lastTrouble({ lastError, lastAnswer }) {
  if (lastError === null) return ''
  return element('span', { class: 'two-lines' }, element('span', {}, lastError), element('code', {}, lastAnswer ?? ''))
}
