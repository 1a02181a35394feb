/** Parts of a URL as they stand in it, "" for those that it has not. Logs hold URLs with and without scheme, or only their path. */
export type UrlParts = {
  readonly scheme: string
  readonly host: string
  readonly port: number | undefined
  readonly path: string
  readonly query: string
}

/** Splits without normalising, after RFC 3986, appendix B: a receiver shall find what was requested, not what it would mean. */
export function urlParts(url: string): UrlParts {
  const [, scheme = '', authority = '', path = '', query = ''] =
    /^(?:([A-Za-z][\w+.-]*):\/\/)?([^/?#]*)([^?#]*)(?:\?([^#]*))?/.exec(url) ?? []
  const address = authority.slice(authority.lastIndexOf('@') + 1)
  const [, host = '', digits] = /^(\[[^\]]*\]|[^:]*)(?::(\d{1,5}))?$/.exec(address) ?? []
  const port = digits === undefined || Number(digits) > 65_535 ? undefined : Number(digits)
  return { scheme, host, port, path, query }
}
