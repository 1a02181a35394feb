import type { CefEvent } from '../../cef-parser/cef-event.ts'
import { extensionValue } from '../extension-value.ts'

const TIME_ZONES: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', 'GMT'])

/** The zone of the event's times: what the feed prints beside them, or else the sender's. */
export function zoneOf(event: CefEvent, timeZone: string): string {
  const zone = extensionValue(event, 'tz') || extensionValue(event, 'timezone')
  return TIME_ZONES.has(zone) ? zone : timeZone
}
