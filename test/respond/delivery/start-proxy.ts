import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import type { Test } from 'tap'
import { Journal } from '../journal.ts'

/** `answer` is what it says to a CONNECT: an HTTP status, or nothing at all. */
export type Proxy = {
  readonly port: number
  readonly tunnels: Journal<{ readonly target: string; readonly headers: IncomingHttpHeaders }>
  answer: number | 'nothing'
}

/** A real HTTP proxy on the loopback address that carries CONNECT to where it says, or to `to`; closed at the test's end. */
export async function startProxy(t: Test, to: string | null = null): Promise<Proxy> {
  const sockets = new Set<Socket>()
  const server = createServer((_, response) => response.writeHead(405).end('CONNECT only'))
  server.on('connect', ({ url: target = '', headers }, socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    proxy.tunnels.add({ target, headers })
    if (proxy.answer === 'nothing') return
    if (proxy.answer !== 200) {
      socket.end(`HTTP/1.1 ${proxy.answer} No\r\ncontent-length: 0\r\n\r\n`)
      return
    }
    const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(to ?? target) ?? []
    const upstream = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    sockets.add(upstream)
    upstream.on('error', () => socket.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.closeAllConnections()
    server.close()
  })
  const proxy: Proxy = { port: (server.address() as AddressInfo).port, tunnels: new Journal(), answer: 200 }
  return proxy
}
