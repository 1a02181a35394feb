import { hasTerm } from './term.ts'

/** One way for a needle to stand in a text. Where case is ignored, `holds` is given both texts folded. */
export type TextTest = { readonly case: 'exact' | 'ignored'; readonly holds: (text: string, needle: string) => boolean }

type Holds = TextTest['holds']

export const equals: Holds = (text, needle) => text === needle
export const contains: Holds = (text, needle) => text.includes(needle)
export const startsWith: Holds = (text, needle) => text.startsWith(needle)
export const endsWith: Holds = (text, needle) => text.endsWith(needle)
export const has: Holds = (text, needle) => hasTerm(text, needle, { start: true, end: true })
export const hasPrefix: Holds = (text, needle) => hasTerm(text, needle, { start: true, end: false })
export const hasSuffix: Holds = (text, needle) => hasTerm(text, needle, { start: false, end: true })
