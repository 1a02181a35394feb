// @ts-check
import { get } from './api.js'
import { severityBadge, verdictBadge } from './badge.js'
import { choices } from './choices.js'
import { element } from './dom.js'
import { formatNumber, timeElement } from './format.js'
import { formatRoute } from './route.js'
import { totalEvents } from './status.js'
import { table } from './table.js'
import { tryIt } from './try-it.js'

/** @typedef {import('../http/resources.ts').AlertResource} Alert */
/** @typedef {import('../http/resources.ts').StatusResource} StatusResource */
/** @typedef {import('./route.js').Route} Route */

const PAGE = 50
const MOST = 500

export const title = 'Alerts'

/**
 * @param {Route} route
 * @param {AbortSignal} signal
 * @returns {Promise<{ readonly alerts: readonly Alert[], readonly next: string | null }>}
 */
export function load(route, signal) {
  const query = new URLSearchParams({ limit: String(limitOf(route)) })
  const status = statusOf(route)
  if (status !== 'all') query.set('status', status)
  return get(`alerts?${query}`, signal)
}

/**
 * @param {Awaited<ReturnType<typeof load>>} data
 * @param {Route} route
 * @param {StatusResource} status
 */
export function render({ alerts, next }, route, status) {
  const list = alerts.length === 0 ? nothing(route, status) : alertTable(alerts, route)
  return [filter(route), list, ...(next === null ? [] : [more(route)])]
}

/** @param {Route} route */
function filter(route) {
  const current = statusOf(route)
  return choices(
    'Which alerts',
    ['open', 'suppressed', 'all'].map((status) => ({
      text: status,
      href: status === 'open' ? '#alerts' : `#alerts?status=${status}`,
      current: status === current,
    })),
  )
}

/** @param {readonly Alert[]} alerts @param {Route} route */
function alertTable(alerts, route) {
  /** @type {import('./table.js').Column<Alert>[]} */
  const columns = [
    { label: 'Last seen', cell: ({ lastSeen }) => timeElement(lastSeen) },
    { label: 'Severity', cell: ({ rule }) => severityBadge(rule.severity) },
    { label: 'Rule', cell: (alert) => element('a', { href: hrefOf(alert, route), id: `alert-${alert.id}` }, alert.rule.name) },
    { label: 'Source', cell: ({ row }) => twoLines(row['SourceIP'], row['SourceHostName']) },
    { label: 'Destination', cell: ({ row }) => twoLines(row['DestinationDnsDomain'], row['DestinationIP']) },
    { label: 'Request', kind: 'wide', cell: ({ row }) => element('code', {}, textOf(row['RequestURL'])) },
    { label: 'Verdict', cell: ({ device }) => verdictBadge(device.verdict) },
    { label: 'Count', kind: 'number', cell: ({ count }) => formatNumber(count) },
    { label: 'First seen', cell: ({ firstSeen }) => timeElement(firstSeen) },
    { label: 'Matched on', cell: ({ matchedOn, exclusion }) => twoLines(matchedOn, exclusion) },
  ]
  return table('Alerts, newest first', columns, alerts, (row, alert) => {
    row.classList.add('opens')
    row.addEventListener('click', () => {
      // Selecting text in a row is no wish to open it.
      if (getSelection()?.isCollapsed !== false) location.hash = hrefOf(alert, route)
    })
  })
}

/** @param {Route} route @param {StatusResource} status */
function nothing(route, status) {
  if (statusOf(route) === 'suppressed') {
    return element('div', { class: 'empty' }, element('h3', {}, 'No exclusion has suppressed anything'))
  }
  const arrived = totalEvents(status)
  const [heading, text] =
    arrived === 0
      ? ['No event has arrived yet', 'Point the syslog of a firewall or proxy at one of the listeners above.']
      : ['Nothing found', `${formatNumber(arrived)} events were read, and none of them matched a rule.`]
  return element('div', { class: 'empty' }, element('h3', {}, heading), element('p', {}, text), tryIt(status))
}

/** @param {Route} route */
function more(route) {
  if (limitOf(route) >= MOST)
    return element('p', { class: 'more' }, `These are the latest ${MOST}. The API lists the older ones.`)
  const query = new URLSearchParams(route.query)
  query.set('limit', String(Math.min(limitOf(route) + PAGE, MOST)))
  const href = formatRoute({ ...route, id: null, query })
  return element('p', { class: 'more' }, element('a', { href, id: 'more' }, 'Show older alerts'))
}

/** @param {Route} route */
function statusOf({ query }) {
  return query.get('status') ?? 'open'
}

/** @param {Route} route */
function limitOf({ query }) {
  return Math.min(Math.max(Number(query.get('limit')) || PAGE, 1), MOST)
}

/** @param {Alert} alert @param {Route} route */
function hrefOf({ id }, route) {
  return formatRoute({ ...route, id })
}

/** @param {unknown} first @param {unknown} second */
function twoLines(first, second) {
  return element('span', { class: 'two-lines' }, element('span', {}, textOf(first)), element('small', {}, textOf(second)))
}

/** @param {unknown} value */
function textOf(value) {
  return value === null || value === undefined ? '' : String(value)
}
