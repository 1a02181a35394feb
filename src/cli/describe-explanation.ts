import type { Explanation } from '../detect/explain-event.ts'
import type { RuleExplanation } from '../detect/explain-rules.ts'
import { printable } from '../base/printable.ts'

type Entry = readonly [name: string, text: string]

/** Width of the names' column: most keys and columns fit. */
const NAME_WIDTH = 30

/** An explanation for a reader at a terminal, section by section in the order in which an event is read. */
export function describeExplanation(explanation: Explanation): string {
  const { syslog, message, fields, normalised, row, rules } = explanation
  const header = Object.entries(syslog).flatMap(([name, value]): Entry[] => (value === null ? [] : [[name, String(value)]]))
  return [
    section('Framing', [['octet count', describeFraming(explanation)]]),
    section('Syslog header', header),
    section('Message', [...describeMessage(explanation), ['text', message]]),
    section(
      'Fields, and the columns they go to',
      fields.map(({ key, value, columns }) => [key, `${value}  ->  ${columns.join(', ') || '(empty)'}`]),
    ),
    section(
      'Normalised columns',
      normalised.map(({ column, sent, now }) => [column, `${sent === '' ? '(not sent)' : sent}  ->  ${now}`]),
    ),
    section(
      'Row',
      Object.entries(row ?? {}).map(([column, value]) => [column, String(value)]),
    ),
    section('Rules', rules.flatMap(describeRule)),
  ]
    .filter((text) => text !== '')
    .join('\n')
}

function section(title: string, entries: readonly Entry[]): string {
  if (entries.length === 0) return ''
  return [title, ...entries.map(([name, text]) => `  ${printable(name).padEnd(NAME_WIDTH)} ${printable(text)}`)].join('\n')
}

function describeFraming({ framing: { octetCount, bytes } }: Explanation): string {
  if (octetCount === null) return `none: over TCP the message ends at its newline (${bytes} bytes)`
  if (octetCount === bytes) return `${octetCount}, as many bytes as follow`
  return `${octetCount}, but ${bytes} bytes follow: ${octetCount > bytes ? 'the line is cut, or the count is false' : 'what is beyond the count is another message'}`
}

function describeMessage({ device, format, error }: Explanation): readonly Entry[] {
  const problem: readonly Entry[] = error === null ? [] : [['problem', `${error.message} (${error.code})`]]
  return [['format', format ?? 'unknown: neither CEF nor the native format of a family'], ['device', device], ...problem]
}

function describeRule({ name, severity, matchedOn, indicators, exclusion, failed }: RuleExplanation): readonly Entry[] {
  const title = `${name} (${severity})`
  if (failed !== null) {
    const seen: readonly Entry[] = failed.values.map(({ column, value }) => [`    ${column} is`, JSON.stringify(value)])
    return [['no match', title], ['  not true', failed.condition], ...seen]
  }
  if (matchedOn === null) return [['no match', title]]
  return [
    [exclusion === null ? 'MATCH' : 'match, excluded', title],
    ['  on the event', matchedOn === 'raw' ? 'as sent' : matchedOn],
    ...indicators.map(({ column, value }): Entry => [`  ${column} holds`, value]),
    ...(exclusion === null ? [] : ([['  exclusion', exclusion]] as const)),
  ]
}
