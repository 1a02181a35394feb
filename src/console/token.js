// @ts-check
import { hasToken, rememberToken } from './api.js'
import { byId } from './dom.js'

/**
 * Asks for the API's token, and calls `retry` once there is one.
 *
 * @param {() => void} retry
 */
export function askForToken(retry) {
  const dialog = /** @type {HTMLDialogElement} */ (byId('token'))
  if (dialog.open) return
  const input = /** @type {HTMLInputElement} */ (byId('token-input'))
  byId('token-problem').textContent = hasToken() ? 'That token was not accepted.' : ''
  input.value = ''
  dialog.addEventListener(
    'close',
    () => {
      if (input.value !== '') rememberToken(input.value)
      retry()
    },
    { once: true },
  )
  dialog.showModal()
}
