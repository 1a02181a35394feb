import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { corpusOf } from './corpus.ts'
import { startSubject } from './subject.ts'
import { machine, markdown } from './table.ts'

/*
 * `npm run bench:soak -- --minutes 60 --rate 20000`: events at a steady rate over TCP, and every now and then how large the daemon is, how
 * late its event loop runs, and what it lost. Bounded in time; memory should be flat.
 */

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    rate: { type: 'string', default: '20000' },
    samples: { type: 'string', default: '20' },
  },
})

const milliseconds = Number(values.minutes) * 60_000
const portion = corpusOf(Number(values.rate) / 20)
const subject = await startSubject()
const socket = connect(subject.ports.tcp, '127.0.0.1')
const timer = setInterval(() => socket.write(portion), 50)
const rows = []
for (let sample = 1; sample <= Number(values.samples); sample++) {
  await delay(milliseconds / Number(values.samples))
  rows.push({
    minute: ((milliseconds * sample) / Number(values.samples) / 60_000).toFixed(1),
    'RSS MB': subject.usage().nowMb,
    'event loop p99 ms': (1000 * (await subject.metric('nodejs_eventloop_lag_p99_seconds'))).toFixed(1),
    received: await subject.metric('cefwatch_received_messages_total'),
    dropped:
      (await subject.metric('cefwatch_dropped_messages_total')) + (await subject.metric('cefwatch_udp_kernel_drops_total')),
  })
}
clearInterval(timer)
socket.destroy()
await subject.stop()
console.log(`${machine()}\n\n${markdown(rows)}`)
