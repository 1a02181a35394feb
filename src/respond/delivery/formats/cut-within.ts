import { cutText } from './cut-text.ts'

/** The marker that `cutText` adds is no longer than this. */
const MARKER = 32

/** A text of at most `limit` characters, the marker of what was cut among them. Of half a surrogate pair nothing is left. */
export function cutWithin(text: string, limit: number): string {
  return (text.length <= limit ? text : cutText(text, limit - MARKER)).toWellFormed()
}
