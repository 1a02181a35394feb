/** The parts of a URL, verbatim; "" where it has none. The host of an IPv6 literal comes without its brackets. */
export type RequestUrl = {
  readonly scheme: string
  readonly host: string
  readonly port: string
  readonly path: string
  /** Without the question mark. */
  readonly query: string
}

const SCHEME = /^([A-Za-z][A-Za-z0-9+.-]{0,30}):\/\//

const PORT = /:(\d{0,5})$/

/**
 * Splits a URL as devices log it: absolute, without a scheme (`host:443/path?query`, and `host:443` of CONNECT), or a path alone, which
 * begins with a slash. Credentials and fragment are left out. Never throws: every text is some URL.
 */
export function parseRequestUrl(text: string): RequestUrl {
  const [schemePart = '', scheme = ''] = SCHEME.exec(text) ?? []
  const rest = until(text.slice(schemePart.length), '#')
  const authority = until(until(rest, '/'), '?')
  const pathAndQuery = rest.slice(authority.length)
  const path = until(pathAndQuery, '?')
  return { scheme, ...splitAuthority(authority), path, query: pathAndQuery.slice(path.length + 1) }
}

function splitAuthority(authority: string): { readonly host: string; readonly port: string } {
  const address = authority.slice(authority.lastIndexOf('@') + 1)
  // More than one colon outside brackets: an IPv6 address without them, which leaves no room for a port.
  if (!address.startsWith('[') && address.indexOf(':') !== address.lastIndexOf(':')) return { host: address, port: '' }
  const [portPart = '', port = ''] = PORT.exec(address) ?? []
  const host = address.slice(0, address.length - portPart.length)
  return { host: host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host, port }
}

/** `text` up to the first `sign`, or all of it. */
function until(text: string, sign: string): string {
  const at = text.indexOf(sign)
  return at === -1 ? text : text.slice(0, at)
}
