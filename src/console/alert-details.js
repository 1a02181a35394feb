// @ts-check
import { get } from './api.js'
import { badge, severityBadge, verdictBadge } from './badge.js'
import { copyable } from './copyable.js'
import { element } from './dom.js'
import { formatNumber, timeElement } from './format.js'
import { marked } from './marked.js'
import { table } from './table.js'

/** @typedef {import('../http/resources.ts').AlertResource} Alert */

const MATCHED_ON = {
  raw: 'on the event as sent',
  normalised: 'only after normalising',
  decoded: 'only with the URL decoded',
}

/**
 * @param {string} id
 * @param {AbortSignal} signal
 * @returns {Promise<Alert>}
 */
export function loadAlert(id, signal) {
  return get(`alerts/${encodeURIComponent(id)}`, signal)
}

/**
 * All that is known of one alert.
 *
 * @param {Alert} alert
 * @returns {Node[]}
 */
export function alertDetails(alert) {
  return [
    element(
      'header',
      {},
      element('h2', { id: 'details-title' }, alert.rule.name),
      element(
        'p',
        { class: 'badges' },
        severityBadge(alert.rule.severity),
        verdictBadge(alert.device.verdict),
        ...(alert.exclusion === null ? [] : [badge(`suppressed by ${alert.exclusion}`, 'plain')]),
        ...[...alert.rule.tactics, ...alert.rule.techniques, ...alert.rule.tags].map((word) => badge(word, 'plain')),
      ),
      element('p', {}, alert.description),
      element('p', { class: 'quiet' }, alert.rule.description),
    ),
    facts(alert),
    block('Indicators', indicators(alert)),
    block('Entities', entities(alert)),
    block('Row', rowTable(alert)),
    ...(Object.keys(alert.normalised).length === 0 ? [] : [block('Normalised', normalisedTable(alert))]),
    block('Raw', copyable('raw', alert.raw)),
  ]
}

/** @param {Alert} alert */
function facts(alert) {
  const { device, source } = alert
  return list([
    ['First seen', timeElement(alert.firstSeen)],
    ['Last seen', timeElement(alert.lastSeen)],
    ['Count', formatNumber(alert.count)],
    ['Detected after', `${Math.max(0, Date.parse(alert.detectedAt) - Date.parse(alert.receivedAt))} ms`],
    ['Matched', MATCHED_ON[alert.matchedOn]],
    ['Device', `${device.vendor} ${device.product}`],
    ['Action', device.action],
    ['Received from', `${source.address} at ${source.listener} (${source.transport})`],
    ['Alert', element('code', {}, alert.id)],
  ])
}

/** @param {Alert} alert */
function indicators({ indicators }) {
  const items = indicators.map(({ column, value }) => element('li', {}, element('code', {}, value), ` in ${column}`))
  return element('ul', {}, ...items)
}

/** @param {Alert} alert */
function entities({ entities }) {
  return list(
    entities.map(({ type = '', ...identifiers }) => [
      type,
      Object.entries(identifiers)
        .map(([name, value]) => `${name} ${value}`)
        .join(', '),
    ]),
  )
}

/** @param {Alert} alert */
function rowTable({ row, indicators }) {
  const filled = Object.entries(row).filter(([, value]) => value !== null && value !== '')
  return table(
    'The columns that the rule projects',
    [
      { label: 'Column', cell: ([column]) => column },
      {
        label: 'Value',
        kind: 'wide',
        cell: ([column, value]) => {
          const found = indicators.filter((indicator) => indicator.column === column).map((indicator) => indicator.value)
          return element('code', {}, ...marked(typeof value === 'object' ? JSON.stringify(value) : String(value), found))
        },
      },
    ],
    filled,
  )
}

/** @param {Alert} alert */
function normalisedTable({ normalised, row }) {
  return table(
    'What was sent beside what was made of it',
    [
      { label: 'Column', cell: ([column]) => column },
      { label: 'Sent', kind: 'wide', cell: ([, sent]) => element('code', {}, sent === '' ? '(nothing)' : sent) },
      { label: 'Made', kind: 'wide', cell: ([column]) => element('code', {}, String(row[column] ?? '(not projected)')) },
    ],
    Object.entries(normalised),
  )
}

/** @param {string} heading @param {Node} content */
function block(heading, content) {
  return element('section', {}, element('h3', {}, heading), content)
}

/** @param {readonly (readonly [name: string, value: Node | string])[]} pairs */
function list(pairs) {
  return element(
    'dl',
    { class: 'facts' },
    ...pairs.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))),
  )
}
