// @ts-check
import { alertDetails, loadAlert } from './alert-details.js'
import * as alerts from './alerts.js'
import { ApiError, get } from './api.js'
import * as deliveries from './deliveries.js'
import { byId, element, replaceContent } from './dom.js'
import * as exclusions from './exclusions.js'
import { formatDuration } from './format.js'
import { formatRoute, parseRoute } from './route.js'
import * as rules from './rules.js'
import * as sources from './sources.js'
import { statusTiles } from './status.js'
import { askForToken } from './token.js'

/** @typedef {import('../http/resources.ts').StatusResource} StatusResource */

/**
 * @typedef {object} View
 * @property {string} title
 * @property {(route: import('./route.js').Route, signal: AbortSignal) => Promise<any>} load
 * @property {(data: any, route: import('./route.js').Route, status: StatusResource) => Element[]} render
 */

/** @type {Readonly<Record<string, View>>} */
const VIEWS = { alerts, sources, rules, exclusions, deliveries }

const STATES = { watching: 'Watching', attention: 'Needs attention', unreachable: 'Unreachable' }

const REFRESH_MS = 5000

const details = /** @type {HTMLDialogElement} */ (byId('details'))

/** @type {StatusResource | null} */
let previousStatus = null
let shown = ''
let cycle = new AbortController()
let timer = 0

function update() {
  void refresh()
  void showDetails()
}

/** An address without a fragment, or with one that means nothing, is that of the alerts. */
function currentRoute() {
  const route = parseRoute(location.hash)
  return Object.hasOwn(VIEWS, route.view) ? route : { ...route, view: 'alerts', id: null }
}

/** Loads what the address asks for, shows it, and does so again after a while. A later call ends an earlier one. */
async function refresh() {
  cycle.abort()
  clearTimeout(timer)
  cycle = new AbortController()
  const { signal } = cycle
  try {
    await show(signal)
  } catch (error) {
    if (signal.aborted) return
    if (error instanceof ApiError && error.status === 401) return askForToken(update)
    showTrouble(error)
  }
  if (!signal.aborted && !document.hidden) timer = setTimeout(refresh, REFRESH_MS)
}

/** @param {AbortSignal} signal */
async function show(signal) {
  const route = currentRoute()
  const view = VIEWS[route.view] ?? alerts
  const [status, data] = await Promise.all([
    /** @type {Promise<StatusResource>} */ (get('status', signal)),
    view.load(route, signal),
  ])
  showStatus(status)
  markSection(route.view)
  showContent(element('h2', {}, view.title), ...view.render(data, route, status))
}

/** Leaves the page alone when nothing changed: what the reader selected stays selected. @param {...Element} content */
function showContent(...content) {
  const html = content.map((node) => node.outerHTML).join('')
  if (html === shown) return
  shown = html
  replaceContent(byId('view'), ...content)
}

/** @param {StatusResource} status */
function showStatus(status) {
  setState(status.problems.length === 0 ? 'watching' : 'attention')
  byId('about').textContent = `up ${formatDuration(status.uptimeSeconds)}, version ${status.version}`
  document.title = status.alerts.open === 0 ? 'cefwatch' : `(${status.alerts.open}) cefwatch`
  replaceContent(byId('status'), ...statusTiles(status, previousStatus))
  previousStatus = status
}

/** @param {unknown} error */
function showTrouble(error) {
  const reached = error instanceof ApiError
  setState(reached ? 'attention' : 'unreachable')
  byId('about').textContent = reached ? error.message : 'what is shown may be old; trying again'
}

/** Written only when it changes: a screen reader speaks it then. @param {keyof typeof STATES} state */
function setState(state) {
  const node = byId('state')
  if (node.dataset['state'] === state) return
  node.dataset['state'] = state
  node.textContent = STATES[state]
}

/** @param {string} name */
function markSection(name) {
  for (const link of byId('sections').querySelectorAll('a')) {
    if (link.hash === `#${name}`) link.setAttribute('aria-current', 'page')
    else link.removeAttribute('aria-current')
  }
}

async function showDetails() {
  const { view, id } = currentRoute()
  if (view !== 'alerts' || id === null) return details.close()
  try {
    const alert = await loadAlert(id, AbortSignal.timeout(REFRESH_MS))
    // Closed, or another one opened, in the meantime.
    if (currentRoute().id !== id) return
    details.replaceChildren(closeButton(), ...alertDetails(alert))
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return
    const message = error instanceof Error ? error.message : String(error)
    details.replaceChildren(
      closeButton(),
      element('h2', { id: 'details-title' }, 'This alert cannot be shown'),
      element('p', {}, message),
    )
  }
  if (!details.open) details.showModal()
}

function closeButton() {
  return element('form', { method: 'dialog' }, element('button', { 'aria-label': 'Close' }, '✕'))
}

details.addEventListener('close', () => {
  const route = currentRoute()
  if (route.id === null) return
  location.hash = formatRoute({ ...route, id: null })
  document.getElementById(`alert-${route.id}`)?.focus()
})
addEventListener('hashchange', update)
document.addEventListener('visibilitychange', () => {
  if (!document.hidden) void refresh()
})
update()
