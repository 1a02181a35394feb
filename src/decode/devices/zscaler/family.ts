import type { DeviceFamily } from '../device.ts'
import { normaliseCef } from './normalise-cef.ts'

/** Zscaler Internet Access, by its Nanolog Streaming Service (NSS). */
export const zscaler: DeviceFamily = {
  name: 'zscaler',
  vendor: 'Zscaler',
  ownKeys: /^ZscalerNSS/,
  // The rest of the header too: a frame that lacks it is read, so that its fault is counted.
  signature: String.raw`\|Zscaler\|(?:[^|]*\|){5}`,
  normaliseCef,
}
