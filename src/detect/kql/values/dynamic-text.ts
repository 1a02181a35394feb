/** How much of a dynamic value is written: values can share parts, and be far larger as text than they are. In UTF-16 code units. */
const MAX_TEXT = 1_048_576

/** A dynamic value as JSON text, without spaces, longs exact; the empty text when it would be longer than 1 Mi. */
export function dynamicText(value: unknown): string {
  const writer: Writer = { parts: [], left: MAX_TEXT }
  write(value, writer)
  return writer.left < 0 ? '' : writer.parts.join('')
}

type Writer = { readonly parts: string[]; left: number }

function put(text: string, writer: Writer): void {
  writer.left -= text.length
  if (writer.left >= 0) writer.parts.push(text)
}

function write(value: unknown, writer: Writer): void {
  if (writer.left < 0) return
  if (Array.isArray(value)) writeList('[', value, ']', write, writer)
  else if (typeof value === 'object' && value !== null) writeList('{', Object.entries(value), '}', writeProperty, writer)
  else put(typeof value === 'number' || typeof value === 'bigint' ? String(value) : JSON.stringify(value ?? null), writer)
}

function writeProperty([key, value]: [string, unknown], writer: Writer): void {
  put(`${JSON.stringify(key)}:`, writer)
  write(value, writer)
}

function writeList<T>(
  open: string,
  items: readonly T[],
  close: string,
  writeItem: (item: T, writer: Writer) => void,
  writer: Writer,
) {
  put(open, writer)
  for (const [index, item] of items.entries()) {
    if (writer.left < 0) return
    if (index > 0) put(',', writer)
    writeItem(item, writer)
  }
  put(close, writer)
}
