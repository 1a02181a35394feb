// @ts-check
import { element } from './dom.js'

/**
 * `text` with every occurrence of `needles` marked, in any case.
 *
 * @param {string} text
 * @param {readonly string[]} needles
 * @returns {(Node | string)[]}
 */
export function marked(text, needles) {
  if (needles.length === 0) return [text]
  const pattern = new RegExp(`(${needles.map(escapePattern).join('|')})`, 'i')
  // split with a group gives what matched at every odd index.
  return text.split(pattern).map((part, index) => (index % 2 === 1 ? element('mark', {}, part) : part))
}

/** @param {string} text */
function escapePattern(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
