import type { CefEvent } from '../../cef-parser/cef-event.ts'
import { httpMethod } from '../http-method.ts'

const KEY = 'PanOSHTTPMethod'

/**
 * The method, in upper case. It is in `requestMethod`, but for log forwarding's THREAT logs other than url: they have it in
 * PanOSHTTPMethod and nowhere else, so that a `requestMethod` there is one that a client wrote into a value that nobody escaped. Where
 * PanOSHTTPMethod itself stands twice and differs, one of the two is the client's, and the method is not known.
 */
export function loggedMethod(requestMethod: string | undefined, { header, extension }: CefEvent): string {
  const sent = httpMethod(requestMethod)
  const isForwardedThreat = header.signatureId === 'THREAT' && header.name !== 'url'
  if (!isForwardedThreat && sent !== '') return sent
  const own = new Set(extension.flatMap(({ key, value }) => (key === KEY ? [httpMethod(value)] : [])))
  own.delete('')
  const [method = sent] = own
  return own.size > 1 ? '' : method
}
