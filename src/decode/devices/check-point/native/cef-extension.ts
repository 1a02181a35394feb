import type { CefExtensionField } from '../../../cef-parser/cef-event.ts'
import { cefPlaceOf } from './field-mapping.ts'

/** Check Point's fields as Log Exporter's CEF has them: in their order, each label in front of its value. */
export function cefExtension(fields: readonly CefExtensionField[]): readonly CefExtensionField[] {
  const filled = new Set(fields.filter(({ value }) => value !== '').map(({ key }) => key))
  return fields.flatMap((field) => {
    const place = cefPlaceOf(field.key)
    if (place === null || (place.fields.find((name) => filled.has(name)) ?? field.key) !== field.key) return field
    const { key, label } = place
    const pair = { key, value: field.value }
    return label === null ? pair : [{ key: `${key}Label`, value: label }, pair]
  })
}
