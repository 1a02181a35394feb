import type { DeviceFamily } from '../device.ts'
import { normaliseCef } from './normalise-cef.ts'

/** Check Point, by its Log Exporter. The header's vendor does not prove much: other products are exported under it. */
export const checkPoint: DeviceFamily = {
  name: 'check-point',
  vendor: 'Check Point',
  ownKeys: /^(?:loguid|originsicname)$/,
  // The rest of the header too: a frame that lacks it is read, so that its fault is counted.
  signature: String.raw`\|Check Point\|(?:[^|]*\|){5}`,
  normaliseCef,
}
