/** One escaped character: one byte of ASCII, or the two to four bytes of a UTF-8 sequence. */
const ESCAPED_CHARACTER =
  /%[0-7][\dA-Fa-f]|%[CDcd][\dA-Fa-f]%[89ABab][\dA-Fa-f]|%[Ee][\dA-Fa-f](?:%[89ABab][\dA-Fa-f]){2}|%[Ff][0-4](?:%[89ABab][\dA-Fa-f]){3}/g

/**
 * `text` with its percent-encoded characters decoded once (RFC 3986 section 2.1), as UTF-8. What is no escape, or not UTF-8, is kept as
 * it is; a plus sign too. Never throws.
 */
export function percentDecode(text: string): string {
  return text.includes('%') ? text.replace(ESCAPED_CHARACTER, decodeCharacter) : text
}

function decodeCharacter(escaped: string): string {
  try {
    return decodeURIComponent(escaped)
  } catch {
    // An overlong form or a surrogate, which is not UTF-8.
    return escaped
  }
}
