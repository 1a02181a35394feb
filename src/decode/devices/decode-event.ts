import type { CefError, CefEvent } from '../cef-parser/cef-event.ts'
import { parseCef, startsCef } from '../cef-parser/index.ts'
import type { DeviceFamily, EventFormat, Message } from './device.ts'
import { DEVICE_FAMILIES } from './index.ts'

/** An event and the family that sent it, null for a device of none; or why the message holds no event. */
export type DecodedEvent =
  | {
      readonly event: CefEvent
      readonly family: DeviceFamily | null
      readonly format: EventFormat
      readonly error: CefError | null
    }
  | { readonly event: null; readonly error: CefError }

/**
 * Reads a message as CEF, or in a family's own format. CEF in the middle of a message comes last, since a client can write it into the
 * URL that a native event reports.
 */
export function decodeEvent(message: Message): DecodedEvent {
  if (!startsCef(message.text)) {
    const native = decodeNative(message)
    if (native !== null) return native
  }
  const { event, error } = parseCef(message.text)
  return event === null ? { event, error } : { event, family: familyOf(event), format: 'cef', error }
}

function decodeNative(message: Message): DecodedEvent | null {
  for (const family of DEVICE_FAMILIES) {
    const event = family.readNative(message)
    if (event !== null) return { event, family, format: 'native', error: null }
  }
  return null
}

/**
 * The header's vendor decides first, so that a key that a client wrote into a value, such as its user agent, cannot turn one family's
 * event into another's.
 */
function familyOf({ header, extension }: CefEvent): DeviceFamily | null {
  const vendor = header.deviceVendor.trim()
  return (
    DEVICE_FAMILIES.find((family) => family.vendor.test(vendor)) ??
    DEVICE_FAMILIES.find((family) => extension.some(({ key }) => family.ownKeys.test(key))) ??
    null
  )
}
