import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Test } from 'tap'
import { Journal } from './journal.ts'

export type ReceivedRequest = { readonly url: string; readonly headers: IncomingHttpHeaders; readonly body: string }

/** How a receiver treats one request, after reading it. */
export type Answer = (response: ServerResponse, request: IncomingMessage) => void

export type Receiver = {
  readonly url: string
  readonly port: number
  readonly requests: Journal<ReceivedRequest>
  /** What is answered from now on; 204 at first. */
  answer: Answer
  /** Listens again on the same port, after close(). */
  readonly reopen: () => Promise<void>
  readonly close: () => Promise<void>
}

export function status(code: number, headers: Record<string, string> = {}, body = ''): Answer {
  return (response) => response.writeHead(code, headers).end(body)
}

/** Keeps the connection, and never answers. */
export const hang: Answer = () => undefined

/** Closes without an answer. */
export const reset: Answer = (_, request) => request.socket.destroy()

/** A real HTTP server on the loopback address that takes webhooks; closed at the test's end. */
export async function startReceiver(t: Test, port = 0): Promise<Receiver> {
  const requests = new Journal<ReceivedRequest>()
  const server = createServer((request, response) => {
    const { url = '', headers } = request
    text(request).then(
      (body) => {
        requests.add({ url, headers, body })
        receiver.answer(response, request)
      },
      () => undefined,
    )
  })
  const listen = async (on: number): Promise<void> => {
    server.listen(on, '127.0.0.1')
    await once(server, 'listening')
  }
  await listen(port)
  const bound = (server.address() as AddressInfo).port
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
  t.teardown(close)
  const receiver: Receiver = {
    url: `http://127.0.0.1:${bound}/`,
    port: bound,
    requests,
    answer: status(204),
    reopen: () => listen(bound),
    close,
  }
  return receiver
}
