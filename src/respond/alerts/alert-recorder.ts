import type { Match } from '../../detect/match.ts'
import { Alarm } from './alarm.ts'
import type { AlertEvents } from './alert-events.ts'
import type { AlertGrouper } from './alert-grouper.ts'
import type { Clock } from './clock.ts'
import type { Outcome } from './outcome.ts'
import { isStoreUnavailable, type Store, STORE_RETRY_MS } from './store.ts'

export type AlertRecorderOptions = {
  readonly store: Store
  readonly grouper: AlertGrouper
  readonly clock: Clock
  readonly events: AlertEvents
  /** Called when new deliveries are durable. */
  readonly deliveriesReady: () => void
  /** How much may wait in memory while the store refuses. */
  readonly maxHeldBytes: number
}

/** Matches, or ended windows, in one transaction: enough that a burst costs few commits, few enough that none takes long. */
const MAX_BATCH = 1000

/** The outcomes that the receivers are told of. */
const TOLD: ReadonlySet<Outcome['as']> = new Set<Outcome['as']>(['created', 'updated', 'summarised', 'storm ended'])

/**
 * Makes matches durable. All that arrive in one turn of the event loop share a commit. While the store refuses, matches wait in memory,
 * up to a limit, and the write is tried again; detection never waits for it.
 */
export class AlertRecorder {
  readonly #options: AlertRecorderOptions
  readonly #alarm: Alarm
  #held: Match[] = []
  #heldBytes = 0
  #state: 'idle' | 'scheduled' | 'failing' | 'closed' = 'idle'

  constructor(options: AlertRecorderOptions) {
    this.#options = options
    this.#alarm = new Alarm(options.clock, () => this.#work())
  }

  /** Takes up the windows that were open when the last process ended. */
  start(): void {
    this.#schedule()
  }

  record(matches: readonly Match[]): void {
    const fitting = matches.filter((match) => this.#hold(match))
    if (fitting.length < matches.length) this.#options.events.matchesDropped(matches.length - fitting.length)
    if (this.#state === 'idle') this.#schedule()
  }

  /** Writes what is held, as far as the store takes it. Open windows stay open for the next process. */
  close(): void {
    do this.#work()
    while (this.#state === 'scheduled')
    this.#state = 'closed'
    this.#alarm.clear()
    if (this.#held.length > 0) this.#options.events.matchesDropped(this.#held.length)
  }

  #hold(match: Match): boolean {
    const bytes = this.#heldBytes + sizeOf(match)
    if (bytes > this.#options.maxHeldBytes) return false
    this.#heldBytes = bytes
    this.#held.push(match)
    return true
  }

  #schedule(): void {
    this.#state = 'scheduled'
    setImmediate(() => {
      if (this.#state === 'scheduled') this.#work()
    })
  }

  #work(): void {
    const { clock, deliveriesReady } = this.#options
    const now = clock.now()
    try {
      const { outcomes, nextEnd } = this.#write(now)
      this.#state = 'idle'
      for (const outcome of outcomes) this.#report(outcome)
      if (outcomes.some(({ as }) => TOLD.has(as))) deliveriesReady()
      if (this.#held.length > 0) this.#schedule()
      else if (nextEnd !== null) this.#alarm.set(nextEnd)
    } catch (error) {
      if (!isStoreUnavailable(error)) throw error
      this.#state = 'failing'
      this.#alarm.set(now + STORE_RETRY_MS)
    }
  }

  #write(now: number): { outcomes: readonly Outcome[]; nextEnd: number | null } {
    const { store, grouper } = this.#options
    const batch = this.#held.slice(0, MAX_BATCH)
    const isLast = batch.length === this.#held.length
    const written = store.transaction(() => {
      const recorded = batch.flatMap((match) => grouper.record(match, now))
      // Windows end only after the matches that waited for the store are counted in them.
      const ended = isLast ? grouper.endWindows(now, MAX_BATCH) : []
      return { outcomes: [...recorded, ...ended], nextEnd: grouper.nextEnd() }
    })
    this.#held = this.#held.slice(batch.length)
    for (const match of batch) this.#heldBytes -= sizeOf(match)
    return written
  }

  #report(outcome: Outcome): void {
    const { events, clock } = this.#options
    switch (outcome.as) {
      case 'created':
        events.alertStored(outcome.alert, clock.now() - outcome.match.receivedAt)
        break
      case 'suppressed':
        events.matchSuppressed(outcome.match.ruleId, outcome.match.exclusion ?? '')
        break
      case 'grouped':
        events.matchGrouped(outcome.match.ruleId)
        break
      case 'held back':
        if (outcome.alert !== null) events.alertHeldBack(outcome.alert)
        events.matchHeldBack(outcome.match.ruleId)
        break
      case 'storm began':
        events.stormBegan(outcome.ruleName)
        break
      case 'summarised':
        events.stormSummarised(outcome.alert)
        break
      case 'storm ended':
        events.stormEnded(outcome.scope, outcome.alerts, outcome.matches)
        break
      case 'updated':
        break
    }
  }
}

/** About what a match takes in memory: the raw event, and the columns that were cut out of it. */
function sizeOf(match: Match): number {
  return 1024 + 2 * match.raw.length
}
