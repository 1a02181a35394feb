/** What `tz` and FortiWeb's `timezone` say: `+0200`, `"+0800"`, `UTC+1:00`, `(GMT-5:00)Eastern Time(US & Canada)`. */
const OFFSET = /^[("]*(?:GMT|UTC)?([+-])(\d{1,2}):?(\d\d)/

/** The offset from UTC as `+0200`; "" where the text names none. */
export function zoneOffset(text: string): string {
  const [, sign, hours = '', minutes = ''] = OFFSET.exec(text) ?? []
  return sign === undefined ? '' : `${sign}${hours.padStart(2, '0')}${minutes}`
}
