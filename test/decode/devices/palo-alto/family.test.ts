import t from 'tap'
import { DEVICE_FAMILIES } from '../../../../src/decode/devices/index.ts'
import { paloAlto } from '../../../../src/decode/devices/palo-alto/family.ts'
import { nativeLine, URL_LOG } from './native-line.ts'

t.test('vendors', (t) => {
  for (const vendor of [
    'Palo Alto Networks',
    'palo alto networks',
    'PaloAltoNetworks',
    'Palo Alto',
    'PALO ALTO NETWORKS',
    'Palo Alto Networks, Inc.',
  ]) {
    t.match(vendor, paloAlto.vendor, vendor)
  }
  for (const vendor of ['Palo Alto Software', 'Alto Networks', '', 'Check Point']) t.notMatch(vendor, paloAlto.vendor, vendor)
  t.end()
})

t.test('keys of its own', (t) => {
  const own = [
    'PanOSReferer',
    'PanOSHTTPMethod',
    'PanOSX-Forwarded-ForIP',
    'PanDynamicUsrgrp',
    'PanSDWANSite',
    'PanLinkChange',
    'PanPolicyID',
  ]
  for (const key of own) t.match(key, paloAlto.ownKeys, key)
  for (const key of ['PanOS', 'Panel', 'Pan', 'xPanOSReferer', 'panosReferer', 'PanLinkChanged'])
    t.notMatch(key, paloAlto.ownKeys, key)
  t.end()
})

t.test('signatures', (t) => {
  const line = nativeLine(72, URL_LOG)
  const cases: readonly [text: string, format: 'cef' | 'native' | null][] = [
    [line, 'native'],
    [`<14>${line}`, 'native'],
    [`<14>Oct 16 22:55:48 PA-1 ${line}`, 'native'],
    [`Oct 16 22:55:48 ${line}`, 'native'],
    [`535 <14>1 2026-10-16T22:55:48Z PA-1 - - - - ${line}`, 'native'],
    [`<14>Oct 16 22:55:48 PA-1 ${nativeLine(67, { ...URL_LOG, 3: 'TRAFFIC', 4: 'end' })}`, 'native'],
    [`<14>Oct 16 22:55:48 PA-1 ${nativeLine(67, { 3: 'GLOBALPROTECT' })}`, 'native'],
    [`<14>Oct 16 22:55:48 PA-1 ${line.slice(0, 90)}`, 'native'],
    ['<14>Oct 16 22:55:48 PA-1 CEF:0|Palo Alto Networks|PAN-OS|10.1|url|THREAT|1|request="a/1,2,3,THREAT,"', 'cef'],
    ['<14>Oct 16 22:55:48 x CEF: 0| Palo Alto Networks |LF|2.0|THREAT|url|1|', 'cef'],
    ['0|PaloAltoNetworks|PAN-OS|10.1|url|THREAT|1|', 'cef'],
    ['CEF:0|PALO ALTO NETWORKS|PAN-OS|10.1|url|THREAT|1|', 'cef'],
    ['CEF:0|Palo Alto Networks|PAN-OS|10.1|GLOBALPROTECT|0|rt=x', null],
    ['192.0.2.1 - - "GET /1,2,3,THREAT,url HTTP/1.1"', null],
    ['<134>1 - gw app - - - url="http://www.example.com/?q=1,2,3,THREAT,"', null],
    ['2026-10-16T22:55:48,192.0.2.64,52172,198.51.100.222,443,udp,,,1,1', null],
  ]
  for (const [text, format] of cases) {
    const found = (['cef', 'native'] as const).filter((format) => new RegExp(paloAlto.signatures[format]).test(text))
    t.strictSame(found[0] ?? null, format, text)
    if (format === null) continue
    const others = DEVICE_FAMILIES.filter(({ name }) => name !== 'palo-alto')
    for (const { name, signatures } of others) {
      t.notOk(new RegExp(`${signatures.cef}|${signatures.native}`).test(text), `${name}: ${text}`)
    }
  }
  t.end()
})
