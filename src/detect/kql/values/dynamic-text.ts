import { spendWork } from '../work.ts'

/** How much of a dynamic value is written: values can share parts, and be far larger as text than they are. In UTF-16 code units. */
const MAX_TEXT = 1_048_576

/** How deep it may nest: it is walked by recursion. */
const MAX_DEPTH = 500

/** A dynamic value as JSON text, without spaces, longs exact; the empty text when it would be longer than 1 Mi, or nests too deep. */
export function dynamicText(value: unknown): string {
  return textWithin(value, MAX_TEXT) ?? ''
}

/** A text that equal values have in common, and no others, however long. */
export function dynamicKey(value: unknown): string {
  return textWithin(value, Infinity) ?? ''
}

/** Whether a value is small enough to leave a query: it may share its parts, and be far larger where it is written out. */
export function isWritable(value: unknown): boolean {
  return typeof value !== 'object' || value === null || textWithin(value, MAX_TEXT) !== null
}

function textWithin(value: unknown, longest: number): string | null {
  const writer: Writer = { parts: [], left: longest, depth: 0 }
  write(value, writer)
  return writer.left < 0 ? null : writer.parts.join('')
}

type Writer = { readonly parts: string[]; left: number; depth: number }

function put(text: string, writer: Writer): void {
  spendWork(text.length)
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
  if (++writer.depth > MAX_DEPTH) writer.left = -1
  put(open, writer)
  for (const [index, item] of items.entries()) {
    if (writer.left < 0) return
    if (index > 0) put(',', writer)
    writeItem(item, writer)
  }
  put(close, writer)
  writer.depth--
}
