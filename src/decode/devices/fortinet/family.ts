import type { DeviceFamily } from '../device.ts'
import { actions } from './actions.ts'
import { normalise } from './normalise.ts'

/** FortiGate, and FortiAnalyzer where it forwards for one. */
export const fortinet: DeviceFamily = {
  name: 'fortinet',
  vendor: /^fortinet$/i,
  ownKeys: /^(?:FTNTFGT|FortinetFortiGate|ad\.(?:logid|vd|eventtime)$)/,
  signatures: {
    // The rest of the header too: a frame that lacks it is read, so that its fault is counted.
    cef: String.raw`\|Fortinet\|(?:[^|]*\|){5}`,
    native: '(?!)',
  },
  actions,
  readNative: () => null,
  normalise,
}
