// @ts-check
import { element } from './dom.js'

/**
 * Links of which one is the current choice.
 *
 * @param {string} label
 * @param {readonly { readonly text: string, readonly href: string, readonly current: boolean }[]} links
 */
export function choices(label, links) {
  const nodes = links.map(({ text, href, current }) =>
    element('a', { href, id: `choice-${href.slice(1)}`, ...(current ? { 'aria-current': 'true' } : {}) }, text),
  )
  return element('nav', { class: 'choices', 'aria-label': label }, ...nodes)
}
