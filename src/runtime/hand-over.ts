import type { Match } from '../detect/match.ts'
import type { ListenerId } from '../receive/syslog-server/listener-events.ts'
import type { ReceiveTelemetry } from '../metrics/telemetry.ts'

/** Matches that may be on their way to the control side at once: what a second's flood makes, some 50 MB. */
const MAX_ON_THE_WAY = 20_000

/**
 * From the receive side to the control side. Receiving never waits: when the control side is so far behind that the queue between them is
 * full, matches are dropped and counted.
 */
export class HandOver {
  readonly #send: (matches: readonly Match[]) => void
  readonly #dropped: ReadonlyMap<string, (amount: number) => void>
  readonly #limit: number
  #onTheWay = 0

  constructor(
    send: (matches: readonly Match[]) => void,
    telemetry: Pick<ReceiveTelemetry, 'counter'>,
    listeners: readonly Pick<ListenerId, 'name'>[],
    limit = MAX_ON_THE_WAY,
  ) {
    this.#send = send
    this.#limit = limit
    this.#dropped = new Map(
      listeners.map(({ name }) => {
        const labels = { listener: name, stage: 'hand_over', reason: 'queue_full' }
        return [name, telemetry.counter('cefwatch_dropped_messages_total', labels)]
      }),
    )
  }

  offer(listener: string, matches: readonly Match[]): void {
    const accepted = matches.slice(0, Math.max(this.#limit - this.#onTheWay, 0))
    if (accepted.length < matches.length) this.#dropped.get(listener)?.(matches.length - accepted.length)
    if (accepted.length === 0) return
    this.#onTheWay += accepted.length
    this.#send(accepted)
  }

  /** The control side has `count` of them. */
  taken(count: number): void {
    this.#onTheWay -= count
  }
}
