import { Option } from 'commander'
import { CefwatchError } from '../base/errors.ts'
import type { Config } from '../config/config.ts'
import { loadConfigOrFail } from './load-or-fail.ts'

const TIMEOUT_MS = 5000

/** Where the running daemon is asked, when the configuration does not say. */
export const urlOption = new Option('--url <url>', "the daemon's HTTP address, instead of the one in the configuration")

export type DaemonOptions = { readonly config: string; readonly url?: string }

/** Asks the daemon that runs with a configuration, with its token. Answers with a status other than 2xx come back like any other. */
export type DaemonClient = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<DaemonAnswer>

export type DaemonAnswer = { readonly url: string; readonly status: number; readonly ok: boolean; readonly body: string }

/** The client's calls throw NOT_READY when nothing answers within `timeoutMs`. */
export function openDaemonClient(options: DaemonOptions, timeoutMs = TIMEOUT_MS): DaemonClient {
  const { http } = loadConfigOrFail(options.config)
  const base = options.url ?? baseUrl(http)
  const authorization: Record<string, string> = http.token === null ? {} : { authorization: `Bearer ${http.token.reveal()}` }
  return async (method, path, body) => {
    const url = new URL(path, base).href
    const init = body === undefined ? {} : { body: JSON.stringify(body) }
    const headers = body === undefined ? authorization : { ...authorization, 'content-type': 'application/json' }
    const signal = AbortSignal.timeout(timeoutMs)
    const response = await fetch(url, { method, headers, signal, ...init }).catch((cause: unknown) => {
      throw new CefwatchError('NOT_READY', `nothing answers at ${url}`, { cause })
    })
    return { url, status: response.status, ok: response.ok, body: await response.text() }
  }
}

/** The body of a successful answer. Throws NOT_READY for any other, with the daemon's own words. */
export async function askDaemon<T>(
  client: DaemonClient,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<T> {
  const answer = await client(method, path, body)
  if (!answer.ok) throw new CefwatchError('NOT_READY', `${answer.url} answers ${answer.status}: ${answer.body.trim()}`)
  return JSON.parse(answer.body) as T
}

function baseUrl({ address, port }: Config['http']): string {
  const reachable = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}
