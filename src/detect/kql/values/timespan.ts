export const TICKS = {
  tick: 1n,
  microsecond: 10n,
  ms: 10_000n,
  s: 10_000_000n,
  m: 600_000_000n,
  h: 36_000_000_000n,
  d: 864_000_000_000n,
}

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ...(['tick', 'ticks'] as const).map((name) => [name, TICKS.tick] as const),
  ...(['microsecond', 'microseconds', 'micro'] as const).map((name) => [name, TICKS.microsecond] as const),
  ...(['ms', 'milli', 'millis', 'millisec', 'millisecond', 'milliseconds'] as const).map((name) => [name, TICKS.ms] as const),
  ...(['s', 'sec', 'second', 'seconds'] as const).map((name) => [name, TICKS.s] as const),
  ...(['m', 'min', 'minute', 'minutes'] as const).map((name) => [name, TICKS.m] as const),
  ...(['h', 'hr', 'hrs', 'hour', 'hours'] as const).map((name) => [name, TICKS.h] as const),
  ...(['d', 'day', 'days'] as const).map((name) => [name, TICKS.d] as const),
])

const WITH_UNIT = /^(-?)(\d{1,15}(?:\.\d{1,15})?)\s*([a-z]+)$/i
const CLOCK = /^(-?)(?:(\d{1,8})\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/

/** Ticks of a timespan as it is written: `1.5h`, `1.02:03:04.5`. undefined for anything else. A number alone is days in a literal. */
export function parseTimespan(text: string): bigint | undefined {
  const [, minus, number, unit = ''] = WITH_UNIT.exec(text) ?? []
  const ticks = UNITS.get(unit.toLowerCase())
  if (number !== undefined && ticks !== undefined) return signed(minus, multiply(number, ticks))
  const clock = CLOCK.exec(text)
  if (clock === null) return undefined
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = clock
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined
  const whole = BigInt(days) * TICKS.d + BigInt(hours) * TICKS.h + BigInt(minutes) * TICKS.m + BigInt(seconds) * TICKS.s
  return signed(sign, whole + BigInt(fraction.padEnd(7, '0')))
}

/** `1.02:03:04.5000000`: days and decimals only where there are any. */
export function formatTimespan(ticks: bigint): string {
  const { negative, days, hours, minutes, seconds, fraction } = partsOfTimespan(ticks)
  const two = (value: bigint) => String(value).padStart(2, '0')
  const head = `${negative ? '-' : ''}${days === 0n ? '' : `${days}.`}`
  return `${head}${two(hours)}:${two(minutes)}:${two(seconds)}${fraction === 0n ? '' : `.${String(fraction).padStart(7, '0')}`}`
}

export function partsOfTimespan(ticks: bigint) {
  const left = ticks < 0n ? -ticks : ticks
  return {
    negative: ticks < 0n,
    days: left / TICKS.d,
    hours: (left / TICKS.h) % 24n,
    minutes: (left / TICKS.m) % 60n,
    seconds: (left / TICKS.s) % 60n,
    fraction: left % TICKS.s,
  }
}

function signed(minus: string | undefined, ticks: bigint): bigint {
  return minus === '-' ? -ticks : ticks
}

function multiply(number: string, ticks: bigint): bigint {
  const [whole = '0', fraction = ''] = number.split('.')
  return BigInt(whole) * ticks + (BigInt(fraction || '0') * ticks) / 10n ** BigInt(fraction.length)
}
