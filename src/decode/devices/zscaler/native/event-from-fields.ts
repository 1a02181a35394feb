import type { CefEvent, CefExtensionField } from '../../../cef-parser/cef-event.ts'
import type { LogType } from './log-type.ts'
import { cefKeyOf } from './logs.ts'
import type { NativeField } from './native-field.ts'

/** The constant that Zscaler's CEF feeds have for a severity. */
const SEVERITY = '3'

/** The event that the CEF feed of the same log would have been: action and reason in the header, custom fields with their labels. */
export function eventFromFields(log: LogType, fields: readonly NativeField[]): CefEvent {
  const extension = withoutCopies(fields.map(({ name, value }) => ({ key: cefKeyOf(log, name), value })))
  const valueOf = (key: string): string => extension.findLast((field) => field.key === key)?.value ?? ''
  const labels = Object.entries(log.labels)
    .filter(([key]) => valueOf(key) !== '')
    .map(([key, value]) => ({ key: `${key}Label`, value }))
  return {
    header: {
      version: '0',
      deviceVendor: 'Zscaler',
      deviceProduct: log.product,
      deviceVersion: '',
      signatureId: valueOf('act'),
      name: valueOf('reason'),
      severity: SEVERITY,
    },
    extension: [...extension, ...labels],
  }
}

/** Feeds name a field twice: of equal ones the last stays. */
function withoutCopies(extension: readonly CefExtensionField[]): readonly CefExtensionField[] {
  const last = new Map(extension.map(({ key, value }, index) => [`${key}=${value}`, index]))
  return extension.filter(({ key, value }, index) => last.get(`${key}=${value}`) === index)
}
