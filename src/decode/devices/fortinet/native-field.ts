import type { CefEvent } from '../../cef-parser/cef-event.ts'
import { extensionValue } from '../extension-value.ts'

/**
 * What FortiOS's own name of a field without a CEF name is prefixed with: on FortiGate, in rows of Sentinel's FortiGate sample, on
 * FortiAnalyzer, and in rows of its FortiAnalyzer sample.
 */
const PREFIXES = ['FTNTFGT', 'FortinetFortiGate', 'ad.', '']

/** The value of a field by FortiOS's own name, such as `httpmethod`, whatever its prefix; "" when it was not sent. */
export function nativeField(event: CefEvent, name: string): string {
  return PREFIXES.map((prefix) => extensionValue(event, prefix + name)).find((value) => value !== '') ?? ''
}
