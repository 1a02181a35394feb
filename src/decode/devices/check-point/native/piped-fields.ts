import type { CefExtensionField } from '../../../cef-parser/cef-event.ts'
import { isFieldName } from './field-mapping.ts'

/** Log Exporter's `splunk` format has these in front. */
const BEGINNING = /^time=\d[^|]{0,40}\|(?:hostname|severity|product|action|loguid)=/

const FIELD = /\|([A-Za-z_][\w./-]{0,62}:?)=/g

/** What a client writes: the only values in which a field can be made up. */
const OF_CLIENT: ReadonlySet<string> = new Set(['resource', 'http_host', 'user_agent', 'referrer', 'file_name', 'src_user_name'])

/** The fields of a request that one event holds once. Others, as those of the rules that matched, may repeat. */
const ONCE: ReadonlySet<string> = new Set([
  ...OF_CLIENT,
  ...[
    'method',
    'web_client_type',
    'action',
    'product',
    'origin',
    'loguid',
    'src',
    'src_machine_name',
    'dst',
    's_port',
    'service',
    'proto',
  ],
])

/**
 * The fields of `time=..|hostname=..|action=..`, unescaped; null when `text` does not begin so. A value may hold pipes: a field begins
 * only at a pipe and a name. Older versions do not escape `=`, so that a client can write `|method=POST` into its URL.
 */
export function readPiped(text: string): readonly CefExtensionField[] | null {
  if (!BEGINNING.test(text)) return null
  // So that the first field has a pipe in front too.
  const piped = `|${text}`
  const starts = genuine(
    [...piped.matchAll(FIELD)].map(({ 0: whole, 1: name = '', index }) => ({ name, index, length: whole.length })),
  )
  const fields = starts.map(({ name, index, length }, number) => {
    const value = piped.slice(index + length, starts[number + 1]?.index)
    const isLast = number === starts.length - 1
    return { key: name, value: unescape(isLast ? withoutEnd(value) : value) }
  })
  // The time stands there twice.
  const once = fields.filter(({ key, value }, index) => index === 0 || key !== 'time' || value !== fields[0]?.value)
  return withLongUrl(once)
}

/**
 * Where fields of unknown names follow the URL, they may be parts of it (`/?a|mactok=b`). What it would then be is put in front of it:
 * the rules try both, and the row has the short one.
 */
function withLongUrl(fields: readonly CefExtensionField[]): readonly CefExtensionField[] {
  const at = fields.findIndex(({ key }) => key === 'resource')
  const known = fields.findIndex(({ key }, index) => index > at && isFieldName(key))
  const unknown = at === -1 ? [] : fields.slice(at + 1, known === -1 ? fields.length : known)
  if (unknown.length === 0) return fields
  const long = [fields[at]?.value ?? '', ...unknown.map(({ key, value }) => `${key}=${value}`)].join('|')
  return [...fields.slice(0, at), { key: 'resource', value: long }, ...fields.slice(at)]
}

type Start = { readonly name: string; readonly index: number; readonly length: number }

/** Leaves out the beginnings of fields that a client made up, by rank: of a field that the event holds once, the best ones are genuine. */
function genuine(starts: readonly Start[]): readonly Start[] {
  const ranks = new Map<Start, number>()
  const best = new Map<string, number>()
  let open = ''
  for (const start of starts) {
    const { name } = start
    const rank = rankOf(name, open)
    ranks.set(start, rank)
    best.set(name, Math.max(rank, best.get(name) ?? 0))
    if (rank > 0) open = name
  }
  return starts.filter((start) => !ONCE.has(start.name) || ranks.get(start) === best.get(start.name))
}

/** How sure it is that a field begins behind the field `open`. Log Exporter sorts most of them by name. */
function rankOf(name: string, open: string): number {
  if (!OF_CLIENT.has(open)) return 2
  return name > open ? 1 : 0
}

/** The last value without the pipes behind it, and without the name at which a line was cut. */
function withoutEnd(text: string): string {
  const uncut = text.replace(/\|[a-z_][\w-]{0,62}$/, '')
  let end = uncut.length
  while (end > 0 && '| \t\r\n'.includes(uncut.charAt(end - 1))) end--
  return uncut.slice(0, end)
}

function unescape(text: string): string {
  return text.replace(/\\([=|])/g, '$1').trimEnd()
}
