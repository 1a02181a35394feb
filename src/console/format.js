// @ts-check

const wholeNumber = new Intl.NumberFormat('en')
const shortNumber = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })
const day = new Intl.DateTimeFormat('sv', { dateStyle: 'short' })
const time = new Intl.DateTimeFormat('sv', { timeStyle: 'medium' })

/** `48,200,310`. @param {number} value */
export function formatNumber(value) {
  return wholeNumber.format(value)
}

/** `48.2M`. @param {number} value */
export function formatShortNumber(value) {
  return shortNumber.format(value)
}

/** `3 d 3 h`: the two largest units. @param {number} seconds */
export function formatDuration(seconds) {
  const units = /** @type {const} */ ([
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ])
  const first = units.findIndex(([, size]) => seconds >= size)
  if (first === -1) return '0 s'
  const parts = units.slice(first, first + 2).map(([unit, size], index) => {
    const count = Math.floor((index === 0 ? seconds : seconds % (units[first]?.[1] ?? 1)) / size)
    return count === 0 ? '' : `${count} ${unit}`
  })
  return parts.join(' ').trim()
}

/**
 * A time in the reader's zone, without the day when that is today. Its title is the time in UTC, as logs have it.
 *
 * @param {string} iso
 */
export function timeElement(iso) {
  const date = new Date(iso)
  const node = document.createElement('time')
  node.dateTime = iso
  node.title = iso
  node.textContent = day.format(date) === day.format(new Date()) ? time.format(date) : `${day.format(date)} ${time.format(date)}`
  return node
}
