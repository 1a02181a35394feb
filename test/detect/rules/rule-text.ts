/** A rule file, with lines put in the place of those that begin alike, or at the end. */
export function ruleText(...changes: readonly string[]): string {
  const lines = [
    'id: 11111111-2222-3333-4444-555555555555',
    'name: A rule',
    'description: Finds something.',
    'severity: Low',
    'queryFrequency: 1h',
    'queryPeriod: 1h',
    'triggerOperator: gt',
    'triggerThreshold: 0',
    'version: 1.0.0',
    'kind: Scheduled',
    'query: CommonSecurityLog | where RequestURL has "token=" | project SourceIP, RequestURL',
  ]
  for (const change of changes) {
    const key = change.slice(0, change.indexOf(':') + 1)
    const index = lines.findIndex((line) => line.startsWith(key))
    lines.splice(index === -1 ? lines.length : index, index === -1 ? 0 : 1, change)
  }
  return `${lines.join('\n')}\n`
}
