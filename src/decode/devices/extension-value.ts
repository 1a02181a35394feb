import type { CefEvent } from '../cef-parser/cef-event.ts'

/** The last value that is not empty of a key, spelled exactly; "" when there is none. */
export function extensionValue({ extension }: CefEvent, key: string): string {
  return extension.findLast((field) => field.key === key && field.value !== '')?.value ?? ''
}
