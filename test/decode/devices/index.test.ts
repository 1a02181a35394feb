import t from 'tap'
import { decodeEvent } from '../../../src/decode/devices/decode-event.ts'
import { DEVICES } from '../../../src/decode/devices/device.ts'
import { DEVICE_FAMILIES } from '../../../src/decode/devices/index.ts'

function deviceOf(text: string): string | null {
  const decoded = decodeEvent({ text, structuredData: null, timestamp: null })
  return decoded.event === null ? null : (decoded.family?.name ?? 'other')
}

t.test('every family is listed once', (t) => {
  t.strictSame(
    DEVICES.filter((device) => device !== 'other'),
    DEVICE_FAMILIES.map(({ name }) => name),
  )
  t.end()
})

t.test('events are recognised by the header first, and by their keys where it names no family', (t) => {
  const cases: readonly [text: string, device: string][] = [
    ['CEF:0|Zscaler|NSSWeblog|5.7|Allowed|Allowed|3|act=Allowed', 'zscaler'],
    ['CEF:0|zscaler |NSSWeblog|5.7|Allowed|Allowed|3|act=Allowed', 'zscaler'],
    ['CEF: 0|Fortinet|Fortigate|v6.0.3|13056|utm:webfilter|4|act=blocked', 'fortinet'],
    ['CEF:0|Check Point|VPN-1 & FireWall-1|Check Point|Log|Accept|Unknown|act=Accept', 'check-point'],
    ['CEF:0||Check Point|VPN-1|Check Point|Log|Accept|Unknown|act=Accept', 'check-point'],
    ['CEF:0|Palo Alto Networks|PAN-OS|10.1|url|THREAT|1|act=alert', 'palo-alto'],
    ['CEF:0|Renamed|NSSWeblog|5.7|Allowed|Allowed|3|ZscalerNSSWeblogURLClass=x', 'zscaler'],
    ['CEF:0|Renamed|FGT|7.4|13056|utm|4|FTNTFGTvd=root', 'fortinet'],
    ['CEF:0|Renamed|FAZ|7.4|13056|utm|4|ad.logid=1', 'fortinet'],
    ['CEF:0|Renamed|FW|R81|Log|Accept|Unknown|loguid={0x1}', 'check-point'],
    ['CEF:0|Renamed|NGFW|11|url|THREAT|1|PanOSLogSource=firewall', 'palo-alto'],
    ['CEF:0|Vendor|Product|1|1|name|1|ad.field[0]=x act=y', 'other'],
    ['CEF:0|Vendor|Product|1|1|name|1|', 'other'],
    ['CEF:0|Palo Alto Networks|PAN-OS|10.1|url|THREAT|1|requestClientApplication=x FTNTFGTvd=root', 'palo-alto'],
  ]
  for (const [text, device] of cases) t.equal(deviceOf(text), device, text)
  t.end()
})

t.test('signatures find the family in the first bytes of a frame', (t) => {
  const cases: readonly [text: string, family: string | undefined][] = [
    ['<134>Oct 16 22:55:48 nss CEF:0|Zscaler|NSSWeblog|5.7|x|x|3|src=192.0.2.1', 'zscaler'],
    ['Oct 16 22:55:48 fw CEF: 0|Fortinet|Fortigate|1|x|x|3|src=192.0.2.1', 'fortinet'],
    ['<134>Oct 16 22:55:48 gw 0|Check Point|VPN-1|1|x|x|3|src=192.0.2.1', 'check-point'],
    ['CEF:0||Check Point|VPN-1|1|x|x|3|src=192.0.2.1', 'check-point'],
    ['535 <14>1 - - - - - - CEF:0|Palo Alto Networks|LF|1|x|x|3|src=192.0.2.1', 'palo-alto'],
    ['CEF:0|Vendor|Zscaler connector|1|', undefined],
  ]
  for (const [text, family] of cases) {
    t.equal(DEVICE_FAMILIES.find(({ signatures }) => new RegExp(signatures.cef).test(text))?.name, family, text)
  }
  t.end()
})
