import { COUNTERS, GAUGES, HISTOGRAMS } from '../src/metrics/definitions.ts'

type Table = Readonly<Record<string, { readonly help: string; readonly labels: readonly string[] }>>

/** The page of all metrics. */
export function metricsPage(): string {
  return `# Metrics

\`GET /metrics\` gives these in the Prometheus text format, beside the \`process_*\` and \`nodejs_*\` metrics of the runtime. No label holds an
address, a URL, a host or a user.

## Counters

${table(COUNTERS)}

## Gauges

${table(GAUGES)}

## Histograms

${table(HISTOGRAMS)}
`
}

function table(metrics: Table): string {
  const rows = Object.entries(metrics).map(([name, { help, labels }]) => {
    return `| \`${name}\` | ${labels.map((label) => `\`${label}\``).join(', ')} | ${help} |`
  })
  return ['| metric | labels | what it is |', '|---|---|---|', ...rows].join('\n')
}
