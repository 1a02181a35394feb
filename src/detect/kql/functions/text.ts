import type { KqlValue } from '../query.ts'
import { charactersOf } from '../text/characters.ts'
import { lowerCase, upperCase } from '../text/change-case.ts'
import { hasTerm } from '../text/term.ts'
import { joinTexts, replaceAll } from '../text/text-builder.ts'
import { textOf } from '../values/text-of.ts'
import { spendWork } from '../work.ts'
import { scalar } from './scalar.ts'
import type { ScalarFunction } from './scalar-function.ts'

/** Functions of texts. Kusto counts characters, not UTF-16 code units. */
export const TEXT = {
  tolower: scalar('string', ['text'], lowerCase),
  toupper: scalar('string', ['text'], upperCase),
  strlen: scalar('long', ['text'], (text) => BigInt(lengthOf(text))),
  string_size: scalar('long', ['text'], (text) => BigInt(Buffer.byteLength(text))),
  strcat: scalar('string', ['text'], (...texts: readonly string[]) => joinTexts(texts, ''), { rest: 'text' }),
  strcat_delim: scalar(
    'string',
    ['text', 'text'],
    (delimiter: string, ...texts: readonly string[]) => joinTexts(texts, delimiter),
    {
      rest: 'text',
    },
  ),
  strcmp: scalar('int', ['text', 'text'], (a, b) => (a === b ? 0 : a < b ? -1 : 1)),
  strrep: scalar('string', ['text', 'long', 'text?'], repeat),
  substring: scalar('string', ['text', 'long', 'long?'], substring),
  split: scalar('dynamic', ['text', 'text', 'long?'], split),
  indexof: scalar('long', ['text', 'text', 'long?', 'long?', 'long?'], indexOf),
  replace_string: scalar('string', ['text', 'text', 'text'], (text, part, other) =>
    part === '' ? text : replaceAll(text, part, other),
  ),
  replace_strings: scalar('string', ['text', 'dynamic', 'dynamic'], replaceStrings),
  reverse: scalar('string', ['text'], (text) => Array.from(text).reverse().join('')),
  translate: scalar('string', ['text', 'text', 'text'], translate),
  isascii: scalar('bool', ['text'], (text) => !/[^\0-\x7f]/.test(text)),
  isutf8: scalar('bool', ['text'], (text) => text.isWellFormed()),
  to_utf8: scalar('dynamic', ['text'], (text) => Array.from(text, (char) => char.codePointAt(0) ?? 0)),
  unicode_codepoints_from_string: scalar('dynamic', ['text'], (text) => Array.from(text, (char) => char.codePointAt(0) ?? 0)),
  make_string: scalar('string', ['dynamic'], makeString, { rest: 'dynamic' }),
  unicode_codepoints_to_string: scalar('string', ['dynamic'], makeString, { rest: 'dynamic' }),
  has_any_index: scalar('int', ['text', 'dynamic'], hasAnyIndex),
} as const satisfies Record<string, ScalarFunction>

function lengthOf(text: string): number {
  let length = 0
  for (let at = 0; at < text.length; length++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1
  return length
}

const MAX_REPETITIONS = 1024n

function repeat(text: string, count: bigint, delimiter = ''): KqlValue {
  if (count < 0n || count > MAX_REPETITIONS) return null
  return joinTexts(new Array<string>(Number(count)).fill(text), delimiter)
}

/** A negative start counts from the end; nothing stands before the text. */
function substring(text: string, start: bigint, length?: bigint): string {
  const characters = charactersOf(text)
  const from = start < 0n ? characters.length + Number(start) : Number(start)
  if (from < 0) return ''
  const count = length === undefined || length < 0n ? characters.length : Number(length)
  return characters.slice(from, from + count)
}

function split(text: string, delimiter: string, index?: bigint): KqlValue {
  const parts = delimiter === '' ? [text] : text.split(delimiter)
  if (index === undefined) return parts
  const part = parts.at(Number(index))
  return part === undefined ? [] : [part]
}

/** Counted in characters; null for an empty needle. */
function indexOf(text: string, part: string, start = 0n, length = -1n, occurrence = 1n): KqlValue {
  if (part === '' || length < -1n || occurrence < 0n) return null
  const characters = charactersOf(text)
  const from = start < 0n ? Math.max(0, characters.length + Number(start)) : Number(start)
  const end = length < 0n ? characters.length : from + Number(length)
  const searched = characters.slice(from, end)
  let at = searched.indexOf(part)
  for (let left = occurrence; left > 1n && at !== -1; left--) {
    spendWork(part.length)
    at = searched.indexOf(part, at + 1)
  }
  return at === -1 ? -1n : BigInt(Math.min(from, characters.length) + lengthOf(searched.slice(0, at)))
}

/** The empty text for what is no list of code points. */
function makeString(...values: readonly KqlValue[]): string {
  const points = values.flat().map(Number)
  const isText = points.every((point) => Number.isInteger(point) && point >= 0 && point <= 0x10ffff)
  return isText
    ? joinTexts(
        points.values().map((point) => String.fromCodePoint(point).toWellFormed()),
        '',
      )
    : ''
}

/** How many texts of a list that comes with an event are looked for. */
const MAX_PARTS = 1024

function replaceStrings(text: string, parts: KqlValue, others: KqlValue): KqlValue {
  if (!Array.isArray(parts)) return text
  return parts.slice(0, MAX_PARTS).reduce<string>((result, part, index) => {
    const other: unknown = Array.isArray(others) ? others[index] : others
    const searched = textOf(part as KqlValue, 'dynamic')
    spendWork(result.length)
    return searched === '' ? result : replaceAll(result, searched, textOf((other ?? null) as KqlValue, 'dynamic'))
  }, text)
}

function translate(search: string, replacement: string, text: string): string {
  const to = Array.from(replacement)
  const others = new Map<string, string>()
  for (const [index, char] of Array.from(search).entries()) {
    if (!others.has(char)) others.set(char, to[Math.min(index, to.length - 1)] ?? '')
  }
  return Array.from(text, (char) => others.get(char) ?? char).join('')
}

function hasAnyIndex(text: string, terms: KqlValue): KqlValue {
  if (!Array.isArray(terms)) return null
  const folded = lowerCase(text)
  return terms.slice(0, MAX_PARTS).findIndex((term) => {
    spendWork(folded.length)
    return hasTerm(folded, lowerCase(textOf(term as KqlValue, 'dynamic')), { start: true, end: true })
  })
}
