import { readFile } from 'node:fs/promises'
import { isIPv6, SocketAddress } from 'node:net'
import { endianness } from 'node:os'

type BoundAddress = { readonly address: string; readonly port: number }

/**
 * How many datagrams the kernel has dropped at the UDP sockets bound to an address and port (all of them, where `reusePort` made
 * several) since they were opened. null where the system does not tell, or has no such socket.
 */
export async function readKernelDrops(bound: BoundAddress): Promise<number | null> {
  const table = await readFile(isIPv6(bound.address) ? '/proc/net/udp6' : '/proc/net/udp', 'latin1').catch(() => null)
  return table === null ? null : parseKernelDrops(table, bound)
}

/** Reads the text of /proc/net/udp or udp6: a heading, then a line a socket, `drops` last (proc_net_udp(5), net/ipv4/udp.c). */
export function parseKernelDrops(table: string, bound: BoundAddress): number | null {
  let drops: number | null = null
  for (const line of table.split('\n').slice(1)) {
    const fields = line.trim().split(/\s+/)
    const [address = '', port = ''] = fields[1]?.split(':') ?? []
    if (Number.parseInt(port, 16) !== bound.port || addressFromHex(address) !== bound.address) continue
    drops = (drops ?? 0) + Number(fields.at(-1))
  }
  return drops
}

/** The kernel prints an address as 32-bit words in the machine's byte order. */
function addressFromHex(hex: string): string {
  const bytes = Buffer.from(hex, 'hex')
  if (endianness() === 'LE') bytes.swap32()
  if (bytes.length === 4) return bytes.join('.')
  const address = bytes.toString('hex').replace(/(.{4})(?!$)/g, '$1:')
  return new SocketAddress({ address, family: 'ipv6' }).address
}
