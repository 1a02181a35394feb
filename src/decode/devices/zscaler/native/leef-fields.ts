import type { NativeField } from './native-field.ts'
import { separatedFields } from './separated-fields.ts'

/** Version, vendor, product, product version and event id, which is the reason again. */
const HEADER = /^LEEF:[12](?:\.0)?\|Zscaler\|[^|]{0,64}\|[^|]{0,64}\|[^|\t]{0,256}\|/i

/** The fields of the QRadar feed, whose `cat` is the action. null when `text` is no LEEF of Zscaler's. */
export function leefFields(text: string): readonly NativeField[] | null {
  const header = HEADER.exec(text)?.[0]
  if (header === undefined) return null
  // The vendor proves whose it is, and stands where no client writes.
  const fields = separatedFields(`vendor=Zscaler\t${text.slice(header.length)}`, '\t') ?? []
  return fields.map((field) => (field.name === 'cat' ? { ...field, name: 'action' } : field))
}
