// @ts-check
import { get } from './api.js'
import { badge } from './badge.js'
import { element } from './dom.js'
import { formatNumber } from './format.js'
import { table } from './table.js'

/** @typedef {import('../http/resources.ts').ExclusionResource} Exclusion */

export const title = 'Exclusions'

/**
 * @param {unknown} _route
 * @param {AbortSignal} signal
 * @returns {Promise<{ readonly exclusions: readonly Exclusion[] }>}
 */
export function load(_route, signal) {
  return get('exclusions', signal)
}

/** @param {Awaited<ReturnType<typeof load>>} data */
export function render({ exclusions }) {
  if (exclusions.length > 0) return [table('What is not alerted on', columns, exclusions)]
  const text = 'Every match alerts. The file that exclusions: names in the configuration holds examples to start from.'
  return [element('div', { class: 'empty' }, element('h3', {}, 'No exclusions'), element('p', {}, text))]
}

/** @type {import('./table.js').Column<Exclusion>[]} */
const columns = [
  {
    label: 'Exclusion',
    cell: ({ name, reason }) =>
      element('span', { class: 'two-lines' }, element('strong', {}, name), element('small', {}, reason)),
  },
  { label: 'State', cell: ({ state }) => badge(state, state === 'expired' ? 'bad' : 'good') },
  { label: 'Expires', cell: ({ expires }) => element('time', {}, expires) },
  { label: 'Owner', cell: ({ owner }) => owner },
  { label: 'Rules', cell: ({ rules }) => rules?.join(', ') ?? 'all' },
  { label: 'Condition', kind: 'wide', cell: condition },
  { label: 'Suppressed', kind: 'number', cell: ({ matches }) => formatNumber(matches) },
]

/** @param {Exclusion} exclusion */
function condition({ when, where }) {
  const keys = Object.entries(when ?? {}).map(([key, values]) => `${key}: ${values.join(' or ')}`)
  const lines = [...keys, ...(where === null ? [] : [where])].map((line) => element('code', {}, line))
  return element('span', { class: 'lines' }, ...lines)
}
