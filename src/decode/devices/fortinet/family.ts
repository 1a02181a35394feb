import type { DeviceFamily } from '../device.ts'
import { normaliseCef } from './normalise-cef.ts'

/** FortiGate, and FortiAnalyzer where it forwards for one. */
export const fortinet: DeviceFamily = {
  name: 'fortinet',
  vendor: 'Fortinet',
  ownKeys: /^(?:FTNTFGT|FortinetFortiGate|ad\.(?:logid|vd|eventtime)$)/,
  // The rest of the header too: a frame that lacks it is read, so that its fault is counted.
  signature: String.raw`\|Fortinet\|(?:[^|]*\|){5}`,
  normaliseCef,
}
