type Characters = { readonly length: number; readonly slice: (from: number, to: number) => string }

/** A text by its characters, which are its code units where none of them is half of a pair. */
export function charactersOf(text: string): Characters {
  if (!/[\ud800-\udfff]/.test(text)) return text
  const characters = Array.from(text)
  return { length: characters.length, slice: (from, to) => characters.slice(from, to).join('') }
}
