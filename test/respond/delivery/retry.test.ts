import fc from 'fast-check'
import t from 'tap'
import type { Judgement } from '../../../src/respond/delivery/formats/format.ts'
import type { Outcome } from '../../../src/respond/delivery/outcome.ts'
import { type Attempt, decide, type RetryDecision } from '../../../src/respond/delivery/retry.ts'

const NOW = Date.UTC(2026, 10, 24, 9)
const HOUR = 3_600_000

function answered(status: number, retryAfter: string | null = null, judgement: Judgement | null = null): Outcome {
  return { kind: 'answered', status, retryAfter, answer: '', judgement }
}

function attempt(changes: Partial<Attempt> = {}): Attempt {
  return { attempt: 1, firstAttemptAt: NOW, now: NOW, random: 0.5, ...changes }
}

t.test('what is sent without an answer to come is done', (t) => {
  t.same(decide({ kind: 'sent' }, attempt()), { kind: 'done' })
  t.end()
})

t.test('what follows from an answer', (t) => {
  const cases: readonly [number | 'timeout' | 'network', RetryDecision['kind'], string | null, string | null][] = [
    [200, 'done', null, null],
    [204, 'done', null, null],
    [299, 'done', null, null],
    [301, 'giveUp', 'other', 'redirected'],
    [302, 'giveUp', 'other', 'redirected'],
    [308, 'giveUp', 'other', 'redirected'],
    [400, 'giveUp', 'clientError', 'refused'],
    [401, 'giveUp', 'authError', 'refused'],
    [403, 'giveUp', 'authError', 'refused'],
    [404, 'giveUp', 'clientError', 'refused'],
    [408, 'retry', 'timeout', null],
    [410, 'disable', 'clientError', null],
    [413, 'giveUp', 'clientError', 'refused'],
    [425, 'retry', 'clientError', null],
    [429, 'retry', 'rateLimited', null],
    [500, 'retry', 'serverError', null],
    [503, 'retry', 'serverError', null],
    [599, 'retry', 'serverError', null],
    ['timeout', 'retry', 'timeout', null],
    ['network', 'retry', 'network', null],
  ]
  for (const [what, kind, reason, cause] of cases) {
    const outcome: Outcome =
      what === 'timeout' ? { kind: what } : what === 'network' ? { kind: what, code: 'ECONNRESET' } : answered(what)
    const decision = decide(outcome, attempt())
    t.match(decision, { kind, ...(reason === null ? {} : { reason }), ...(cause === null ? {} : { cause }) }, String(what))
  }
  t.end()
})

t.test('the word of the format goes before the status', (t) => {
  const cases: readonly [number, Judgement, RetryDecision['kind'], string | null][] = [
    [200, 'retry', 'retry', 'other'],
    [200, 'refused', 'giveUp', 'other'],
    [202, 'delivered', 'done', null],
    [400, 'delivered', 'done', null],
    [400, 'retry', 'retry', 'clientError'],
    [410, 'retry', 'retry', 'clientError'],
    [410, 'refused', 'giveUp', 'clientError'],
    [503, 'refused', 'giveUp', 'serverError'],
    [503, 'delivered', 'done', null],
  ]
  for (const [status, judgement, kind, reason] of cases) {
    const decision = decide(answered(status, null, judgement), attempt())
    t.match(decision, { kind, ...(reason === null ? {} : { reason }) }, `${status} ${judgement}`)
  }
  t.end()
})

t.test('what is sent without an answer to come is done', (t) => {
  t.same(decide({ kind: 'sent' }, attempt()), { kind: 'done' })
  t.end()
})

t.test('what was not even asked is tried again, until it is too old', (t) => {
  const outcomes: readonly Outcome[] = [
    { kind: 'forbidden', address: '169.254.169.254' },
    { kind: 'unprepared', problem: 'no token' },
  ]
  for (const outcome of outcomes) {
    t.match(decide(outcome, attempt()), { kind: 'retry', reason: 'other', holdMs: 0 })
    t.match(decide(outcome, attempt({ firstAttemptAt: NOW - 72 * HOUR })), { kind: 'giveUp', cause: 'expired' })
  }
  t.end()
})

t.test('waits double from a second to ten minutes, times the jitter', (t) => {
  const waits = [1, 2, 3, 10, 11, 12, 5000].map((number) => {
    const decision = decide(answered(500), attempt({ attempt: number }))
    return decision.kind === 'retry' ? decision.afterMs : null
  })
  t.same(waits, [500, 1000, 2000, 256_000, 300_000, 300_000, 300_000])
  t.end()
})

t.test('the receiver may ask for a longer wait, up to an hour', (t) => {
  const cases: readonly [header: string, afterMs: number, holdMs: number][] = [
    ['30', 30_000, 30_000],
    ['0', 500, 0],
    ['nonsense', 500, 0],
    ['86400', HOUR, HOUR],
    ['9'.repeat(400), HOUR, HOUR],
    [new Date(NOW + 120_000).toUTCString(), 120_000, 120_000],
    [new Date(NOW - 120_000).toUTCString(), 500, 0],
  ]
  for (const [header, afterMs, holdMs] of cases) {
    t.match(decide(answered(429, header), attempt()), { kind: 'retry', afterMs, holdMs }, header.slice(0, 40))
    t.match(decide(answered(503, header), attempt()), { kind: 'retry', afterMs, holdMs }, header.slice(0, 40))
  }
  t.end()
})

t.test('gives up after 72 hours', (t) => {
  const firstAttemptAt = NOW - 72 * HOUR
  t.match(decide(answered(503), attempt({ firstAttemptAt })), { kind: 'giveUp', cause: 'expired', reason: 'serverError' })
  t.match(decide({ kind: 'timeout' }, attempt({ firstAttemptAt })), { kind: 'giveUp', cause: 'expired', reason: 'timeout' })
  t.match(decide(answered(503), attempt({ firstAttemptAt: firstAttemptAt + 1 })), { kind: 'retry' })
  t.match(decide(answered(200), attempt({ firstAttemptAt })), { kind: 'done' })
  t.end()
})

t.test('no wait is negative, endless or beyond an hour', (t) => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.option(fc.string()),
      (number, random, header) => {
        const decision = decide(answered(503, header), attempt({ attempt: number, random }))
        return decision.kind === 'retry' && decision.afterMs >= 0 && decision.afterMs <= HOUR
      },
    ),
  )
  t.end()
})
