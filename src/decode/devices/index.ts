import type { CefEvent } from '../cef-parser/cef-event.ts'
import { checkPoint } from './check-point/family.ts'
import type { DeviceFamily } from './device.ts'
import { fortinet } from './fortinet/family.ts'
import { paloAlto } from './palo-alto/family.ts'
import { zscaler } from './zscaler/family.ts'

export const DEVICE_FAMILIES: readonly DeviceFamily[] = [zscaler, fortinet, checkPoint, paloAlto]

/**
 * The family that sent the event, or null for a device of none. The header's vendor decides first, so that a key that a client wrote
 * into a value, such as its user agent, cannot turn one family's event into another's.
 */
export function recogniseCef({ header, extension }: CefEvent): DeviceFamily | null {
  const vendor = header.deviceVendor.trim().toLowerCase()
  return (
    DEVICE_FAMILIES.find((family) => family.vendor.toLowerCase() === vendor) ??
    DEVICE_FAMILIES.find((family) => extension.some(({ key }) => family.ownKeys.test(key))) ??
    null
  )
}
