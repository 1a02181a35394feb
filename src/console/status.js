// @ts-check
import { element } from './dom.js'
import { formatNumber, formatShortNumber } from './format.js'

/** @typedef {import('../http/resources.ts').StatusResource} StatusResource */

/**
 * The tiles above every view.
 *
 * @param {StatusResource} status
 * @param {StatusResource | null} previous The status before, for the rate.
 * @returns {Node[]}
 */
export function statusTiles(status, previous) {
  const problems = status.problems.map((problem) => element('li', {}, problem))
  const tiles = [eventsTile(status, previous), listenersTile(status), alertsTile(status), deliveriesTile(status)]
  return [
    ...(problems.length === 0 ? [] : [element('ul', { class: 'problems', 'aria-label': 'Problems' }, ...problems)]),
    element('div', { class: 'tiles' }, ...tiles),
  ]
}

/** @param {StatusResource} status */
export function totalEvents(status) {
  return Object.values(status.events).reduce((sum, count) => sum + count, 0)
}

/** @param {StatusResource} status @param {StatusResource | null} previous */
function eventsTile(status, previous) {
  const total = totalEvents(status)
  const facts = Object.entries(status.events).map(([device, count]) => {
    const bar = element('span', { class: 'bar-of-total' })
    bar.style.setProperty('--share', String(total === 0 ? 0 : count / total))
    return fact(device, bar, formatShortNumber(count))
  })
  const rate = eventsPerSecond(status, previous)
  return tile('Events', formatShortNumber(total), rate === null ? '' : `${formatNumber(rate)}/s`, ...facts)
}

/** @param {StatusResource} status @param {StatusResource | null} previous */
function eventsPerSecond(status, previous) {
  if (previous === null || previous.startedAt !== status.startedAt) return null
  const seconds = status.uptimeSeconds - previous.uptimeSeconds
  return seconds <= 0 ? null : Math.round((totalEvents(status) - totalEvents(previous)) / seconds)
}

/** @param {StatusResource} status */
function listenersTile({ listeners }) {
  const facts = listeners.map(({ protocol, address, port, connections, messages, dropped }) => {
    const place = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
    const notes = [
      `${formatShortNumber(messages)} received`,
      ...(connections === null ? [] : [`${formatNumber(connections)} open`]),
      ...(dropped === 0 ? [] : [`${formatNumber(dropped)} dropped`]),
    ]
    return fact(`${protocol} ${place}`, notes.join(', '))
  })
  return tile('Listeners', String(listeners.length), '', ...facts)
}

/** @param {StatusResource} status */
function alertsTile({ alerts }) {
  return tile('Alerts', formatShortNumber(alerts.open), 'open', fact('suppressed', formatNumber(alerts.suppressed)))
}

/** @param {StatusResource} status */
function deliveriesTile({ deliveries }) {
  return tile(
    'Deliveries',
    formatShortNumber(deliveries.delivered),
    'delivered',
    fact('waiting', formatNumber(deliveries.pending)),
    fact('dead letters', formatNumber(deliveries.dead)),
  )
}

/** @param {string} title @param {string} figure @param {string} note @param {...Node} facts */
function tile(title, figure, note, ...facts) {
  return element(
    'section',
    { class: 'tile', 'aria-label': title },
    element('h2', {}, title),
    element('p', { class: 'figure' }, figure, ' ', element('small', {}, note)),
    element('dl', {}, ...facts),
  )
}

/** @param {string} name @param {...(Node | string)} value */
function fact(name, ...value) {
  return element('div', {}, element('dt', {}, name), element('dd', {}, ...value))
}
