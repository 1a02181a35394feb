import { ERROR_CATALOGUE } from '../src/base/errors.ts'

/** The table of error codes. */
export function errorsPage(): string {
  const rows = Object.entries(ERROR_CATALOGUE).map(([code, remedy]) => `| \`${code}\` | ${remedy} |`)
  return `# Errors

Every message that asks for an operator ends with one of these codes. It says what is wrong and where; this table, what to do.

| code | what to do |
|---|---|
${rows.join('\n')}
`
}
