import t from 'tap'
import { parseCef } from '../../../src/decode/cef-parser/index.ts'
import { rowFromCef } from '../../../src/decode/common-security-log/row-from-cef.ts'
import { rowToJson, ticksFromMilliseconds } from '../../../src/decode/common-security-log/row.ts'

const CONTEXT = { computer: 'nss.example.com', timeGenerated: ticksFromMilliseconds(1_794_747_600_000), timeZone: 'UTC' }

/** What every row of an event without extension holds. */
const BARE = {
  TimeGenerated: '2026-11-15T13:00:00.0000000Z',
  DeviceVendor: 'Vendor',
  DeviceProduct: 'Product',
  DeviceVersion: '1.0',
  DeviceEventClassID: '100',
  Activity: 'name',
  LogSeverity: 'Very-High',
  Computer: 'nss.example.com',
  Type: 'CommonSecurityLog',
}

function rowOf(text: string, context = CONTEXT): Record<string, string | number> | null {
  const { event } = parseCef(text)
  return event === null ? null : rowToJson(rowFromCef(event, context))
}

t.test('the columns that an extension fills', (t) => {
  const cases: readonly [extension: string, columns: Record<string, string | number>][] = [
    ['', {}],
    ['src=192.0.2.1 requestMethod=get', { SourceIP: '192.0.2.1', RequestMethod: 'get' }],
    ['sourceAddress=192.0.2.1', { SourceIP: '192.0.2.1' }],
    ['src= requestMethod=', {}],
    ['in=9007199254740993 out=12', { ReceivedBytes: '9007199254740993', SentBytes: 12 }],
    ['cfp1=1.5 cfp1Label=score', { DeviceCustomFloatingPoint1: 1.5, DeviceCustomFloatingPoint1Label: 'score' }],
    ['externalId=764', { ExternalID: 764, ExtID: '764' }],
    ['externalId=6799437957281873922', { ExtID: '6799437957281873922' }],
    ['cn1=5645801292', { FieldDeviceCustomNumber1: 5_645_801_292 }],
    ['cn1=7', { DeviceCustomNumber1: 7, FieldDeviceCustomNumber1: 7 }],
    ['rt=Oct 16 22:55:48', { ReceiptTime: 'Oct 16 22:55:48' }],
    [
      'start=Mar 01 2026 20:48:16 end=1794747600000',
      {
        StartTime: '2026-03-01T20:48:16.0000000Z',
        EndTime: '2026-11-15T13:00:00.0000000Z',
      },
    ],
    ['start=timestamp', { AdditionalExtensions: 'start=timestamp' }],
    ['spt=https', { AdditionalExtensions: 'spt=https' }],
    ['FTNTFGTvd=root srcx=y', { AdditionalExtensions: 'FTNTFGTvd=root;srcx=y' }],
    ['x=a;b\\=c\\\\d y=', { AdditionalExtensions: 'x=a;b=c\\d;y=' }],
    ['cs2=a cs4=only cs2=b', { DeviceCustomString2: 'b', DeviceCustomString4: 'only', AdditionalExtensions: 'cs2=a;cs2=b' }],
    [
      'src=192.0.2.1 sourceAddress=192.0.2.2',
      { SourceIP: '192.0.2.2', AdditionalExtensions: 'src=192.0.2.1;sourceAddress=192.0.2.2' },
    ],
    ['request=/a request=', { RequestURL: '/a' }],
    ['spt=1 spt=x', { SourcePort: 1, AdditionalExtensions: 'spt=1;spt=x' }],
    ['act=Blocked', { DeviceAction: 'Blocked', SimplifiedDeviceAction: 'Blocked' }],
    ['act=Denied', { DeviceAction: 'Denied', SimplifiedDeviceAction: 'Deny' }],
    [
      'deviceDirection=1 src=192.0.2.1 spt=1 dst=198.51.100.2 dpt=80',
      {
        CommunicationDirection: '1',
        SourceIP: '192.0.2.1',
        SourcePort: 1,
        DestinationIP: '198.51.100.2',
        DestinationPort: 80,
        RemoteIP: '198.51.100.2',
        RemotePort: '80',
      },
    ],
    [
      'deviceDirection=0 src=192.0.2.1 dst=198.51.100.2',
      {
        CommunicationDirection: '0',
        SourceIP: '192.0.2.1',
        DestinationIP: '198.51.100.2',
        RemoteIP: '192.0.2.1',
      },
    ],
    ['deviceDirection=inbound src=192.0.2.1', { CommunicationDirection: 'inbound', SourceIP: '192.0.2.1' }],
  ]
  for (const [extension, columns] of cases) {
    t.strictSame(rowOf(`CEF:0|Vendor|Product|1.0|100|name|Very-High|${extension}`), { ...BARE, ...columns }, extension)
  }
  t.end()
})

t.test('what is not there is absent', (t) => {
  const { TimeGenerated, Type } = BARE
  t.strictSame(rowOf('CEF:0|||||||', { ...CONTEXT, computer: '' }), { TimeGenerated, Type })
  t.end()
})
