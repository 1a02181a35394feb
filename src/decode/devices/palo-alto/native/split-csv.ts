/** A field without its quotes, and the offset of the comma behind it, or of the end of the text. */
type Field = { readonly value: string; readonly end: number }

/**
 * The first `limit` fields of a line of PAN-OS: a field that holds a comma or a quote is in quotes, with its own quotes doubled, and the
 * URL is in quotes always (https://docs.paloaltonetworks.com/pan-os/10-2/pan-os-admin/monitoring/use-syslog-for-monitoring/syslog-field-descriptions/escape-sequences).
 * A quoted field whose end was cut off runs to the end of the text; a single quote inside, which log forwarding leaves, is part of it.
 * Linear in the text's length.
 */
export function splitCsv(text: string, limit: number): string[] {
  const fields: string[] = []
  for (let at = 0; at <= text.length && fields.length < limit;) {
    const { value, end } = text[at] === '"' ? quotedAt(text, at + 1) : plainAt(text, at)
    fields.push(value)
    at = end + 1
  }
  return fields
}

function plainAt(text: string, at: number): Field {
  const comma = text.indexOf(',', at)
  const end = comma === -1 ? text.length : comma
  return { value: text.slice(at, end), end }
}

function quotedAt(text: string, at: number): Field {
  for (let quote = text.indexOf('"', at); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    if (text[quote + 1] === '"') quote++
    else if (quote + 1 === text.length || text[quote + 1] === ',')
      return { value: undouble(text.slice(at, quote)), end: quote + 1 }
  }
  return { value: undouble(text.slice(at)), end: text.length }
}

function undouble(text: string): string {
  return text.replaceAll('""', '"')
}
