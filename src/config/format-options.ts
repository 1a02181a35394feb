import { readFileSync } from 'node:fs'
import { CefwatchError, type Place } from '../base/errors.ts'
import type { OptionProblem } from '../respond/delivery/formats/format.ts'
import { FORMATS, type FormatName } from '../respond/delivery/formats/index.ts'

type Path = readonly PropertyKey[]

/** The configuration file that options stand in, and where its problems are kept. */
export type OptionsSource = {
  readonly fromHere: (path: string) => string
  readonly placeOf: (path: Path) => Place
  readonly placeInText: (path: Path, line: number, column: number) => Place
  readonly report: (error: CefwatchError) => void
}

/** The options of a webhook's format, ready for `encode`, from its entry at `path`. Never holds the credential. */
export function formatOptions(
  format: FormatName,
  entry: Readonly<Record<string, unknown>>,
  path: Path,
  source: OptionsSource,
): Readonly<Record<string, unknown>> {
  const { options, credential, resolve } = FORMATS[format]
  const values = Object.fromEntries(Object.keys(options).map((key) => [key, entry[key]]))
  const fileText = (key: string): string | null => readText(values[key], [...path, key], source)
  const resolved = resolve?.(values, fileText) ?? { ok: true, options: values }
  if (resolved.ok) {
    const isSecret = (key: string): boolean => credential !== null && (key === credential || key === `${credential}File`)
    return Object.fromEntries(Object.entries(resolved.options).filter(([key]) => !isSecret(key)))
  }
  if (resolved.problem !== null) {
    const { key, message } = resolved.problem
    const place = placeOf(resolved.problem, values[key], [...path, key], source)
    source.report(new CefwatchError('CONFIG_INVALID', message, { place }))
  }
  return {}
}

function readText(file: unknown, path: Path, { fromHere, placeOf, report }: OptionsSource): string | null {
  const absolute = fromHere(String(file))
  try {
    return readFileSync(absolute, 'utf8')
  } catch (cause) {
    report(new CefwatchError('FILE_UNREADABLE', `the file ${absolute} cannot be read`, { place: placeOf(path), cause }))
    return null
  }
}

/** The place of the problem: inside the text under its key, inside the file that this names, or the key itself. */
function placeOf(
  { key, line, column }: OptionProblem,
  value: unknown,
  path: Path,
  { fromHere, placeOf, placeInText }: OptionsSource,
): Place {
  if (line === undefined || column === undefined) return placeOf(path)
  return key.endsWith('File') ? { file: fromHere(String(value)), line, column } : placeInText(path, line, column)
}
