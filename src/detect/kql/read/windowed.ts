/** Operators whose result depends on more rows than one. */
export const WINDOWED_OPERATORS: ReadonlySet<string> = new Set([
  'count',
  'facet',
  'join',
  'lookup',
  'make-series',
  'partition',
  'reduce',
  'sample',
  'sample-distinct',
  'scan',
  'serialize',
  'summarize',
  'top-hitters',
  'top-nested',
])

const WINDOWED_FUNCTION = /^(?:row_|series_|(?:prev|next)$)/

/** Functions whose value depends on more rows than one. */
export function isWindowedFunction(name: string): boolean {
  return WINDOWED_FUNCTION.test(name)
}

export function needsWindow(construct: string): string {
  return `${construct} needs a window of many events, and each event is evaluated by itself`
}
