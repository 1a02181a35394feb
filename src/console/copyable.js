// @ts-check
import { element } from './dom.js'

/**
 * Text in lines of its own, with a button that copies it. Browsers offer the clipboard only over HTTPS and on localhost.
 *
 * @param {string} id
 * @param {string} text
 */
export function copyable(id, text) {
  const block = element('div', { class: 'copyable' }, element('pre', { tabindex: '0' }, text))
  if (!('clipboard' in navigator)) return block
  const button = element('button', { type: 'button', id: `copy-${id}` }, 'Copy')
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(text)
    button.textContent = 'Copied'
  })
  block.append(button)
  return block
}
