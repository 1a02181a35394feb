import { createRequire } from 'node:module'

/** What native/recvmmsg.c exports. */
export type Recvmmsg = {
  /** Reads a bound socket, by a duplicate of its descriptor: whoever opened the socket may close it. */
  readonly read: (descriptor: number, onBatch: (index: number, count: number) => void) => RecvmmsgSocket
}

/** A socket that is read. Of the memory that a batch's number names, count entries hold until onBatch returns. */
export type RecvmmsgSocket = {
  /** Frames; from `offsetsAt` start and end of each; from `sendersAt` 16 bytes each, an IPv6 address, IPv4 mapped into it. */
  readonly batches: readonly ArrayBuffer[]
  readonly offsetsAt: number
  readonly sendersAt: number
  /** Reads what the kernel still holds; onBatch(-1, 0) comes last. */
  readonly close: () => void
}

const FILE = '../../../native/recvmmsg.node'

/** The addon, or null where it was not built: not on Linux, without a compiler, or not since its functions were others. */
export function loadRecvmmsg(): Recvmmsg | null {
  try {
    const addon = createRequire(import.meta.url)(FILE) as Partial<Recvmmsg>
    return addon.read === undefined ? null : { read: addon.read }
  } catch {
    return null
  }
}
