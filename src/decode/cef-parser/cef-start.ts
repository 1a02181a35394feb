const CEF = /CEF ?: ?(?=\d{1,2}\|)/

/** What is left at the start of a message when a relay took `CEF:` for the syslog tag: version, vendor, and the header's pipes. */
const WITHOUT_CEF = /^[ \t]*(?=[01]\|[^|]+\|[^|]*\|[^|]*\|[^|]*\|[^|]*\|)/

/** The offset of the version, with which the header of a CEF message begins, or null when `text` holds none. */
export function cefStart(text: string): number | null {
  const match = WITHOUT_CEF.exec(text) ?? CEF.exec(text)
  return match === null ? null : match.index + match[0].length
}

/** True when `text` begins with a CEF message, and so is one, whatever else it holds. */
export function startsCef(text: string): boolean {
  return WITHOUT_CEF.test(text) || CEF.exec(text.slice(0, 16))?.index === 0
}
