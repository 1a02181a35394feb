import { checkPointLine } from './check-point.ts'
import { fortinetLine } from './fortinet.ts'
import type { LineWriter } from './log-entry.ts'
import { paloAltoLine } from './palo-alto.ts'
import { zscalerLine } from './zscaler.ts'

/** The device families that can be simulated. */
export const FAMILIES = {
  zscaler: zscalerLine,
  fortinet: fortinetLine,
  'check-point': checkPointLine,
  'palo-alto': paloAltoLine,
} as const satisfies Readonly<Record<string, LineWriter>>

export type Family = keyof typeof FAMILIES
