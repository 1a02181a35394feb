import { resolve } from 'node:path'
import { InvalidArgumentError, Option } from 'commander'

/** The configuration that comes with cefwatch. */
const SHIPPED_CONFIG = resolve(import.meta.dirname, '../../config/cefwatch.yaml')

/** `--config`, the same for every command that reads one. */
export const configOption = new Option('-c, --config <file>', 'configuration file')
  .env('CEFWATCH_CONFIG')
  .default(SHIPPED_CONFIG, 'config/cefwatch.yaml')

/** A whole number from `min` to `max`, for an option's value. */
export function integerBetween(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (/^\d+$/.test(text) && value >= min && value <= max) return value
    throw new InvalidArgumentError(`Expected a whole number from ${min} to ${max}.`)
  }
}
