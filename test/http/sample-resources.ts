import type { AlertResource, DeliveryResource, StatusResource, WebhookResource } from '../../src/http/resources.ts'

/** An URL that would run a script if a page took it for markup. */
export const HOSTILE_URL = 'www.example.org/ui/chk?mactok="><img src=x onerror=document.body.id="owned">'

export const rule: AlertResource['rule'] = {
  id: 'baedfdf4-7cc8-45a1-81a9-065821628b83',
  name: 'RunningRAT request parameters',
  version: '1.0.2',
  severity: 'High',
  description:
    'A request carries parameters of RunningRAT. Blocked or not, the implant is likely still running on the source host.',
  tactics: ['Exfiltration', 'CommandAndControl'],
  techniques: ['T1041', 'T1071.001'],
  tags: ['POLONIUM'],
}

export const openAlert: AlertResource = {
  id: '0193a0c2-7c1e-7b3a-9f00-3f6c1d2e4a01',
  status: 'open',
  exclusion: null,
  rule,
  description:
    'RunningRAT request parameters: lap-0413 (192.0.2.41) to cdn.example.net. The device blocked this request, but the implant that made it is likely still running on the source host.',
  entities: [
    { type: 'IP', Address: '192.0.2.41' },
    { type: 'IP', Address: '198.51.100.23' },
    { type: 'URL', Url: 'cdn.example.net/ui/chk?mactok=8f2c&UsRnMe=amelia' },
  ],
  customDetails: { Method: 'GET' },
  indicators: [
    { column: 'RequestURL', value: '/ui/chk' },
    { column: 'RequestURL', value: 'mactok=' },
    { column: 'RequestURL', value: 'UsRnMe=' },
  ],
  matchedOn: 'normalised',
  row: {
    TimeGenerated: '2026-11-24T08:15:30.1234567Z',
    DeviceVendor: 'Fortinet',
    DeviceProduct: 'Fortigate',
    DeviceAction: 'blocked',
    DestinationDnsDomain: 'cdn.example.net',
    DestinationIP: '198.51.100.23',
    RequestURL: 'cdn.example.net/ui/chk?mactok=8f2c&UsRnMe=amelia',
    SourceIP: '192.0.2.41',
    SourceHostName: 'lap-0413',
    RequestClientApplication: null,
  },
  device: { vendor: 'Fortinet', product: 'Fortigate', action: 'blocked', verdict: 'blocked' },
  count: 17,
  firstSeen: '2026-11-24T08:15:30.123Z',
  lastSeen: '2026-11-24T08:19:02.480Z',
  receivedAt: '2026-11-24T08:15:30.123Z',
  detectedAt: '2026-11-24T08:15:30.125Z',
  source: { listener: 'udp-5514', address: '192.0.2.1', transport: 'udp' },
  normalised: { RequestMethod: '', RequestURL: '/ui/chk?mactok=8f2c&UsRnMe=amelia' },
  raw: '<189>Nov 24 08:15:30 fgt-hq CEF: 0|Fortinet|Fortigate|v7.0.12|13056|utm:webfilter ftgd_blk blocked|4|src=192.0.2.41 dhost=cdn.example.net request=/ui/chk?mactok\\=8f2c&UsRnMe\\=amelia FTNTFGThttpmethod=GET act=blocked',
}

export const hostileAlert: AlertResource = {
  ...openAlert,
  id: '0193a0c2-7c1e-7b3a-9f00-3f6c1d2e4a02',
  matchedOn: 'decoded',
  indicators: [{ column: 'RequestURL', value: 'mactok=' }],
  entities: [
    { type: 'IP', Address: '2001:db8::17' },
    { type: 'URL', Url: HOSTILE_URL },
  ],
  row: {
    ...openAlert.row,
    DeviceVendor: 'Zscaler',
    DeviceProduct: 'NSSWeblog',
    DeviceAction: 'Allowed',
    DestinationDnsDomain: 'www.example.org',
    DestinationIP: '203.0.113.80',
    RequestURL: HOSTILE_URL,
    SourceIP: '2001:db8::17',
    SourceHostName: null,
  },
  device: { vendor: 'Zscaler', product: 'NSSWeblog', action: 'Allowed', verdict: 'allowed' },
  count: 1,
  firstSeen: '2026-11-24T07:58:11.000Z',
  lastSeen: '2026-11-24T07:58:11.000Z',
  source: { listener: 'tcp-5514', address: '192.0.2.7', transport: 'tcp' },
  normalised: {},
  raw: `<134>Nov 24 07:58:11 zscaler-nss CEF:0|Zscaler|NSSWeblog|5.0|Allowed|Allowed|3|act=Allowed request=${HOSTILE_URL} requestMethod=GET`,
}

export const suppressedAlert: AlertResource = {
  ...openAlert,
  id: '0193a0c2-7c1e-7b3a-9f00-3f6c1d2e4a03',
  status: 'suppressed',
  exclusion: 'prometheus-probes',
  matchedOn: 'raw',
  row: {
    ...openAlert.row,
    DeviceVendor: 'Check Point',
    DeviceProduct: 'URL Filtering',
    DeviceAction: 'Accept',
    DestinationDnsDomain: 'probe.example.com',
    RequestURL: 'http://probe.example.com/ui/chk?target=blackbox',
    SourceIP: '192.0.2.200',
  },
  device: { vendor: 'Check Point', product: 'URL Filtering', action: 'Accept', verdict: 'allowed' },
  count: 240,
  normalised: {},
}

export const deliveries: readonly DeliveryResource[] = [
  {
    id: 'msg_7d1f',
    alertId: openAlert.id,
    type: 'alert.created',
    webhook: 'soc',
    state: 'delivered',
    attempts: 1,
    createdAt: '2026-11-24T08:15:30.126Z',
    nextAttemptAt: null,
    lastError: null,
    lastAnswer: null,
  },
  {
    id: 'msg_2b90',
    alertId: openAlert.id,
    type: 'alert.created',
    webhook: 'ticketing',
    state: 'pending',
    attempts: 4,
    createdAt: '2026-11-24T08:15:30.126Z',
    nextAttemptAt: '2026-11-24T08:24:10.000Z',
    lastError: '503 from https://tickets.example.com',
    lastAnswer: 'Service Unavailable',
  },
  {
    id: 'msg_0c44',
    alertId: hostileAlert.id,
    type: 'alert.created',
    webhook: 'ticketing',
    state: 'dead',
    attempts: 1,
    createdAt: '2026-11-24T07:58:11.004Z',
    nextAttemptAt: null,
    lastError: '413 from https://tickets.example.com',
    lastAnswer: '{"error":"body too large"}',
  },
]

export const webhooks: readonly [WebhookResource, WebhookResource] = [
  {
    ...{ name: 'soc', url: 'https://soc.example.com', format: 'json', state: 'up', since: null },
    ...{ pending: 0, delivered: 1, dead: 0, lastError: null },
  },
  {
    ...{ name: 'ticketing', url: 'https://tickets.example.com', format: 'json' },
    ...{ state: 'failing', since: '2026-11-24T08:15:40.000Z', pending: 1, delivered: 0, dead: 1 },
    lastError: '503 from https://tickets.example.com',
  },
]

export const status: StatusResource = {
  version: '0.1.0',
  startedAt: '2026-11-21T05:00:00.000Z',
  uptimeSeconds: 271_234,
  problems: ['webhook ticketing fails since 08:15: 503 from https://tickets.example.com'],
  listeners: [
    { name: 'udp-5514', protocol: 'udp', address: '0.0.0.0', port: 5514, connections: null, messages: 48_200_310, dropped: 12 },
    { name: 'tcp-5514', protocol: 'tcp', address: '0.0.0.0', port: 5514, connections: 3, messages: 9_113_004, dropped: 0 },
  ],
  events: { zscaler: 9_113_004, fortinet: 40_002_118, 'check-point': 6_020_551, 'palo-alto': 2_177_641, other: 14 },
  alerts: { open: 2, suppressed: 1 },
  deliveries: { pending: 1, delivered: 1, dead: 1 },
}
