import { FAMILIES, type Family } from './families.ts'
import { seededRandom } from './random.ts'
import { ordinaryRequest, runningRatRequest } from './web-request.ts'

/** One syslog message, and whether it is of a RunningRAT request. */
export type EventLine = { readonly text: string; readonly matching: boolean }

export type EventLinesOptions = {
  readonly family: Family
  /** The same seed, with the same family and times, gives the same lines. */
  readonly seed: number
  /** Every Nth line is of a RunningRAT request; Infinity for none. */
  readonly every: number
  /** Milliseconds since the Unix epoch, asked for once a line. */
  readonly now: () => number
}

/** A family's web log without end: ordinary traffic, with a RunningRAT request now and then. */
export function* eventLines({ family, seed, every, now }: EventLinesOptions): Generator<EventLine, never, void> {
  // Other requests for each family: alerts on the same ones would be grouped, and a demonstration show one family only.
  const random = seededRandom(seed + Object.keys(FAMILIES).indexOf(family))
  for (let serial = 1; ; serial++) {
    const matching = serial % every === 0
    const request = matching ? runningRatRequest(random) : ordinaryRequest(random)
    yield { text: FAMILIES[family]({ request, at: now(), serial }), matching }
  }
}
