// @ts-check
import { get } from './api.js'
import { element } from './dom.js'
import { formatNumber, timeElement } from './format.js'
import { table } from './table.js'
import { tryIt } from './try-it.js'

/** @typedef {import('../http/resources.ts').SourceResource} Source */
/** @typedef {import('../http/resources.ts').StatusResource} StatusResource */

export const title = 'Sources'

/**
 * @param {unknown} _route
 * @param {AbortSignal} signal
 * @returns {Promise<{ readonly sources: readonly Source[] }>}
 */
export function load(_route, signal) {
  return get('sources', signal)
}

/** @param {Awaited<ReturnType<typeof load>>} data @param {unknown} _route @param {StatusResource} status */
export function render({ sources }, _route, status) {
  if (sources.length === 0) {
    return [element('div', { class: 'empty' }, element('h3', {}, 'No device has sent anything yet'), tryIt(status))]
  }
  return [table('Who sends', columns, sources)]
}

/** @type {import('./table.js').Column<Source>[]} */
const columns = [
  {
    label: 'Address',
    cell: ({ address, name }) => element('span', { class: 'two-lines' }, element('code', {}, address), name ?? ''),
  },
  { label: 'Listener', cell: ({ listener, transport }) => `${listener} (${transport})` },
  { label: 'Events', cell: ({ events }) => events.map(describeEvents).join(', ') },
  { label: 'Messages', kind: 'number', cell: ({ messages }) => formatNumber(messages) },
  { label: 'Octet-counted', kind: 'number', cell: ({ octetCounted }) => formatNumber(octetCounted) },
  { label: 'Unreadable', kind: 'number', cell: ({ errors }) => formatNumber(errors.reduce((sum, { count }) => sum + count, 0)) },
  { label: 'Last unreadable', kind: 'wide', cell: lastTrouble },
  { label: 'First seen', cell: ({ firstSeen }) => timeElement(firstSeen) },
  { label: 'Last seen', cell: ({ lastSeen }) => timeElement(lastSeen) },
]

/** @param {Source['events'][number]} events */
function describeEvents({ device, format, count }) {
  return `${device} ${format ?? 'unreadable'} (${formatNumber(count)})`
}

/** @param {Source} source */
function lastTrouble({ errors }) {
  const [last] = errors.toSorted((a, b) => b.lastSeen.localeCompare(a.lastSeen))
  if (last === undefined) return ''
  return element('span', { class: 'two-lines' }, element('span', {}, last.code), element('code', {}, last.lastLine))
}
