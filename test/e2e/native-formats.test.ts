import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect } from 'node:net'
import t from 'tap'
import { startReceiver } from '../respond/receiver.ts'
import { startDaemon, writeConfig } from './start-daemon.ts'

const LINES: Readonly<Record<string, string>> = {
  zscaler:
    '2026-11-24 01:02:03\tevent_id=1\tprotocol=HTTPS\taction=Blocked\trefererURL="None"\turlsupercategory=x\tClientIP=192.0.2.1\trequestmethod=GET\turl="zscaler.example.net/ui/chk?mactok=1"\tserverip=203.0.113.1',
  fortinet:
    '<188>date=2026-11-24 time=01:02:03 devname="fgt" logid="0316013056" type="utm" subtype="webfilter" level="warning" srcip=192.0.2.2 dstip=203.0.113.2 service="HTTPS" hostname="fortinet.example.net" action="blocked" url="/ui/chk?mactok=1" httpmethod="GET"',
  'check-point':
    '<134>1 2026-11-24T01:02:03Z gw CheckPoint 1930 - [action:"Prevent"; src:"192.0.2.3"; dst:"203.0.113.3"; product:"URL Filtering"; method:"GET"; resource:"http://check-point.example.net/ui/chk?mactok=1"]',
  'palo-alto': `<14>Nov 24 01:02:03 pa 1,2026/11/24 01:02:03,001,THREAT,url,1,2026/11/24 01:02:03,192.0.2.4,203.0.113.4${','.repeat(22)}block-url,"palo-alto.example.net/ui/chk?mactok=1",,cat${','.repeat(30)}get`,
}

t.test('native events of each family, by the transports that they use, raise alerts', async (t) => {
  const receiver = await startReceiver(t)
  const { ports, get, metric } = await startDaemon(
    t,
    writeConfig(t.testdir(), { webhooks: [{ name: 'soc', url: receiver.url }] }),
  )
  const socket = createSocket('udp4')
  const tcp = connect(ports.tcp, '127.0.0.1')
  await once(tcp, 'connect')
  // NSS: a line over TCP. FortiGate: octet-counted. The others over UDP.
  tcp.end(`${LINES['zscaler']}\n${Buffer.byteLength(LINES['fortinet'] ?? '')} ${LINES['fortinet']}`)
  for (const line of [LINES['check-point'], LINES['palo-alto']]) socket.send(line ?? '', ports.udp, '127.0.0.1')
  await receiver.requests.until((requests) => requests.length === 4)
  socket.close()

  const alerts = receiver.requests.entries.map(
    ({ body }) => (JSON.parse(body) as { readonly data: { readonly row: object } }).data,
  )
  for (const [index, [family, scheme]] of Object.entries({
    zscaler: 'https://',
    fortinet: 'https://',
    'check-point': 'http://',
    'palo-alto': '',
  }).entries()) {
    const alert = alerts.find(({ row }) => JSON.stringify(row).includes(`${family}.example.net`))
    t.match(alert, {
      rule: { severity: 'High' },
      device: { verdict: 'blocked' },
      row: { SourceIP: `192.0.2.${index + 1}`, RequestURL: `${scheme}${family}.example.net/ui/chk?mactok=1` },
    })
  }
  // A scrape brings the workers' counts up to date.
  t.equal(await metric('cefwatch_events_total'), 4)
  const events = (
    JSON.parse(await get('/api/v1/sources')) as { readonly sources: readonly { readonly events: readonly object[] }[] }
  ).sources
  t.strictSame(
    events.flatMap((source) => source.events).sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
    ['check-point', 'fortinet', 'palo-alto', 'zscaler'].map((device) => ({ device, format: 'native', count: 1 })),
  )
})
