import type { BatchReceiver, Listener, ListenerOptions } from './listener.ts'
import type { ListenerEvents } from './listener-events.ts'
import { openListener } from './open-listener.ts'

/** Several listeners that open and close together. */
export type SyslogServer = {
  readonly listeners: readonly Listener[]
  readonly stopAccepting: () => void
  /** Closes every listener, as `Listener.close` does, all at once. */
  readonly close: (deadlineMs: number) => Promise<void>
}

/** Opens all listeners or none: when one fails, those that are open are closed again, and its error, which names it, is thrown. */
export async function openSyslogServer(
  options: readonly ListenerOptions[],
  onBatch: BatchReceiver,
  events: ListenerEvents,
): Promise<SyslogServer> {
  const listeners: Listener[] = []
  const close = async (deadlineMs: number): Promise<void> => {
    await Promise.all(listeners.map((listener) => listener.close(deadlineMs)))
  }
  try {
    for (const each of options) listeners.push(await openListener(each, onBatch, events))
  } catch (error) {
    await close(0)
    throw error
  }
  return { listeners, stopAccepting: () => listeners.forEach((listener) => listener.stopAccepting()), close }
}
