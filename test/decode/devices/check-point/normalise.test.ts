import t from 'tap'
import { checkPoint } from '../../../../src/decode/devices/check-point/family.ts'
import { type Changes, changesOf } from '../changes.ts'

const NAMES = { DestinationDnsDomain: ['', 'www.example.com'], DestinationHostName: ['', 'www.example.com'] } as const

t.test('what Check Point’s normaliser changes', (t) => {
  const cases: readonly [extension: string, changes: Changes][] = [
    ['request=https://www.example.com/a?b=c requestMethod=GET', NAMES],
    ['request= https://www.example.com/a', { RequestURL: [' https://www.example.com/a', 'https://www.example.com/a'], ...NAMES }],
    [
      'request="https://www.example.com/a"',
      { RequestURL: ['"https://www.example.com/a"', 'https://www.example.com/a'], ...NAMES },
    ],
    ['requestMethod=get', { RequestMethod: ['get', 'GET'] }],
    ['requestMethod=N/A', { RequestMethod: ['N/A', ''] }],
    ['act=Accept', {}],
    // Names of machines.
    ['shost=pc-7@example.com', { SourceHostName: ['pc-7@example.com', 'pc-7'] }],
    ['shost=pc-7', {}],
    ['dhost=srv-1@example.com', { DestinationHostName: ['srv-1@example.com', 'srv-1'] }],
    // A path and its host.
    ['request=/a?b=c http_host=www.example.com', { RequestURL: ['/a?b=c', 'www.example.com/a?b=c'], ...NAMES }],
    ['request=/a http_host=www.example.com:8080 app=HTTP', { RequestURL: ['/a', 'http://www.example.com:8080/a'], ...NAMES }],
    ['request=/a http_host=www.example.com service_id=https', { RequestURL: ['/a', 'https://www.example.com/a'], ...NAMES }],
    [
      'request=/a http_host=www.example.com app=TLS service_id=https',
      { RequestURL: ['/a', 'https://www.example.com/a'], ...NAMES },
    ],
    ['request=/a http_host=www.example.com app=ftp', { RequestURL: ['/a', 'www.example.com/a'], ...NAMES }],
    [
      'request=/a dhost=www.example.com',
      { RequestURL: ['/a', 'www.example.com/a'], DestinationDnsDomain: ['', 'www.example.com'] },
    ],
    ['request=/a', {}],
    [
      String.raw`request=http:\/\/www.example.com\/a`,
      { RequestURL: [String.raw`http:\/\/www.example.com\/a`, 'http://www.example.com/a'], ...NAMES },
    ],
    ['request=invoice.doc http_host=www.example.com', NAMES],
    ['request=http://www.example.com/a http_host=other.example.com', NAMES],
    // Fields under their own names.
    [
      'resource=https://www.example.com/a method=get user_agent=curl/8 web_client_type=Other action=Drop',
      {
        RequestURL: ['', 'https://www.example.com/a'],
        RequestMethod: ['', 'GET'],
        RequestClientApplication: ['', 'curl/8'],
        DeviceAction: ['', 'Drop'],
        ...NAMES,
      },
    ],
    [
      'web_client_type=Chrome referrer=http://a.example/',
      { RequestClientApplication: ['', 'Chrome'], RequestContext: ['', 'http://a.example/'] },
    ],
    ['requestClientApplication=Chrome user_agent=curl/8', {}],
    ['src_user_name=Ann user=a', { SourceUserName: ['', 'Ann'] }],
    ['suser=Ann user=a', {}],
    ['src_machine_name=pc-7@example.com', { SourceHostName: ['', 'pc-7'] }],
    ['client_ip=192.0.2.9', { SourceIP: ['', '192.0.2.9'] }],
    ['client_ip=192.0.2.9 src=192.0.2.10', {}],
    ['c6a2=2001:db8::1 c6a2Label=Source IPv6 Address', { SourceIP: ['', '2001:db8::1'] }],
    ['c6a3=2001:db8::2 c6a3Label=Destination IPv6 Address', { DestinationIP: ['', '2001:db8::2'] }],
    ['hostname=log-1', { Computer: ['', 'log-1'] }],
    // The remote side by the direction's name.
    ['deviceDirection=inbound src=192.0.2.1 spt=5', { RemoteIP: ['', '192.0.2.1'], RemotePort: ['', '5'] }],
    ['deviceDirection=outbound dst=192.0.2.2 dpt=80', { RemoteIP: ['', '192.0.2.2'], RemotePort: ['', '80'] }],
    ['deviceDirection=1 dst=192.0.2.2', {}],
    // Times.
    ['rt=1794747600000', { StartTime: ['', 17947476000000000n] }],
    ['rt=1794747600', { StartTime: ['', 17947476000000000n] }],
    ['rt=2026-11-15T13:00:00Z', { StartTime: ['', 17947476000000000n] }],
    ['time=1794747600', { StartTime: ['', 17947476000000000n] }],
    ['rt=1794747600000 start=1794747500000', {}],
    ['rt=soon', {}],
  ]
  for (const [extension, changes] of cases) {
    t.strictSame(changesOf(`CEF:0|Check Point|URL Filtering|Check Point|Log|Accept|Unknown|${extension}`), changes, extension)
  }
  t.end()
})

t.test('vendors and keys that are Check Point’s', (t) => {
  const vendors = [
    'Check Point',
    'CheckPoint',
    'Checkpoint',
    'check_point',
    ' Check Point ',
    'Check Point Software Technologies Ltd.',
    'Check Point Software',
  ]
  for (const vendor of vendors) {
    const text = `CEF:0|${vendor}|URL Filtering|Check Point|Log|Accept|Unknown|requestMethod=get`
    t.ok(checkPoint.vendor.test(vendor.trim()), vendor)
    t.match(text, new RegExp(checkPoint.signatures.cef))
  }
  for (const vendor of ['', 'Point', 'Checkpointed', 'Check Points', 'Fortinet']) t.notOk(checkPoint.vendor.test(vendor), vendor)
  for (const key of ['loguid', 'originsicname', 'origin_sic_name', 'layer_uuid', 'hll_key', 'cp_severity'])
    t.ok(checkPoint.ownKeys.test(key), key)
  for (const key of ['src', 'origin', 'product', 'loguid2', 'PanOSLogSource', 'FTNTFGTvd', 'action', 'resource'])
    t.notOk(checkPoint.ownKeys.test(key), key)
  t.end()
})

t.test('another product’s event under Check Point’s name keeps what it says', (t) => {
  const text =
    'CEF:0|Check Point|EndpointSensor|1.0|FirewallMatch|Firewall match|1|cat=FirewallMatch hostName=PC-7 localAddress=192.0.2.1 ' +
    'cmdLineLabel=Command Line cmdLine=System ruleName=NetBIOS/IP TCP 137-139 cn3Label=Offset cn3=29214'
  t.strictSame(changesOf(text), {})
  t.end()
})
