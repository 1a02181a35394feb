import type { Notification } from '../../alerts/notification.ts'
import { cutText } from './cut-text.ts'
import { type Format, HTTP } from './format.ts'

/** "The payload should be kept small .. under 20kb": https://github.com/standard-webhooks/standard-webhooks (Payload structure). */
const MAX_BODY_BYTES = 20_000

/** Longest text in a body that had to be cut, at first; halved until the body fits. Ids and times are shorter than the least. */
const FIRST_CUT = 4096
const LAST_CUT = 64

/** The Standard Webhooks payload: type, timestamp, and the alert as data. Over-long texts are cut and marked. */
export const json: Format = {
  contentType: 'application/json',
  protocols: HTTP,
  options: {},
  credential: null,
  takesQuietEnd: false,
  encode: (notification) => {
    let body = stringify(notification, Infinity)
    for (let cut = FIRST_CUT; cut >= LAST_CUT && Buffer.byteLength(body) > MAX_BODY_BYTES; cut /= 2) {
      body = stringify(notification, cut)
    }
    return body
  },
}

function stringify({ type, timestamp, alert }: Notification, cut: number): string {
  return JSON.stringify({ type, timestamp, data: alert }, (_, value: unknown) => {
    return typeof value === 'string' ? cutText(value, cut) : value
  })
}
