import type { DeviceFamily } from '../device.ts'
import { actions } from './actions.ts'
import { normalise } from './normalise.ts'

/** PAN-OS, Cortex and Strata log forwarding, and Prisma Access. */
export const paloAlto: DeviceFamily = {
  name: 'palo-alto',
  vendor: /^palo alto networks$/i,
  ownKeys: /^PanOS/,
  signatures: {
    // The rest of the header too: a frame that lacks it is read, so that its fault is counted.
    cef: String.raw`\|Palo Alto Networks\|(?:[^|]*\|){5}`,
    native: '(?!)',
  },
  actions,
  readNative: () => null,
  normalise,
}
