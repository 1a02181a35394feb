import type { Socket } from 'node:net'

/** What Node keeps of a socket that was made with the option `onread` (https://nodejs.org/api/net.html#new-netsocketoptions). */
type Internals = {
  readonly _handle?: { readonly useUserBuffer?: (buffer: Uint8Array) => void } | null
  [symbol: symbol]: unknown
}

/**
 * Makes a socket that a server accepted read into `buffer` alone, as the option `onread` does for sockets that are made by hand: a server
 * has no such option, and otherwise every read allocates 64 KiB, which costs as much as everything else that is done with it.
 * `take` must be done with the bytes when it returns. False, with nothing changed, when this version of Node keeps it differently.
 */
export function readStatically(socket: Socket, buffer: Buffer, take: (bytes: Buffer) => void): boolean {
  const internals = socket as unknown as Internals
  const symbols = Object.getOwnPropertySymbols(socket)
  const [bufferSymbol, callbackSymbol] = ['kBuffer', 'kBufferCb'].map((name) =>
    symbols.find(({ description }) => description === name),
  )
  const handle = internals._handle
  if (bufferSymbol === undefined || callbackSymbol === undefined || typeof handle?.useUserBuffer !== 'function') return false
  handle.useUserBuffer(buffer)
  internals[bufferSymbol] = buffer
  internals[callbackSymbol] = (length: number): boolean => {
    take(buffer.subarray(0, length))
    return true
  }
  socket.resume()
  return true
}
