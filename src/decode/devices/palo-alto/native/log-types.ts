import type { NativeLayout } from './native-layout.ts'
import {
  AUTHENTICATION_LAYOUT,
  COMMON_LAYOUT,
  CONFIG_LAYOUT,
  CORRELATION_LAYOUT,
  GLOBAL_PROTECT_LAYOUT,
  HIP_MATCH_LAYOUT,
  SESSION_LAYOUT,
  SYSTEM_LAYOUT,
  USER_ID_LAYOUT,
} from './other-layouts.ts'
import { threatLayout } from './threat-layouts.ts'
import { TRAFFIC_LAYOUT } from './traffic-layout.ts'

/** The log types of PAN-OS, by the word in field 3. START and END are those of tunnel inspection. */
const LAYOUTS: ReadonlyMap<string, (subtype: string) => NativeLayout> = new Map([
  ['THREAT', threatLayout],
  ['TRAFFIC', () => TRAFFIC_LAYOUT],
  ...['DECRYPTION', 'TUNNEL', 'START', 'END', 'GTP', 'SCTP'].map((type) => [type, () => SESSION_LAYOUT] as const),
  ['SYSTEM', () => SYSTEM_LAYOUT],
  ['CONFIG', () => CONFIG_LAYOUT],
  ...['HIPMATCH', 'HIP-MATCH'].map((type) => [type, () => HIP_MATCH_LAYOUT] as const),
  ['USERID', () => USER_ID_LAYOUT],
  ['AUTHENTICATION', () => AUTHENTICATION_LAYOUT],
  ['CORRELATION', () => CORRELATION_LAYOUT],
  ['GLOBALPROTECT', () => GLOBAL_PROTECT_LAYOUT],
  ...['IPTAG', 'AUDIT'].map((type) => [type, () => COMMON_LAYOUT] as const),
])

/**
 * Source of the pattern of what a native line begins with: a field kept for the future (`1`), the time of receipt in whatever form, the
 * serial number, the type. Cheap, and nobody else's: the scanner looks for it too.
 */
export const NATIVE_START = String.raw`\d,[^,"|=]{0,40},[\w.-]{0,40},(?:${[...LAYOUTS.keys()].join('|')}),`

/** The layout of a log type, which NATIVE_START has found. */
export function layoutOf(type: string, subtype: string): NativeLayout {
  return LAYOUTS.get(type)?.(subtype) ?? COMMON_LAYOUT
}
