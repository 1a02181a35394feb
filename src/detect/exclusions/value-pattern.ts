import { RE2JS } from 're2js'
import { parseAddressRange } from '../../base/address-range.ts'

/** What a pattern is held against: any text, a path (which begins with `/` itself), or an IP address. */
export type ValueKind = 'text' | 'path' | 'address'

type ValuePattern = (value: string) => boolean

export type ValuePatternResult =
  { readonly ok: true; readonly matches: ValuePattern } | { readonly ok: false; readonly message: string }

const REGEXP = /^\/(.+)\/(i?)$/s

/** What regular expressions have and paths hardly do. */
const REGEXP_SIGN = /[\\^$()[\]{}+?|]|\.\*/

/**
 * Reads one value of a list under an exclusion's `when`. It is the first that fits of: `/regex/` or `/regex/i` (RE2 syntax, anywhere in
 * the value), a `*` glob (the whole value, in any case), for addresses an IP address or a CIDR, or a text (the whole value, in any
 * case). Matching takes linear time, because whoever makes the request chooses the values.
 */
export function parseValuePattern(text: string, kind: ValueKind): ValuePatternResult {
  const [, regexp, flag] = REGEXP.exec(text) ?? []
  if (regexp !== undefined && !isPath(regexp, flag, kind)) return compileRegexp(regexp, flag === 'i' ? RE2JS.CASE_INSENSITIVE : 0)
  if (text.includes('*')) {
    const pieces = text.split('*').map((piece) => RE2JS.quote(piece))
    return compileRegexp(`^${pieces.join('.*')}$`, RE2JS.CASE_INSENSITIVE | RE2JS.DOTALL)
  }
  const range = parseAddressRange(text)
  if (kind === 'address') {
    if (range === null) return { ok: false, message: `"${text}" is no IP address, CIDR, * glob or /regex/` }
    return { ok: true, matches: range }
  }
  if (range !== null && text.includes('/')) {
    return { ok: false, message: `"${text}" is a CIDR, which only destinationIp and sourceIp take` }
  }
  const wanted = text.toLowerCase()
  return { ok: true, matches: (value) => value.toLowerCase() === wanted }
}

/** Among paths, `/wp-admin/` is one. */
function isPath(source: string, flag: string | undefined, kind: ValueKind): boolean {
  return kind === 'path' && flag === '' && !REGEXP_SIGN.test(source)
}

function compileRegexp(source: string, flags: number): ValuePatternResult {
  try {
    const pattern = RE2JS.compile(source, flags)
    return { ok: true, matches: (value) => pattern.test(value) }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}
