import type { CefEvent } from '../cef-parser/cef-event.ts'

/** The last value that is not empty of a key, spelled exactly; "" when there is none. */
export function extensionValue({ extension }: CefEvent, key: string): string {
  for (let index = extension.length - 1; index >= 0; index--) {
    const field = extension[index]
    if (field?.key === key && field.value !== '') return field.value
  }
  return ''
}
