// @ts-check

/**
 * What the page shows, as the address's fragment says it: `#alerts`, `#alerts?status=suppressed`, `#alerts/ID?status=suppressed`.
 * Ids are written as they are: cefwatch makes them of letters, digits and hyphens.
 *
 * @typedef {{ readonly view: string, readonly id: string | null, readonly query: URLSearchParams }} Route
 */

/**
 * @param {string} fragment
 * @returns {Route}
 */
export function parseRoute(fragment) {
  const [path = '', query = ''] = fragment.replace(/^#/, '').split('?', 2)
  const [view = '', id = ''] = path.split('/', 2)
  return { view, id: id === '' ? null : id, query: new URLSearchParams(query) }
}

/**
 * @param {Route} route
 * @returns {string} The fragment, with its `#`.
 */
export function formatRoute({ view, id, query }) {
  const path = id === null ? view : `${view}/${id}`
  return query.size === 0 ? `#${path}` : `#${path}?${query}`
}
