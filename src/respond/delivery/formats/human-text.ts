import { printable } from '../../../base/printable.ts'
import { defang } from './defang.ts'
import type { EncodeContext } from './format.ts'

/**
 * Text that a person reads, whoever chose it: what hides is written as `\u{202e}`, and on request nothing in it can be clicked
 * (`hxxp://c2[.]example`). For fields that a machine compares it is the wrong thing: there the text stays as it was sent.
 */
export function humanText(text: string, context: Pick<EncodeContext, 'defang'>): string {
  return context.defang ? defang(printable(text)) : printable(text)
}
