import type { Row } from '../../decode/common-security-log/row.ts'

/** Who asked for what, from the columns of the first event: for receivers that have fields of their own for it. "" for what is not known. */
export type AlertRequest = {
  readonly sourceIp: string
  readonly sourceHost: string
  readonly sourceUser: string
  readonly destinationIp: string
  readonly destinationHost: string
  readonly method: string
  readonly url: string
  readonly userAgent: string
}

export function requestOf(row: Row): AlertRequest {
  return {
    sourceIp: row.SourceIP ?? '',
    sourceHost: row.SourceHostName ?? '',
    sourceUser: row.SourceUserName ?? '',
    destinationIp: row.DestinationIP ?? '',
    destinationHost: row.DestinationHostName ?? row.DestinationDnsDomain ?? '',
    method: row.RequestMethod ?? '',
    url: row.RequestURL ?? '',
    userAgent: row.RequestClientApplication ?? '',
  }
}
