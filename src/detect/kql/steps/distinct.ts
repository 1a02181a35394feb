import { dynamicKey } from '../values/dynamic-text.ts'
import type { StepCompiler } from './step.ts'

/** Rows that are equal in every column are one; the first of them stays. */
export const distinct: StepCompiler<'distinct'> = () => (rows) => {
  const seen = new Set<string>()
  return rows.filter((row) => {
    const key = dynamicKey(Object.values(row).map((value) => (typeof value === 'bigint' ? String(value) : value)))
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
