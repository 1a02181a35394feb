import type { DeviceFamily } from '../device.ts'
import { actions } from './actions.ts'
import { normalise } from './normalise.ts'

/** Zscaler Internet Access, by its Nanolog Streaming Service (NSS). */
export const zscaler: DeviceFamily = {
  name: 'zscaler',
  vendor: /^zscaler$/i,
  ownKeys: /^ZscalerNSS/,
  signatures: {
    // The rest of the header too: a frame that lacks it is read, so that its fault is counted.
    cef: String.raw`\|Zscaler\|(?:[^|]*\|){5}`,
    native: '(?!)',
  },
  actions,
  readNative: () => null,
  normalise,
}
