// @ts-check
import { element } from './dom.js'

/**
 * @template T
 * @typedef {{ readonly label: string, readonly cell: (item: T) => Node | string, readonly kind?: 'number' | 'wide' }} Column
 */

/**
 * A table with a header row. The roles repeat what the elements mean, because they lose it when a narrow screen shows rows as blocks.
 *
 * @template T
 * @param {string} caption
 * @param {readonly Column<T>[]} columns
 * @param {readonly T[]} items
 * @param {(row: HTMLElement, item: T) => void} [decorate]
 */
export function table(caption, columns, items, decorate = () => {}) {
  const head = element(
    'tr',
    { role: 'row' },
    ...columns.map(({ label, kind = '' }) => element('th', { scope: 'col', role: 'columnheader', class: kind }, label)),
  )
  const rows = items.map((item) => {
    const cells = columns.map(({ label, cell, kind = '' }) =>
      element('td', { role: 'cell', 'data-label': label, class: kind }, cell(item)),
    )
    const row = element('tr', { role: 'row' }, ...cells)
    decorate(row, item)
    return row
  })
  return element(
    'table',
    { role: 'table' },
    element('caption', { class: 'unseen' }, caption),
    element('thead', { role: 'rowgroup' }, head),
    element('tbody', { role: 'rowgroup' }, ...rows),
  )
}
