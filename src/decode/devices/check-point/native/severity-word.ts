/** Logs have numbers, 0 informational to 4 critical; the risk of an application goes to 5. Log Exporter's `splunk` has words. */
const WORDS: Readonly<Record<string, string>> = {
  ...{ '0': 'Low', '1': 'Low', '2': 'Medium', '3': 'High', '4': 'Very-High', '5': 'Very-High' },
  ...{
    informational: 'Low',
    'very-low': 'Low',
    low: 'Low',
    medium: 'Medium',
    high: 'High',
    critical: 'Very-High',
    'very-high': 'Very-High',
  },
}

/** The word that CEF has for a severity as logged; `Unknown` for none. That informational becomes `Low` is inferred. */
export function severityWord(severity: string | undefined): string {
  const plain = severity?.trim().toLowerCase().replaceAll(' ', '-') ?? ''
  return Object.hasOwn(WORDS, plain) ? (WORDS[plain] ?? 'Unknown') : 'Unknown'
}
