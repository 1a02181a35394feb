import { checkPoint } from './check-point/family.ts'
import type { Device, DeviceFamily } from './device.ts'
import { fortinet } from './fortinet/family.ts'
import { paloAlto } from './palo-alto/family.ts'
import { COMMON_ACTIONS, compileVerdicts, type Verdict, type VerdictOf } from './verdict.ts'
import { zscaler } from './zscaler/family.ts'

export const DEVICE_FAMILIES: readonly DeviceFamily[] = [zscaler, fortinet, checkPoint, paloAlto]

const VERDICTS: ReadonlyMap<Device, VerdictOf> = new Map(
  DEVICE_FAMILIES.map(({ name, actions }) => [name, compileVerdicts([COMMON_ACTIONS, actions])]),
)

const VERDICT_OF_OTHER = compileVerdicts([COMMON_ACTIONS])

/** What became of the request, by the device's action as sent. */
export function verdictOf(device: Device, action: string | undefined): Verdict {
  return (VERDICTS.get(device) ?? VERDICT_OF_OTHER)(action)
}
