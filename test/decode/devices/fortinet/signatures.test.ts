import t from 'tap'
import { DEVICE_FAMILIES } from '../../../../src/decode/devices/index.ts'
import { fortinet } from '../../../../src/decode/devices/fortinet/family.ts'

const CEF = new RegExp(fortinet.signatures.cef)
const NATIVE = new RegExp(fortinet.signatures.native)

t.test('the native signature', (t) => {
  const found = [
    '<188>date=2026-11-24 time=02:03:04 devname="fgt-a" devid="FG1" eventtime=1795482184123456789 tz="+0100" logid="0316013056" type="utm"',
    '<188> date=2026-11-24 time=02:03:04 devname=fgt-a devid=FG1 logid=0317013312 type=utm',
    '<188>date=2026-11-24,time=02:03:04,devname="fgt-a",devid="FG1",logid="0317013312",type="utm"',
    'Nov 24 02:03:05 fweb date=2026-11-24 time=02:03:04 log_id=20000010 msg_id=000139289631 device_id=FVVM01 type=attack',
    'date=2026-11-24 time=02:03:04 device_id=FE1 log_id=0300021505 type=spam',
  ]
  const others = [
    'Nov 24 02:03:05 fgt-a CEF: 0|Fortinet|Fortigate|v7.4.2|13056|utm|4|FTNTFGTlogid=0316013056 cat=utm:webfilter',
    'Nov 24 02:03:05 faz CEF:0|Fortinet|FortiGate-VM64|7.4.2|0316013056|utm|5|ad.logid=0316013056 cat=utm',
    'date=2026-11-24 time=02:03:04 catalogid=0316013056 type=utm',
    'time=1795482184|hostname=gw|product=URL Filtering|action=Drop',
    '1,2026/11/24 02:03:04,000000000001,THREAT,url',
  ]
  for (const text of found) t.match(text, NATIVE)
  for (const text of others) t.notMatch(text, NATIVE)
  t.end()
})

t.test('the CEF signature', (t) => {
  for (const text of [
    'Nov 24 02:03:05 fgt CEF: 0|Fortinet|Fortigate|v7.4.2|13056|utm:webfilter ftgd_blk blocked|4|act=blocked',
    'CEF:0|FORTINET|FortiGate-VM64|6.4.8,build1914 (GA)|0201009238|virus utm monitored|5|act=monitored',
    'CEF :0|Fortinet |FortiWeb|7.52|20000008|attack|alert|act=Alert',
  ]) {
    t.match(text, CEF)
    t.equal(DEVICE_FAMILIES.find(({ signatures }) => new RegExp(signatures.cef).test(text))?.name, 'fortinet', text)
  }
  for (const text of ['CEF:0|Fortinet|', 'CEF:0|Vendor|Fortinet connector|1|1|a|b|c=d']) t.notMatch(text, CEF)
  t.end()
})
