import { convert } from '../values/convert.ts'
import { isBag } from '../values/dynamic.ts'
import type { KqlValue, OutputRow } from '../query.ts'
import type { StepCompiler } from './step.ts'

/** A column for each property of a bag, in the place of the bag. */
export const bagUnpack: StepCompiler<'bag_unpack'> = ({ column, prefix, columns }) => {
  return (rows) =>
    rows.map((row): OutputRow => {
      const bag = row[column] ?? null
      const others = Object.entries(row).filter(([name]) => name !== column)
      const unpacked = columns.map(({ name, type }): [string, KqlValue] => {
        const key = name.slice(prefix.length)
        const value = isBag(bag) && Object.hasOwn(bag, key) ? bag[key] : null
        return [name, convert(value as KqlValue, 'dynamic', type)]
      })
      return Object.fromEntries([...others, ...unpacked])
    })
}
