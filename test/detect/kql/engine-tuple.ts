/** A value of a sample row: the engine's client prints rows as tuples. */
export type Sample =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'word'; readonly word: string }

/**
 * Reads a tuple by the types of its columns: texts in single quotes, not escaped; dynamic as JSON; everything else as a word, `null`
 * for null. Texts may hold quotes and commas, so that a row is read as the one way to part it that fits; null when there is none.
 */
export function readTuple(tuple: string, types: readonly string[]): readonly Sample[] | null {
  return readCells(tuple.slice(1, -1), types)
}

function readCells(rest: string, [type, ...others]: readonly string[]): readonly Sample[] | null {
  if (type === undefined) return rest === '' ? [] : null
  for (const end of endsOf(rest, others.length === 0)) {
    const cell = readCell(rest.slice(0, end), type)
    if (cell === null) continue
    const following = readCells(others.length === 0 ? '' : rest.slice(end + 2), others)
    if (following !== null) return [cell, ...following]
  }
  return null
}

function* endsOf(text: string, isLast: boolean): Generator<number> {
  if (isLast) {
    yield text.length
    return
  }
  for (let at = text.indexOf(', '); at !== -1; at = text.indexOf(', ', at + 1)) yield at
}

function readCell(text: string, type: string): Sample | null {
  if (type === 'String')
    return text.length >= 2 && text.startsWith("'") && text.endsWith("'") ? { kind: 'text', text: text.slice(1, -1) } : null
  if (type !== 'Dynamic') return text.includes(', ') ? null : { kind: 'word', word: text }
  try {
    return { kind: 'json', value: JSON.parse(text) as unknown }
  } catch {
    return null
  }
}
