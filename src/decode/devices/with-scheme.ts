const SCHEME = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//

/**
 * The URL with the scheme that the device names beside it (`HTTP`, `https`), unless it has one, or is the `host:port` of a CONNECT. No
 * scheme but these two is added: the scanner reckons with them.
 */
export function withScheme(url: string, protocol: string | undefined): string {
  const scheme = protocol?.trim().toLowerCase()
  if ((scheme !== 'http' && scheme !== 'https') || !url.includes('/') || url.startsWith('/') || SCHEME.test(url)) return url
  return `${scheme}://${url}`
}
