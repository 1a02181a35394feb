import type { DeviceFamily } from '../device.ts'
import { normaliseCef } from './normalise-cef.ts'

/** PAN-OS, Cortex and Strata log forwarding, and Prisma Access. */
export const paloAlto: DeviceFamily = {
  name: 'palo-alto',
  vendor: 'Palo Alto Networks',
  ownKeys: /^PanOS/,
  // The rest of the header too: a frame that lacks it is read, so that its fault is counted.
  signature: String.raw`\|Palo Alto Networks\|(?:[^|]*\|){5}`,
  normaliseCef,
}
