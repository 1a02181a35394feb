import type { Clock } from '../alerts/clock.ts'

/** Something that rests for a while. It goes by a timer, not by the time of day: a clock that is set neither ends nor prolongs it. */
export class Pause {
  readonly #clock: Clock
  readonly #over: () => void
  #cancel: (() => void) | null = null

  constructor(clock: Clock, over: () => void) {
    this.#clock = clock
    this.#over = over
  }

  get isOn(): boolean {
    return this.#cancel !== null
  }

  /** Begins anew; what was set before no longer counts. */
  begin(ms: number): void {
    this.end()
    this.#cancel = this.#clock.setTimer(ms, () => {
      this.#cancel = null
      this.#over()
    })
  }

  /** Ends it without a word. */
  end(): void {
    this.#cancel?.()
    this.#cancel = null
  }
}
