import type { Format } from './format.ts'
import { json } from './json.ts'

/** Every format, by the name that a configuration gives it. */
const TABLE = { json } as const satisfies Readonly<Record<string, Format>>

export type FormatName = keyof typeof TABLE

export const FORMATS: Readonly<Record<FormatName, Format>> = TABLE

export const FORMAT_NAMES = Object.keys(TABLE) as readonly FormatName[]
