import type { DeviceFamily } from '../device.ts'
import { actions } from './actions.ts'
import { readNative } from './native/read-native.ts'
import { normalise } from './normalise.ts'

/** Zscaler Internet Access and Private Access, by their Nanolog and Log Streaming Services (NSS, LSS). */
export const zscaler: DeviceFamily = {
  name: 'zscaler',
  vendorName: 'Zscaler',
  vendor: /^zscaler\b/i,
  ownKeys: /^ZscalerNSS/,
  signatures: {
    // The rest of the header too: a frame that lacks it is read, so that its fault is counted.
    cef: String.raw`\b\d\|\|? ?(?:Zscaler|zscaler|ZSCALER)(?:[ ,.][^|]{0,16})?\|(?:[^|]*\|){5}`,
    native: [
      String.raw`\t(?:ClientIP|clientpublicIP|clienttranstime|event_id|refererURL|transactionsize|urlcategory|urlsupercategory)=`,
      String.raw`\t(?:csip|cdip|clt_sip|srv_dip|Recordtype|tunneltype)=|\tvendor=Zscaler`,
      String.raw`\bRecordtype=[^=\t]{1,64}\t`,
      String.raw`\^\^(?:timezone|action|reason|protocol|serverip|requestmethod)=`,
      String.raw`"sourcetype" ?: ?"zscaler-?nss`,
      String.raw`"(?:ClientIP|clientpublicIP|refererURL)" ?: ?"`,
      String.raw`\{ ?"(?:LogTimestamp|ModifiedTime)" ?: ?"`,
      String.raw`LEEF:[12](?:\.0)?\|Zscaler\|`,
      // NSS tells of its own health on the same connection: not an event to read, and no fault to count.
      String.raw`\] ZscalerNSS: `,
    ].join('|'),
  },
  actions,
  readNative,
  normalise,
}
