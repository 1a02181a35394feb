/** What `rawdata` keeps of a request, such as `Method=GET|User-Agent=curl/7.47.0`; "" for a part that it lacks. */
export type RawData = { readonly method: string; readonly userAgent: string }

/**
 * Pipes in the values are not escaped: a client can write `|Method=POST` into its user agent. So the method counts where it stands
 * first, as FortiOS writes it; elsewhere only when nothing contradicts it.
 */
export function parseRawData(text: string): RawData {
  const methods = [...text.matchAll(/(?:^|\|)Method=([^|]*)/g)].map(([, method = '']) => method)
  const [first = ''] = methods
  const [, userAgent = ''] = /(?:^|\|)User-Agent=([^|]*)/.exec(text) ?? []
  const sure = text.startsWith('Method=') || methods.every((method) => method === first)
  return { method: sure ? first : '', userAgent }
}
