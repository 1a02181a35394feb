import { lowerCase } from './change-case.ts'

/**
 * A text for comparison without regard to case: in lower case, and with one small sigma for both. A part of a text folds to the same
 * part of the folded text. KELVIN SIGN folds to k.
 */
export function foldCase(text: string): string {
  const lower = lowerCase(text)
  return lower.includes('ς') ? lower.replaceAll('ς', 'σ') : lower
}
