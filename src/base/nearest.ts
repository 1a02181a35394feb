/** The name of `names` that `word` was probably meant to be: at most two edits (or a change of case) away, or null. */
export function nearestName(word: string, names: Iterable<string>): string | null {
  let best: string | null = null
  let bestDistance = 3
  for (const name of names) {
    const distance = name.toLowerCase() === word.toLowerCase() ? 0 : editDistance(word, name)
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

/** Levenshtein distance, by the row-by-row form of Wagner and Fischer. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 0; i < a.length; i++) {
    const row = [i + 1]
    for (let j = 0; j < b.length; j++) {
      const substitution = (previous[j] ?? 0) + (a[i] === b[j] ? 0 : 1)
      row.push(Math.min(substitution, (previous[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1))
    }
    previous = row
  }
  return previous[b.length] ?? 0
}
