import { nearestName } from '../../base/nearest.ts'
import { COLUMN_NAMES, isColumnName } from '../../decode/common-security-log/columns.ts'
import type { Diagnostic } from './kusto-parser.ts'
import { placeIn, type Problem } from './problem.ts'
import { TABLE_NAME } from './table-name.ts'

/** What is known better here than by the parser: its code for the diagnostic, and what to say instead. */
const BETTER: Readonly<Record<string, (name: string) => Pick<Problem, 'code' | 'message'>>> = {
  KS142: (name) => ({ code: 'KQL_SYNTAX', message: describeUnknownName(name) }),
  KS204: (name) => ({
    code: 'KQL_UNSUPPORTED',
    message: `${name} is not a table that is supported: only ${TABLE_NAME} is${suggestion(name, [TABLE_NAME])}`,
  }),
  KS211: (name) => ({ code: 'KQL_UNSUPPORTED', message: `the function ${name}() is not known` }),
  KS245: () => ({ code: 'KQL_UNSUPPORTED', message: 'a query that nests this deep is not supported' }),
}

/** An error of parser or binder as a problem of the query, with the name that was probably meant. */
export function describeDiagnostic({ code, message, start, length }: Diagnostic, source: string): Problem {
  const construct = source.slice(start, start + length)
  const better = BETTER[code]?.(construct) ?? { code: 'KQL_SYNTAX', message: message.replace(/\.$/, '') }
  return { ...better, construct, ...placeIn(source, start) }
}

function describeUnknownName(name: string): string {
  if (isColumnName(name)) return `the column ${name} is no longer in view here`
  return `the name ${name} is not known${suggestion(name, [...COLUMN_NAMES, TABLE_NAME])}`
}

function suggestion(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known)
  return nearest === null ? '' : `; did you mean "${nearest}"?`
}
