import { cpus } from 'node:os'
import { VERSION } from '../src/base/version.ts'

export type Row = Readonly<Record<string, string | number>>

/** The machine and the versions that figures belong to. */
export function machine(): string {
  const [first] = cpus()
  return `cefwatch ${VERSION}, Node ${process.versions.node}, ${cpus().length} x ${first?.model ?? 'unknown processor'}, ${process.platform}`
}

/** A table in Markdown, so that it can go into docs/performance.md as it is printed. */
export function markdown(rows: readonly Row[]): string {
  const headings = Object.keys(rows[0] ?? {})
  const lines = rows.map((row) => `| ${headings.map((heading) => row[heading] ?? '').join(' | ')} |`)
  return [`| ${headings.join(' | ')} |`, `|${headings.map(() => '---').join('|')}|`, ...lines].join('\n')
}
