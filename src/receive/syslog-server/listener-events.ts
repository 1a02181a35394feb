export type ListenerProtocol = 'udp' | 'tcp' | 'tls'

/** Which listener an event is about. */
export type ListenerId = { readonly name: string; readonly protocol: ListenerProtocol }

/** Why a connection was closed right after it was accepted: its source is not allowed, or there are too many. */
export const REFUSAL_REASONS = ['denied', 'limit'] as const

export type RefusalReason = (typeof REFUSAL_REASONS)[number]

/** Why a TLS handshake failed. */
export const TLS_HANDSHAKE_FAILURES = [
  'timeout',
  'disconnected',
  'not_tls',
  'protocol_version',
  'no_shared_cipher',
  'certificate_refused',
  'other',
] as const

export type TlsHandshakeFailure = (typeof TLS_HANDSHAKE_FAILURES)[number]

/**
 * What listeners tell of their work: one function for each thing that happens, to be counted and logged by whoever implements it. An
 * ordinary frame causes no call of its own. None may throw.
 */
export type ListenerEvents = {
  /** Frames handed down the line, once a batch. `bytes` leaves the framing out. */
  readonly received: (listener: ListenerId, messages: number, bytes: number) => void
  /** A datagram from an address that is not allowed was dropped. */
  readonly sourceDenied: (listener: ListenerId, bytes: number) => void
  /** An octet count was false: it was left out, and the message that stood behind it was handed down. */
  readonly miscounted: (listener: ListenerId) => void
  /** A frame was cut at `maxFrameBytes`, and handed down so. */
  readonly truncated: (listener: ListenerId) => void
  /** `open` counts the listener's connections, this one included. */
  readonly connectionAccepted: (listener: ListenerId, open: number) => void
  readonly connectionRefused: (listener: ListenerId, reason: RefusalReason) => void
  /** An accepted connection is gone, for whatever reason. `open` counts those that are left. */
  readonly connectionClosed: (listener: ListenerId, open: number) => void
  /** A connection sent nothing for the idle timeout, and is closed. */
  readonly connectionTimedOut: (listener: ListenerId) => void
  readonly tlsHandshakeFailed: (listener: ListenerId, reason: TlsHandshakeFailure) => void
  /**
   * The receive buffer that a UDP listener asked for, and what the kernel reports. Linux reports twice what it grants (socket(7),
   * SO_RCVBUF), so `effectiveBytes` under twice `requestedBytes` is `clamped` there.
   */
  readonly receiveBuffer: (
    listener: ListenerId,
    requestedBytes: number,
    effectiveBytes: number,
    outcome: 'granted' | 'clamped',
  ) => void
  /** An error of a listening socket or of an established connection. The listener goes on. */
  readonly socketError: (listener: ListenerId, error: Error) => void
}
