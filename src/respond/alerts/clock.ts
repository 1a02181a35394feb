/** Time as the stages after detection need it: passed in, so that a test owns it. */
export type Clock = {
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number
  /** Calls `ring` once, after `ms`. Returns what cancels it. A timer alone keeps no process alive. */
  readonly setTimer: (ms: number, ring: () => void) => () => void
}

export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  setTimer: (ms, ring) => {
    const timer = setTimeout(ring, ms).unref()
    return () => clearTimeout(timer)
  },
}
