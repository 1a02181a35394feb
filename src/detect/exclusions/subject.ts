import type { Row } from '../../decode/common-security-log/row.ts'
import { percentDecode } from '../../decode/percent-decode.ts'
import { parseRequestUrl, type RequestUrl } from '../../decode/request-url.ts'
import type { ValueKind } from './value-pattern.ts'

type SubjectReader = {
  readonly kind: ValueKind
  /** The values that the row holds for it, any of which may match. What is absent or empty never matches. */
  readonly read: (row: Row) => readonly string[]
}

/** The keys of an exclusion's `when`, and what each reads from the normalised row. */
export const SUBJECTS = {
  /** Each name that the row has for the destination: DestinationDnsDomain, DestinationHostName, and the host of RequestURL. */
  destinationDomain: {
    kind: 'text',
    read: (row) => present(row.DestinationDnsDomain, row.DestinationHostName, partOfUrl(row, 'host')),
  },
  destinationIp: { kind: 'address', read: (row) => present(row.DestinationIP) },
  /** Never SourceTranslatedAddress: many clients share it. */
  sourceIp: { kind: 'address', read: (row) => present(row.SourceIP) },
  sourceHost: { kind: 'text', read: (row) => present(row.SourceHostName) },
  sourceUser: { kind: 'text', read: (row) => present(row.SourceUserName, row.SourceUserID) },
  /** The process that made the request, or that the device names with the event; never the destination's. */
  process: { kind: 'path', read: (row) => present(row.SourceProcessName, row.ProcessName) },
  /** From the first slash after the host to the question mark, as sent and percent-decoded once. */
  urlPath: { kind: 'path', read: (row) => alsoDecoded(partOfUrl(row, 'path')) },
  /** What follows the question mark, as sent and percent-decoded once. */
  urlQuery: { kind: 'text', read: (row) => alsoDecoded(partOfUrl(row, 'query')) },
  userAgent: { kind: 'text', read: (row) => present(row.RequestClientApplication) },
  deviceVendor: { kind: 'text', read: (row) => present(row.DeviceVendor) },
  deviceProduct: { kind: 'text', read: (row) => present(row.DeviceProduct) },
} as const satisfies Record<string, SubjectReader>

export type Subject = keyof typeof SUBJECTS

export const SUBJECT_NAMES = Object.keys(SUBJECTS) as Subject[]

function present(...values: readonly (string | undefined)[]): readonly string[] {
  return values.flatMap((value = '') => (value === '' ? [] : [value]))
}

function partOfUrl(row: Row, part: keyof RequestUrl): string {
  return parseRequestUrl(row.RequestURL ?? '')[part]
}

/** The URL is taken apart first: an encoded slash or question mark must not move its parts. */
function alsoDecoded(part: string): readonly string[] {
  return present(part, percentDecode(part))
}
