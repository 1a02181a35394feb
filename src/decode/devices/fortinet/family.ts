import type { DeviceFamily } from '../device.ts'
import { actions } from './actions.ts'
import { NATIVE_SIGNATURE, readNative } from './native/read-native.ts'
import { normalise } from './normalise.ts'

/** FortiGate, FortiProxy and FortiWeb, and FortiAnalyzer where it forwards for one. */
export const fortinet: DeviceFamily = {
  name: 'fortinet',
  vendorName: 'Fortinet',
  vendor: /^fortinet$/i,
  ownKeys: /^(?:FTNTFGT|FortinetFortiGate|ad\.(?:logid|vd|eventtime|httpmethod|ratemethod|srcintfrole|dstintfrole)$)/,
  signatures: {
    // The rest of the header too: a frame that lacks it is read, so that its fault is counted.
    cef: String.raw`\| ?(?:Fortinet|FORTINET|fortinet) ?\|(?:[^|]*\|){5}`,
    native: NATIVE_SIGNATURE,
  },
  actions,
  readNative,
  normalise,
}
