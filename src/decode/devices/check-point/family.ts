import type { DeviceFamily } from '../device.ts'
import { actions } from './actions.ts'
import { readNative } from './native/native.ts'
import { normalise } from './normalise.ts'

/** Check Point, by its Log Exporter. The header's vendor does not prove much: other products are exported under it. */
export const checkPoint: DeviceFamily = {
  name: 'check-point',
  vendorName: 'Check Point',
  vendor: /^check[ _-]?point(?: software(?: technologies)?(?:,? ltd\.?)?)?$/i,
  ownKeys:
    /^(?:loguid|originsicname|origin_sic_name|__policy_id_tag|layer_uuid|hll_key|cp_severity|cp_app_risk|smartdefense_profile)$/,
  signatures: {
    // The rest of the header too: a frame that lacks it is read, so that its fault is counted.
    cef: String.raw`\| ?[Cc]heck[ _-]?[Pp]oint(?: [Ss]oftware[^|]{0,32})? ?\|(?:[^|]*\|){5}`,
    native: [
      String.raw`CheckPoint(?::| [\w-]{1,16} -(?: -)?) \[`,
      String.raw`\[[^\s=\]":]{1,64}@(?:1\.3\.6\.1\.4\.1\.)?2620[ \];]`,
      String.raw`\[(?:action|alert|flags|ifdir|loguid|origin|product|time):"`,
      String.raw`time=\d[^|]{0,40}\|(?:hostname|severity|product|action|loguid)=`,
    ].join('|'),
  },
  actions,
  readNative,
  normalise,
}
