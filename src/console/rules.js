// @ts-check
import { get } from './api.js'
import { severityBadge } from './badge.js'
import { element } from './dom.js'
import { formatNumber } from './format.js'
import { table } from './table.js'

/** @typedef {import('../http/resources.ts').RuleResource} Rule */

export const title = 'Rules'

/**
 * @param {unknown} _route
 * @param {AbortSignal} signal
 * @returns {Promise<{ readonly rules: readonly Rule[] }>}
 */
export function load(_route, signal) {
  return get('rules', signal)
}

/** @param {Awaited<ReturnType<typeof load>>} data */
export function render({ rules }) {
  return [table('Rules that are loaded', columns, rules)]
}

/** @type {import('./table.js').Column<Rule>[]} */
const columns = [
  { label: 'Severity', cell: ({ severity }) => severityBadge(severity) },
  {
    label: 'Rule',
    kind: 'wide',
    cell: ({ name, description }) =>
      element('span', { class: 'two-lines' }, element('strong', {}, name), element('small', {}, description)),
  },
  { label: 'Version', cell: ({ version }) => version },
  { label: 'Tactics', cell: ({ tactics, techniques }) => [...tactics, ...techniques].join(', ') },
  { label: 'File', kind: 'wide', cell: ({ file }) => element('code', {}, file) },
  { label: 'Matches', kind: 'number', cell: ({ matches }) => formatNumber(matches) },
]
