import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import t from 'tap'
import { startReceiver, status } from '../receiver.ts'
import { openTestStore } from '../open-test-store.ts'

const CHILD = `${import.meta.dirname}/kill-child.ts`
const ROUNDS = 5
/** Attempts at one webhook at a time. */
const CONCURRENCY = 4

/** Kills `child` at some moment after it has printed `lines` lines; gives all that it printed. */
async function killAfter(child: ChildProcess, lines: number): Promise<readonly string[]> {
  const printed: string[] = []
  if (child.stdout === null) throw new Error('the child has no output')
  for await (const line of createInterface(child.stdout)) {
    printed.push(line)
    if (printed.length === lines) setTimeout(() => child.kill('SIGKILL'), Math.random() * 5)
  }
  return printed
}

t.test('kill -9 at any moment loses no stored alert and gives none a second id', async (t) => {
  const receiver = await startReceiver(t)
  const taken: unknown[] = []
  receiver.answer = (response, request) => {
    const takes = Math.random() >= 0.3
    if (takes) taken.push(request.headers['webhook-id'])
    status(takes ? 204 : 503)(response, request)
  }
  const file = `${t.testdir({})}/cefwatch.db`
  const start = (count: number): ChildProcess =>
    spawn(process.execPath, [CHILD, file, receiver.url, String(count)], { stdio: ['ignore', 'pipe', 'inherit'] })

  const stored: string[] = []
  for (let round = 0; round < ROUNDS; round++) {
    stored.push(...(await killAfter(start(100_000), 1 + Math.floor(Math.random() * 20))))
  }
  const last = start(0)
  const [code] = (await once(last, 'exit')) as [number | null]
  t.equal(code, 0, 'the last process delivers the rest')

  const idsOf = new Map<string, Set<unknown>>()
  const bodiesOf = new Map<unknown, Set<string>>()
  for (const { headers, body } of receiver.requests.entries) {
    const alert = (JSON.parse(body) as { data: { id: string } }).data.id
    const id = headers['webhook-id']
    idsOf.set(alert, (idsOf.get(alert) ?? new Set()).add(id))
    bodiesOf.set(id, (bodiesOf.get(id) ?? new Set<string>()).add(body))
  }
  t.comment(`${stored.length} alerts stored, ${receiver.requests.entries.length} requests received`)
  t.ok(stored.length >= ROUNDS)
  t.same(
    stored.filter((id) => !idsOf.has(id)),
    [],
    'every stored alert has arrived',
  )
  t.ok(
    [...idsOf.values()].every((ids) => ids.size === 1),
    'under one id',
  )
  t.ok(
    [...bodiesOf.values()].every((bodies) => bodies.size === 1),
    'and an id always with the same body',
  )
  const repeated = taken.length - new Set(taken).size
  t.ok(repeated <= ROUNDS * CONCURRENCY, `of those that were taken only those on their way came again: ${repeated}`)
  const { store, deliveries } = openTestStore(t, file)
  t.same({ ...store.prepare('PRAGMA integrity_check').get() }, { integrity_check: 'ok' })
  t.ok(deliveries.counts().every(({ state }) => state === 'delivered'))
})
