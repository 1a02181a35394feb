/*
 * What a backlog costs: `npm run bench:backlog [-- COUNT [SECONDS]]`. Puts COUNT deliveries (a million) into a store on disk, then delivers to a real
 * HTTP receiver that is down at first and comes back; prints attempts, deliveries a second, and the memory of this process.
 */
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { AlertStore } from '../src/respond/alerts/alert-store.ts'
import { SYSTEM_CLOCK as clock } from '../src/respond/alerts/clock.ts'
import { openStore } from '../src/respond/alerts/store.ts'
import { DeliveryStore } from '../src/respond/delivery/delivery-store.ts'
import { Dispatcher } from '../src/respond/delivery/dispatcher.ts'
import { insertBacklog } from '../test/respond/delivery/insert-backlog.ts'
import { silentEvents } from '../test/respond/delivery/silent-events.ts'
import { testWebhook } from '../test/respond/delivery/test-webhook.ts'
import { sampleAlert } from '../test/respond/samples.ts'

const COUNT = Number(process.argv[2] ?? 1_000_000)
const PHASE_MS = Number(process.argv[3] ?? 20) * 1000

const folder = mkdtempSync(join(tmpdir(), 'cefwatch-backlog-'))
const file = join(folder, 'cefwatch.db')
const none = (): void => undefined
const store = openStore(file, { storeFailed: (error) => console.error(error), storeRecovered: none })
const deliveries = new DeliveryStore(store)
let down = true
const server = createServer((request, response) => {
  request.resume().on('end', () => response.writeHead(down ? 503 : 204).end())
})
let delivered = 0
let failed = 0

try {
  store.transaction(() => new AlertStore(store).insert(sampleAlert('a1'), null))
  insertBacklog(store, 'a1', COUNT, clock.now() - COUNT)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  say(`${COUNT} deliveries, ${Math.round(statSync(file).size / 1e6)} MB on disk`)
  say(
    `counts: ${timeOf(() => deliveries.counts())}, list of dead letters: ${timeOf(() => deliveries.list({ state: 'dead', limit: 100 }))}`,
  )

  const dispatcher = new Dispatcher([testWebhook('soc', url)], {
    deliveries,
    clock,
    random: Math.random,
    events: { ...silentEvents, delivered: () => delivered++, deliveryFailed: () => failed++ },
  })
  dispatcher.wake()
  await watch('receiver down', () => `${failed} attempts`)
  down = false
  await watch('receiver back', () => `${delivered} delivered`)
  const startedAt = performance.now()
  const retried = await dispatcher.retryAll(null)
  say(`${retried} dead letters made pending in ${Math.round(performance.now() - startedAt)} ms`)
  await dispatcher.close(AbortSignal.timeout(5000))
} finally {
  server.closeAllConnections()
  server.close()
  store.close()
  rmSync(folder, { recursive: true })
}

async function watch(phase: string, count: () => string): Promise<void> {
  for (let passed = 0; passed < PHASE_MS; passed += PHASE_MS / 4) {
    await wait(PHASE_MS / 4)
    say(`${phase}, ${(passed + PHASE_MS / 4) / 1000} s: ${count()}`)
  }
}

function timeOf(work: () => void): string {
  const startedAt = performance.now()
  work()
  return `${(performance.now() - startedAt).toFixed(1)} ms`
}

function say(text: string): void {
  console.log(`${text}; RSS ${Math.round(process.memoryUsage.rss() / 1e6)} MB`)
}
