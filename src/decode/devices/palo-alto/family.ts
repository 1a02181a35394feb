import type { DeviceFamily } from '../device.ts'
import { actions } from './actions.ts'
import { NATIVE_START } from './native/log-types.ts'
import { readNative } from './native/read-native.ts'
import { normalise } from './normalise.ts'

/** PAN-OS, Cortex and Strata log forwarding, and Prisma Access. Not Prisma SD-WAN, whose logs hold no request: docs/devices/palo-alto.md. */
export const paloAlto: DeviceFamily = {
  name: 'palo-alto',
  vendorName: 'Palo Alto Networks',
  vendor: /^palo[ -]?alto(?:[ -]?networks?)?(?:,? inc\.?)?$/i,
  // Beside those of log forwarding the few of the CEF configuration guide that lack its OS.
  ownKeys: /^Pan(?:OS[A-Z]|(?:LinkChange|LinkDetail|PolicyID|DynamicUsrgrp)$|SDWAN)/,
  signatures: {
    // The rest of the header too: a frame that lacks it is read, so that its fault is counted.
    cef: String.raw`\| ?[Pp](?:alo[ -]?[Aa]lto|ALO ALTO)(?:[ -]?(?:[Nn]etworks?|NETWORKS))? ?\|(?:[^|]*\|){5}`,
    native: String.raw`(?:^|[^\w.,"=/])${NATIVE_START}`,
  },
  actions,
  readNative,
  normalise,
}
