import type { RuleSet } from '../detect/detector.ts'
import { type ReceiveWorkerEvents, ReceiveWorkerHandle } from './receive-worker-handle.ts'
import type { BoundListener, ReceiveWorkerData } from './receive-protocol.ts'

/** How long a scrape waits for the workers' counts: then it shows what they last reported. */
const REPORT_TIMEOUT_MS = 1000

export type ReceiveWorkers = {
  readonly listeners: readonly BoundListener[]
  /** Hands new rules to every worker; resolves when they are in force in all. */
  readonly reload: (ruleSet: RuleSet) => Promise<void>
  /** Brings the counts up to date: each worker reports, or has been given up on. */
  readonly report: () => Promise<void>
  readonly drain: (deadlineMs: number) => Promise<void>
}

/**
 * Starts `count` workers that all listen on the same listeners; with more than one the kernel spreads senders over them (SO_REUSEPORT). All or
 * nothing: when one cannot listen, the others end. The first one settles which port a listener on port 0 gets.
 */
export async function startReceiveWorkers(
  count: number,
  data: ReceiveWorkerData,
  events: ReceiveWorkerEvents,
): Promise<ReceiveWorkers> {
  const shared = data.listeners.map((listener) => ({ ...listener, reusePort: count > 1 }))
  const workers = [new ReceiveWorkerHandle({ ...data, listeners: shared }, events)]
  try {
    const bound = await listening(workers)
    const settled = shared.map((listener, index) => ({ ...listener, port: bound[index]?.port ?? listener.port }))
    while (workers.length < count) workers.push(new ReceiveWorkerHandle({ ...data, listeners: settled }, events))
    await listening(workers)
    return {
      listeners: bound,
      reload: (next) => all(workers, (worker) => worker.reload(next)),
      report: () =>
        withTimeout(
          all(workers, (worker) => worker.report()),
          REPORT_TIMEOUT_MS,
        ),
      drain: (deadlineMs) => all(workers, (worker) => worker.drain(deadlineMs)),
    }
  } catch (error) {
    await all(workers, (worker) => worker.terminate())
    throw error
  }
}

async function listening(workers: readonly ReceiveWorkerHandle[]): Promise<readonly BoundListener[]> {
  const [first] = await Promise.all(workers.map((worker) => worker.listening()))
  return first ?? []
}

async function all(workers: readonly ReceiveWorkerHandle[], act: (worker: ReceiveWorkerHandle) => Promise<void>): Promise<void> {
  await Promise.all(workers.map(act))
}

async function withTimeout(work: Promise<void>, timeoutMs: number): Promise<void> {
  const timeout = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => timeout.resolve(undefined), timeoutMs)
  await Promise.race([work, timeout.promise])
  clearTimeout(timer)
}
