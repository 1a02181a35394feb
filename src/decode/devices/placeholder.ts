/** What devices print where they have nothing to say. */
const PLACEHOLDERS: ReadonlySet<string> = new Set(['none', 'na', 'n/a', 'unknown'])

/** True for `None`, `NA`, `N/A` and `Unknown`, in any case. */
export function isPlaceholder(text: string): boolean {
  return PLACEHOLDERS.has(text.trim().toLowerCase())
}
