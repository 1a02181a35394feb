import type { CefEvent } from '../../cef-parser/cef-event.ts'
import type { Row } from '../../common-security-log/row.ts'
import { parseRequestUrl } from '../../request-url.ts'
import { fillDestinationNames } from '../destination-names.ts'
import type { NormalisedRow } from '../device.ts'
import type { DraftRow } from '../draft-row.ts'
import { extensionValue } from '../extension-value.ts'
import { httpMethod } from '../http-method.ts'
import { fillIpv6Addresses } from '../ipv6-addresses.ts'
import { normalisedRow } from '../normalised-row.ts'
import { fillStartTime } from '../start-time.ts'
import { unquote } from '../unquote.ts'
import { withScheme } from '../with-scheme.ts'
import { fillRemoteSide } from './remote-side.ts'

/** Fields that were exported under their own names, by a mapping of the administrator's, count where the CEF key is missing. */
export function normalise(sent: Row, event: CefEvent, timeZone: string): NormalisedRow {
  const field = (name: string): string => extensionValue(event, name)
  return normalisedRow(sent, (row) => {
    row.RequestMethod = httpMethod(row.RequestMethod, field('method'))
    row.RequestURL = urlOf(row, field)
    row.RequestClientApplication ||= field('user_agent') || field('web_client_type')
    row.RequestContext ||= field('referrer')
    row.DeviceAction ||= field('action')
    // Identity Awareness names the machine as host@domain.
    row.SourceHostName = (row.SourceHostName || field('src_machine_name')).replace(/@.*$/s, '')
    row.DestinationHostName = (row.DestinationHostName || field('dst_machine_name')).replace(/@.*$/s, '')
    row.SourceUserName ||= field('src_user_name') || field('user')
    fillIpv6Addresses(row)
    row.SourceIP ||= field('client_ip')
    fillNames(row, field('http_host'))
    fillRemoteSide(row)
    // The splunk format has no syslog header, and names the log server here.
    row.Computer ||= field('hostname')
    fillStartTime(row, timeZone, row.ReceiptTime, field('time'))
  })
}

/** The URL, with the host of the request where the device logged the path alone. Some values hold `\/` for a slash. */
function urlOf(row: DraftRow, field: (name: string) => string): string {
  const url = unquote(row.RequestURL || field('resource')).replaceAll('\\/', '/')
  if (!url.startsWith('/')) return url
  const host = unquote(field('http_host')) || (row.DestinationHostName ?? '')
  if (host === '') return url
  return [row.ApplicationProtocol, field('protocol'), field('service_id')].reduce(
    (url: string, protocol) => withScheme(url, protocol),
    host + url,
  )
}

/** `resource` may be no URL, but the name of a file or of a mail: then the Host header tells where the request went. */
function fillNames(row: DraftRow, httpHost: string): void {
  const isUrl = row.RequestURL?.includes('/') === true
  const { host } = parseRequestUrl(unquote(httpHost))
  if (!isUrl) {
    row.DestinationHostName ||= host
    row.DestinationDnsDomain ||= host
  }
  fillDestinationNames(row)
}
