import { cutText } from './cut-text.ts'

/** Characters that are left of each text, tried one after the other. */
const CUTS: readonly number[] = [Infinity, 16_384, 4096, 1024, 256, 64, 16]

/** Ids, times and addresses are of use only as a whole, and too short to matter. */
const WHOLE = /^[\w:.+-]{1,40}$/

/**
 * The JSON of the first of `forms` that can be cut to `maxBytes`, its texts as long as they may be; what is cut is marked. The last form
 * is taken if none can: it must hold few texts.
 */
export function fitJson(forms: readonly [object, ...object[]], maxBytes: number): string {
  let body = ''
  for (const form of forms) {
    for (const cut of CUTS) {
      body = stringify(form, cut)
      if (Buffer.byteLength(body) <= maxBytes) return body
    }
  }
  return body
}

function stringify(form: object, cut: number): string {
  return JSON.stringify(form, (_, value: unknown) => {
    return typeof value === 'string' && !WHOLE.test(value) ? cutText(value.toWellFormed(), cut) : value
  })
}
