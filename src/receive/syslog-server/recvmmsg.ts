import { createRequire } from 'node:module'

/** What native/recvmmsg.c exports. */
export type Recvmmsg = {
  readonly open: (options: RecvmmsgOptions, onBatch: (index: number, count: number) => void) => RecvmmsgSocket
}

export type RecvmmsgOptions = {
  /** An IP address. `::` takes IPv4 too. */
  readonly address: string
  readonly port: number
  /** 1 or 0. */
  readonly reusePort: number
  readonly receiveBufferBytes: number
}

/** An open socket. Of the memory that a batch's number names, count entries hold until onBatch returns. */
export type RecvmmsgSocket = {
  readonly port: number
  /** As the kernel reports it. */
  readonly receiveBufferBytes: number
  /** Frames; from `offsetsAt` start and end of each; from `sendersAt` 16 bytes each, an IPv6 address, IPv4 mapped into it. */
  readonly batches: readonly ArrayBuffer[]
  readonly offsetsAt: number
  readonly sendersAt: number
  /** Reads what the kernel still holds; onBatch(-1, 0) comes last. */
  readonly close: () => void
}

const FILE = '../../../native/recvmmsg.node'

/** The addon, or null where it was not built: not on Linux, or without a compiler. */
export function loadRecvmmsg(): Recvmmsg | null {
  try {
    return createRequire(import.meta.url)(FILE) as Recvmmsg
  } catch {
    return null
  }
}
