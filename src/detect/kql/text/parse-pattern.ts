import type { KqlType, KqlValue } from '../query.ts'
import { convert } from '../values/convert.ts'
import { matchesOf } from './matches.ts'
import { compileRegex, regexProblem } from './regex.ts'

/** What `parse` expects, in order: a text (a pattern, for kind=regex), a field to keep, or anything. */
export type ParsePart =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'field'; readonly type: KqlType } | { readonly kind: 'any' }

export type ParsePattern = {
  readonly kind: 'simple' | 'relaxed' | 'regex'
  readonly flags: string
  readonly parts: readonly ParsePart[]
}

type Parser = (text: string) => readonly (string | null)[] | null

/** The texts of the fields, in order; null for a text that does not fit. */
export function parserOf(pattern: ParsePattern): Parser {
  return pattern.kind === 'regex' ? regexParser(pattern) : simpleParser(pattern)
}

/** Why a pattern cannot be used, or null. */
export function parseProblem(pattern: ParsePattern): string | null {
  return pattern.kind === 'regex' ? regexProblem(sourceOf(pattern)) : null
}

function regexParser(pattern: ParsePattern): Parser {
  const regex = compileRegex(sourceOf(pattern))
  const fields = pattern.parts.filter(({ kind }) => kind === 'field').map((_, index) => `field${index}`)
  const groups = regex.namedGroups()
  return (text) => {
    const match = matchesOf(regex, text, 1)[0]
    return match === undefined ? null : fields.map((name) => match.groups[groups[name] ?? 0] ?? '')
  }
}

/** Fields take as much as they can, as the engine's do; numbers only what a number can be. */
function sourceOf({ parts, flags }: ParsePattern): string {
  let field = 0
  const items = parts.map((part) => {
    if (part.kind === 'text') return `(?:${part.text})`
    return part.kind === 'any' ? '.*?' : `(?P<field${field++}>${fieldPattern(part.type)})`
  })
  const end = parts.at(-1)?.kind === 'any' ? '' : '$'
  return `${flags === '' ? '' : `(?${flags})`}^${items.join('')}${end}`
}

function fieldPattern(type: KqlType): string {
  return type === 'int' || type === 'long' ? '[-+]?\\d+' : '.*'
}

/** Each text is looked for behind the one before it; what a field of another type than string cannot read does not fit, unless relaxed. */
function simpleParser({ kind, parts }: ParsePattern): Parser {
  return (text) => {
    const values: (string | null)[] = []
    const open: ParsePart[] = []
    let at = 0
    for (const part of parts) {
      if (part.kind !== 'text') {
        open.push(part)
        continue
      }
      const found = open.length === 0 ? (text.startsWith(part.text, at) ? at : -1) : text.indexOf(part.text, at)
      if (found === -1) return null
      if (!take(open, text.slice(at, found), values, kind)) return null
      open.length = 0
      at = found + part.text.length
    }
    return open.length === 0 ? (at === text.length ? values : null) : take(open, text.slice(at), values, kind) ? values : null
  }
}

function take(open: readonly ParsePart[], text: string, values: (string | null)[], kind: ParsePattern['kind']): boolean {
  const fields = open.filter((part) => part.kind === 'field')
  for (const [index, { type }] of fields.entries()) {
    const value = index === fields.length - 1 ? text : ''
    if (type !== 'string' && kind !== 'relaxed' && isNoValue(value, type)) return false
    values.push(value)
  }
  return true
}

function isNoValue(text: string, type: KqlType): boolean {
  const value: KqlValue = convert(text, 'string', type)
  return value === null
}
