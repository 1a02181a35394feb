import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { FAMILIES } from '../src/detect/kql/functions/index.ts'
import { OPERATORS } from '../src/detect/kql/operators/index.ts'
import { WINDOWED_OPERATORS } from '../src/detect/kql/read/windowed.ts'
import { SOURCES } from '../src/detect/kql/sources/index.ts'
import { MAX_ROWS } from '../src/detect/kql/steps/step.ts'

type Counts = { readonly queries: number; readonly equal: number; readonly refused: Readonly<Record<string, number>> }

const COUNTS_FILE = resolve(import.meta.dirname, '../test/detect/kql/engine-oracle.counts.json')

/** Entries of the function table that are no names of the language. */
const INTERNAL: ReadonlySet<string> = new Set(['negate', 'element', 'parsed field', 'parse', 'parse-kv', 'dynamic_to_json'])

/** Calls that are read without the function table. */
const READ_OTHERWISE = ['column_ifexists', 'materialize', 'toscalar']

/** What is understood of the query language, and how well. */
export function kqlPage(): string {
  const counts = JSON.parse(readFileSync(COUNTS_FILE, 'utf8')) as Counts
  return [introduction(counts), operators(), functions(), refusals(counts), DIFFERENCES, limits()].join('\n')
}

function introduction({ queries, equal, refused }: Counts): string {
  const refusals = Object.values(refused).reduce((sum, count) => sum + count, 0)
  return `# The query language

Queries are read by Microsoft's own parser and evaluated one event at a time. What is not supported is refused when a query is loaded, with line, column and the construct's
name; it is never skipped. \`cefwatch kql 'CommonSecurityLog | where RequestURL has "mactok="' fw.log.gz\` tries a query on saved logs.

Measured against ${queries} queries that the engine has answered: **${equal} are answered the same, ${refusals} are refused, ${queries - equal - refusals} differ.**
`
}

function operators(): string {
  const names = Object.keys(OPERATORS).map((kind) => code(operatorName(kind)))
  const sources = Object.keys(SOURCES).map((kind) => code(operatorName(kind)))
  return `## Operators

A query begins with \`CommonSecurityLog\`, or with ${list(sources)}. Operators: ${list(names)}.

- \`let\` names values, lists, tables and functions (also with defaults, named arguments and tables as parameters); functions that are given beside the query are used like its own.
- \`parse\` and \`parse-where\` know \`kind=simple\`, \`relaxed\` and \`regex\` with \`flags\`. \`parse-kv\` needs a \`pair_delimiter\`.
- \`sort\`, \`top\`, \`take\` and \`distinct\` look at the rows that one event becomes, by \`mv-expand\` for instance: events are not compared with each other.
- \`evaluate\` knows \`bag_unpack()\`. Over events its columns must be said: \`evaluate bag_unpack(bag) : (*, name: type)\`.
- \`union\` knows \`kind\`, \`withsource\` and \`isfuzzy\`, which drops tables that are not known.
- \`declare query_parameters\` is read with the defaults that it gives.
`
}

function functions(): string {
  const families = Object.entries(FAMILIES).flatMap(([family, table]) => {
    const names = Object.keys(table).filter((name) => !INTERNAL.has(name))
    return names.length === 0 ? [] : [`| ${family} | ${names.toSorted().map(code).join(' ')} |`]
  })
  return `## Functions and operators of values

| about | names |
|---|---|
${families.join('\n')}
| others | ${READ_OTHERWISE.map(code).join(' ')} |

An operator with \`!\` before it is there where the one without is.
`
}

function refusals({ refused }: Counts): string {
  const rows = Object.entries(refused).toSorted(([, a], [, b]) => b - a)
  return `## Refused

What needs more than one event: ${list([...WINDOWED_OPERATORS].map(code))}, and the functions \`row_*\`, \`series_*\`, \`prev\` and \`next\`. Also tables other than CommonSecurityLog,
watchlists, numbers alone in \`search\`, patterns that are known only with the row, \`hash()\`, \`getschema\`, a \`union\` of events and rows of the query's own, and one of columns
that have a name in common but no type.

| refused first in a query for | queries |
|---|---|
${rows.map(([name, count]) => `| \`${name}\` | ${count} |`).join('\n')}
`
}

const DIFFERENCES = `## Known differences

- \`now()\` and \`ago()\` go by the time at which the event was received.
- A real without decimals inside a dynamic value, such as \`1.0\`, is a long there.
- A datetime or timespan inside a dynamic value is its text.
- decimal is computed with 34 digits and rounded towards zero.
- Order by text goes by UTF-16 code unit.
`

function limits(): string {
  return `## Limits

| of | limit |
|---|---|
| a query | 20,000 characters with the functions that it calls; brackets 100 deep; 5,000 uses of what \`let\` names; 2,000 operators and calls of its own functions, once they are in their places |
| an expression | 5,000 calls, once what it names is in its place |
| the rows that one event becomes, or a query's own table | ${MAX_ROWS.toLocaleString('en')}; further ones are left out |
| a text that is computed | 1 Mi UTF-16 code units; a longer one is empty |
| an array that is computed | 65,536 elements; a longer one is null |
| JSON | 200 deep; what is deeper is a text |
| regular expressions | RE2's: no backreferences and no look-around; 65,536 matches of one text; characters times instructions of the pattern at most 64 Mi |
| a dynamic value that leaves the query | 1 Mi characters as JSON, 500 deep; a larger one is null |
| work on one event | 64 Mi characters looked at, about, and half a second in regular expressions: what takes more is given up for this rule and event, told once in the log and counted by \`cefwatch_rule_eval_errors_total\`; in an exclusion it is not true. In the daemon a rule that meets many such events may spend a twentieth of a thread's time on them, and on any event what looking 64 times at each of its characters costs |
`
}

function operatorName(kind: string): string {
  const special: Readonly<Record<string, string>> = {
    FilterOperator: 'where',
    DataTableExpression: 'datatable',
    TakeOperator: 'take',
    ParseKvOperator: 'parse-kv',
  }
  const name = kind.replace(/(?:Operator|Expression)$/, '').replace(/(?<=[a-z])[A-Z]/g, '-$&')
  return special[kind] ?? name.toLowerCase()
}

function code(name: string): string {
  return `\`${name}\``
}

function list(names: readonly string[]): string {
  return names.join(', ')
}
