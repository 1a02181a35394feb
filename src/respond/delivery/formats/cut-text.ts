/** The first `limit` characters of a longer text, and a marker that says how many are missing. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text
  // toWellFormed: the cut may have gone through a surrogate pair.
  return `${text.slice(0, limit).toWellFormed()}…[${text.length - limit} characters cut]`
}
