import { readFile } from 'node:fs/promises'

/** What the kernel counts for all UDP sockets over IPv4 of the host (of the network namespace) together, since it started. */
export type UdpHostErrors = {
  /** Datagrams dropped because a receive buffer was full. */
  readonly receiveBufferErrors: number
  /** Datagrams dropped because UDP had used up its share of memory (net.ipv4.udp_mem). */
  readonly memoryErrors: number
}

/** null where the system does not tell. */
export async function readUdpHostErrors(): Promise<UdpHostErrors | null> {
  const table = await readFile('/proc/net/snmp', 'latin1').catch(() => null)
  return table === null ? null : parseUdpHostErrors(table)
}

/** Reads the text of /proc/net/snmp: for each protocol a line of names and a line of numbers. */
export function parseUdpHostErrors(table: string): UdpHostErrors | null {
  const [names, values] = table
    .split('\n')
    .filter((line) => line.startsWith('Udp: '))
    .map((line) => line.split(' '))
  if (names === undefined || values === undefined) return null
  const valueOf = (name: string): number => Number(values[names.indexOf(name)] ?? 0)
  return { receiveBufferErrors: valueOf('RcvbufErrors'), memoryErrors: valueOf('MemErrors') }
}
