import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { literal, passes } from '../query-of.ts'

const TABLE = join(import.meta.dirname, '../../../../../shared/data/kql/string-operators-truth.tsv')

const LIST_OPERATORS: ReadonlySet<string> = new Set(['has_any', 'has_all', 'in', 'in~', '!in', '!in~'])

t.test('every row of the truth table', { skip: existsSync(TABLE) ? false : `${TABLE} is not there` }, (t) => {
  const rows = readFileSync(TABLE, 'utf8').trimEnd().split('\n').slice(1)
  for (const row of rows) {
    const [text = '', operator = '', needle = '', expected, basis] = row.split('\t')
    const right = LIST_OPERATORS.has(operator) ? `(dynamic(${needle}))` : literal(unescape(needle))
    const answer = passes(`RequestURL ${operator} ${right}`, { RequestURL: unescape(text) })
    t.equal(String(answer), expected, `${text} ${operator} ${needle}: ${String(basis)}`)
  }
  t.end()
})

/** The table writes a tab as `\t` and a backslash twice. */
function unescape(text: string): string {
  return text.replace(/\\(.)/g, (_, char: string) => (char === 't' ? '\t' : char))
}
