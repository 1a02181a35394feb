/** How a message came: over a listener, or out of a file that is searched afterwards. */
export type Transport = 'udp' | 'tcp' | 'tls' | 'file'

/**
 * What a listener hands down the line: many frames in one buffer, so that a frame that cannot match costs no object of its own.
 * A frame is one syslog message without its framing (RFC 6587 octet count, trailing LF, CR, NUL).
 * The receiver of a batch must be done with it when its call returns: the listener reuses the buffer.
 */
export type FrameBatch = {
  readonly bytes: Buffer
  /** Frame i is `bytes[offsets[2 * i] .. offsets[2 * i + 1])`. Longer than needed: only the first `2 * count` entries hold. */
  readonly offsets: Uint32Array
  readonly count: number
  /** How many of the frames had an octet count in front (RFC 6587); 0 over UDP, where it means nothing. */
  readonly octetCounted: number
  readonly listener: string
  readonly transport: Transport
  /** The sender's address: one for a connection, one a frame for datagrams. IPv4-mapped IPv6 addresses come as IPv4. */
  readonly addresses: string | readonly string[]
  /** Milliseconds since the Unix epoch, taken once for the batch. */
  readonly receivedAt: number
}

/** The address that sent frame `index`. */
export function senderOf(batch: FrameBatch, index: number): string {
  return typeof batch.addresses === 'string' ? batch.addresses : (batch.addresses[index] ?? '')
}

/** Frame `index` as text. Bytes that are no UTF-8 become U+FFFD. */
export function frameText({ bytes, offsets }: FrameBatch, index: number): string {
  return bytes.toString('utf8', offsets[2 * index], offsets[2 * index + 1])
}
