type Fields = Readonly<Record<number, string>>

const COMMON: Fields = { 0: '1', 1: '2026/10/16 22:55:48', 2: '001122334455', 5: '2305', 6: '2026/10/16 22:55:47' }

const URL_FIELD = 31

/** A URL log's session. */
export const URL_LOG: Fields = {
  ...{
    3: 'THREAT',
    4: 'url',
    7: '192.0.2.10',
    8: '203.0.113.7',
    11: 'Outbound',
    12: String.raw`example\bob`,
    14: 'web-browsing',
  },
  ...{ 15: 'vsys1', 16: 'trust', 17: 'untrust', 22: '50006', 23: '1', 24: '50007', 25: '80', 29: 'tcp', 30: 'alert' },
  ...{ 31: 'www.example.com/a', 32: '(9999)', 33: 'news', 34: 'informational', 35: 'client-to-server', 36: '1000000001' },
  ...{ 41: 'text/html', 46: 'Agent/1.0', 59: 'PA-1', 63: 'get' },
}

/** A line as PAN-OS writes it: `width` fields, quoted where they must be, the URL always. */
export function nativeLine(width: number, fields: Fields): string {
  const values: Fields = { ...COMMON, ...fields }
  return Array.from({ length: width }, (_, position) => quoted(values[position] ?? '', position)).join(',')
}

function quoted(value: string, position: number): string {
  if (!/[",]/.test(value) && (position !== URL_FIELD || value === '')) return value
  return `"${value.replaceAll('"', '""')}"`
}
