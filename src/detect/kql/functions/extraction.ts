import type { KqlType, KqlValue } from '../query.ts'
import { charactersOf } from '../text/characters.ts'
import { matchesOf } from '../text/matches.ts'
import { compileRegex, regexProblem } from '../text/regex.ts'
import { kqlTypeOf } from '../read/kql-types.ts'
import { convert } from '../values/convert.ts'
import { textBuilder } from '../text/text-builder.ts'
import { spendWork } from '../work.ts'
import { scalar } from './scalar.ts'
import type { Operand, ScalarFunction } from './scalar-function.ts'

/** Functions of regular expressions. */
export const EXTRACTION = {
  extract: scalar(
    (_types, constants) => (constants[3] as KqlType | undefined) ?? 'string',
    ['regex', 'long', 'text', 'text?'],
    (regex, group, text, type) => {
      const found = matchesOf(regex, text, 1)[0]?.groups[Number(group)] ?? ''
      return type === undefined ? found : convert(found, 'string', type as KqlType)
    },
    {
      problem: (...constants) => {
        return constants.length === 4 && kqlTypeOf(constants[3] as string) === null ? 'its type must be typeof(..)' : null
      },
    },
  ),
  extract_all: scalar('dynamic', ['regex', 'any', 'text?'], (regex, second, third) => {
    const found = matchesOf(regex, third ?? (typeof second === 'string' ? second : ''))
    const names = regex.namedGroups()
    const wanted =
      third === undefined || !Array.isArray(second)
        ? null
        : second.map((group: unknown) => (typeof group === 'string' ? (names[group] ?? Number(group)) : Number(group)))
    const rows = found.map(({ groups }) => {
      const chosen = wanted?.map((group) => groups[group] ?? '') ?? groups.slice(1).map((group) => group ?? '')
      return chosen.length === 1 ? (chosen[0] ?? '') : chosen
    })
    return rows.length === 0 ? null : rows
  }),
  indexof_regex: scalar('long', ['text', 'regex', 'long?', 'long?', 'long?'], indexOfRegex),
  replace_regex: scalar('string', ['text', 'regex', 'text'], replaceRegex),
  replace: scalar('string', ['regex', 'text', 'text'], (regex, rewrite, text) => replaceRegex(text, regex, rewrite)),
  trim: scalar('string', ['regex', 'text'], (regex, text) => trimEnd(regex.pattern(), trimStart(regex.pattern(), text))),
  trim_start: scalar('string', ['regex', 'text'], (regex, text) => trimStart(regex.pattern(), text)),
  trim_end: scalar('string', ['regex', 'text'], (regex, text) => trimEnd(regex.pattern(), text)),
  countof: {
    ...scalar('long', ['text', 'text', 'text?'], countText),
    problem: (_text, pattern, kind) => (kind === 'regex' ? regexProblem(pattern) : null),
    compile: (text, pattern, kind?: Operand) => {
      if (kind?.constant !== 'regex') return scalar('long', ['text', 'text', 'text?'], countText).compile(text, pattern)
      const regex = compileRegex(pattern.constant as string)
      return scalar('long', ['text'], (value) => BigInt(matchesOf(regex, value).length)).compile(text)
    },
  },
} as const satisfies Record<string, ScalarFunction>

/** Counted in characters. */
function indexOfRegex(text: string, regex: Parameters<typeof matchesOf>[0], start = 0n, length = -1n, occurrence = 1n): KqlValue {
  if (length < -1n || occurrence < 1n) return null
  const characters = charactersOf(text)
  const from = Math.min(characters.length, start < 0n ? Math.max(0, characters.length + Number(start)) : Number(start))
  const searched = characters.slice(from, length < 0n ? characters.length : from + Number(length))
  const match = matchesOf(regex, searched, Number(occurrence))[Number(occurrence) - 1]
  return match === undefined ? -1n : BigInt(from + charactersOf(searched.slice(0, match.start)).length)
}

const edges = new Map<string, ReturnType<typeof compileRegex>>()

/** A pattern of a plan, held to an edge of the text. There are as many as the plans' own. */
function edgeOf(pattern: string): ReturnType<typeof compileRegex> {
  const known = edges.get(pattern)
  if (known !== undefined) return known
  const regex = compileRegex(pattern)
  edges.set(pattern, regex)
  return regex
}

function trimStart(pattern: string, text: string): string {
  const match = matchesOf(edgeOf(`^(?:${pattern})`), text, 1)[0]
  return match === undefined ? text : text.slice(match.end)
}

function trimEnd(pattern: string, text: string): string {
  const match = matchesOf(edgeOf(`(?:${pattern})$`), text, 1)[0]
  return match === undefined ? text : text.slice(0, match.start)
}

/** `\1` in the rewrite is the first group. */
function replaceRegex(text: string, regex: Parameters<typeof matchesOf>[0], rewrite: string): string {
  const parts = rewrite.split(/\\(\d)/)
  const result = textBuilder()
  let at = 0
  for (const { start, end, groups } of matchesOf(regex, text)) {
    result.add(text.slice(at, start))
    for (const [index, part] of parts.entries()) result.add(index % 2 === 0 ? part : (groups[Number(part)] ?? ''))
    at = end
  }
  return result.add(text.slice(at)).text()
}

/** Occurrences may overlap. */
function countText(text: string, part: string): KqlValue {
  if (part === '') return 0n
  let count = 0n
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + 1)) {
    spendWork(part.length)
    count++
  }
  return count
}
