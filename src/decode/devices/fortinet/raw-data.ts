/** What `rawdata` keeps of a request, such as `Method=GET|User-Agent=curl/7.47.0`; "" for a part that it lacks. */
export type RawData = { readonly method: string; readonly userAgent: string }

export function parseRawData(text: string): RawData {
  const [, method = ''] = /(?:^|\|)Method=([^|]*)/.exec(text) ?? []
  const [, userAgent = ''] = /(?:^|\|)User-Agent=([^|]*)/.exec(text) ?? []
  return { method, userAgent }
}
