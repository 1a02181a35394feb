// @ts-check
import { element } from './dom.js'

/**
 * A short word in a colour that repeats what it says.
 *
 * @param {string} word
 * @param {'good' | 'notice' | 'bad' | 'plain'} tone
 */
export function badge(word, tone) {
  return element('span', { class: 'badge', 'data-tone': tone }, word)
}

/** @param {string} severity As in the rule file. */
export function severityBadge(severity) {
  return badge(severity, severity === 'High' ? 'bad' : severity === 'Medium' ? 'notice' : 'plain')
}

/** A blocked request is no good news: the implant is likely still running. @param {string} verdict */
export function verdictBadge(verdict) {
  return badge(verdict, verdict === 'allowed' ? 'bad' : verdict === 'blocked' ? 'notice' : 'plain')
}
