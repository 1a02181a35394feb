const ROUNDS = 7

/** How long `work` takes, in milliseconds: the fastest of some rounds, in which others took the least of the machine. */
export function fastest(work: () => void): number {
  let best = Infinity
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now()
    work()
    best = Math.min(best, performance.now() - start)
  }
  return best
}
