import type { CefEvent, CefExtensionField, CefHeader } from '../../../cef-parser/cef-event.ts'
import type { Message } from '../../device.ts'
import { layoutOf, NATIVE_START } from './log-types.ts'
import { GENERATED_TIME, type NativeField, type NativeLayout, SUBTYPE, TYPE } from './native-layout.ts'
import { splitCsv } from './split-csv.ts'

const START = new RegExp(`^${NATIVE_START}`)

/** One more than the last field that any version sends; what comes behind it is not looked at. */
const MOST_FIELDS = 123

/** `$number-of-severity` of the CEF formats. */
const SEVERITIES: ReadonlyMap<string, string> = new Map([
  ['informational', '1'],
  ['low', '2'],
  ['medium', '3'],
  ['high', '4'],
  ['critical', '5'],
])

/** In sessions over IPv6 the device's CEF has these instead of `src` and `dst`. */
const IPV6_KEYS: ReadonlyMap<string, readonly [key: string, label: string]> = new Map([
  ['src', ['c6a2', 'Source IPv6 Address']],
  ['dst', ['c6a3', 'Destination IPv6 Address']],
])

const ENDS_WITH_ZONE = /\d(?:Z|[+-]\d\d:?\d\d)$/

/**
 * Reads PAN-OS's default syslog format, a line of comma-separated fields, as the CEF event that the vendor's CEF configuration guide
 * makes the same firewall send. Log forwarding's default format is the same but for its times, in ISO 8601. A line that was cut is read
 * as far as it goes. Empty fields are left out. null for any other message. Never throws; linear in the text's length.
 */
export function readNative({ text }: Message): CefEvent | null {
  if (!START.test(text)) return null
  const values = splitCsv(text, MOST_FIELDS).map((value) => value.trim())
  const layout = layoutOf(values[TYPE] ?? '', values[SUBTYPE] ?? '')
  const extension = layout.fields.flatMap((field) => extensionFields(field, values))
  const start = startTime(extension, values)
  return {
    header: headerOf(layout, values),
    extension: start === '' ? extension : [...extension, { key: 'start', value: start }],
  }
}

function headerOf({ signatureId, severity }: NativeLayout, values: readonly string[]): CefHeader {
  return {
    version: '0',
    deviceVendor: 'Palo Alto Networks',
    deviceProduct: 'PAN-OS',
    deviceVersion: '',
    signatureId: values[signatureId] || (values[SUBTYPE] ?? ''),
    name: values[TYPE] ?? '',
    severity: severity === null ? '1' : (SEVERITIES.get((values[severity] ?? '').toLowerCase()) ?? ''),
  }
}

function extensionFields([position, key, label]: NativeField, values: readonly string[]): readonly CefExtensionField[] {
  const value = values[position] ?? ''
  if (value === '') return []
  const ipv6 = value.includes(':') ? IPV6_KEYS.get(key) : undefined
  const [valueKey, valueLabel = ''] = ipv6 ?? [key, label]
  const fields = [{ key: valueKey, value }]
  return valueLabel === '' ? fields : [...fields, { key: `${valueKey}Label`, value: valueLabel }]
}

/** The generated time: as newer versions repeat it, with its zone, where they do. */
function startTime(extension: readonly CefExtensionField[], values: readonly string[]): string {
  const precise = extension.find(({ key }) => key === 'PanOSTimeGeneratedHighResolution')?.value ?? ''
  return ENDS_WITH_ZONE.test(precise) ? precise : (values[GENERATED_TIME] ?? '')
}
