import type { DeviceFamily, EventFormat } from '../decode/devices/device.ts'
import { DEVICE_FAMILIES } from '../decode/devices/index.ts'
import type { ScannedKind } from '../receive/scanner/scanner.ts'

/** What the scanner's quick look tells of a frame. */
export type FrameKind = { readonly device: DeviceFamily['name']; readonly format: EventFormat }

const FORMATS: readonly EventFormat[] = ['cef', 'native']

/** How the frames of each family are told by their first bytes. */
export const FRAME_KINDS: readonly ScannedKind<FrameKind>[] = DEVICE_FAMILIES.flatMap(({ name, signatures, vendorName }) =>
  FORMATS.map((format) => ({
    kind: { device: name, format },
    signature: signatures[format],
    vendor: format === 'cef' ? vendorName : null,
  })),
)
