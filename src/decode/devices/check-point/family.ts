import type { DeviceFamily } from '../device.ts'
import { actions } from './actions.ts'
import { normalise } from './normalise.ts'

/** Check Point, by its Log Exporter. The header's vendor does not prove much: other products are exported under it. */
export const checkPoint: DeviceFamily = {
  name: 'check-point',
  vendor: /^check point$/i,
  ownKeys: /^(?:loguid|originsicname)$/,
  signatures: {
    // The rest of the header too: a frame that lacks it is read, so that its fault is counted.
    cef: String.raw`\|Check Point\|(?:[^|]*\|){5}`,
    native: '(?!)',
  },
  actions,
  readNative: () => null,
  normalise,
}
