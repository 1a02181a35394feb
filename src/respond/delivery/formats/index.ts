import type { Format } from './format.ts'
import { json } from './json.ts'

export const FORMATS = { json } as const satisfies Readonly<Record<string, Format>>

export type FormatName = keyof typeof FORMATS
