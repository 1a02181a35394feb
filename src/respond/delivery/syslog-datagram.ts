import { createSocket } from 'node:dgram'
import { isIPv6, type LookupFunction } from 'node:net'
import type { SyslogTarget } from './syslog-client.ts'

/**
 * Under the MTU of Ethernet with room for a tunnel's headers: a fragment that a firewall drops loses the message (RFC 5426, section
 * 3.2).
 */
const MAX_DATAGRAM_BYTES = 1400

const MARKER = Buffer.from('…[cut]')

/** Sends one message as one datagram (RFC 5426), cut to a size that is not fragmented. Rejects when there is no such host or no route. */
export async function sendDatagram(message: Buffer, { host, port, lookup }: SyslogTarget): Promise<void> {
  const address = await resolve(host, lookup)
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4')
  try {
    await new Promise<void>((sent, failed) => {
      socket.once('error', failed)
      socket.send(fitDatagram(message), port, address, (error) => (error === null ? sent() : failed(error)))
    })
  } finally {
    socket.close()
  }
}

async function resolve(host: string, lookup: LookupFunction): Promise<string> {
  return new Promise((found, failed) => {
    lookup(host, {}, (error, address) =>
      error !== null || typeof address !== 'string' ? failed(error ?? new Error('no address')) : found(address),
    )
  })
}

/** A message's beginning and a marker; whole characters, and no backslash that would escape the marker. */
export function fitDatagram(message: Buffer): Buffer {
  if (message.length <= MAX_DATAGRAM_BYTES) return message
  let end = MAX_DATAGRAM_BYTES - MARKER.length
  // 10xxxxxx continues a character.
  while (((message[end] ?? 0) & 0xc0) === 0x80) end--
  const kept = message.toString('utf8', 0, end)
  const backslashes = /\\*$/.exec(kept)?.[0].length ?? 0
  return Buffer.concat([Buffer.from(backslashes % 2 === 0 ? kept : kept.slice(0, -1)), MARKER])
}
