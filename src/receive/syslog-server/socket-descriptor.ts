import type { Socket } from 'node:dgram'

/** What Node keeps of a socket of node:dgram; none of it is documented. */
type State = { readonly handle?: { readonly fd?: unknown } | null }

/** The descriptor of a bound socket, or null when this version of Node keeps it differently, or the system has none. */
export function socketDescriptor(socket: Socket): number | null {
  const symbol = Object.getOwnPropertySymbols(socket).find(({ description }) => description === 'state symbol')
  if (symbol === undefined) return null
  const { handle } = (socket as unknown as Record<symbol, State>)[symbol] ?? {}
  return typeof handle?.fd === 'number' && handle.fd >= 0 ? handle.fd : null
}
