import {
  type ListenerEvents,
  type ListenerId,
  REFUSAL_REASONS,
  TLS_HANDSHAKE_FAILURES,
} from '../receive/syslog-server/listener-events.ts'
import type { ReceiveTelemetry } from './telemetry.ts'

/** Counts and logs what listeners tell. Every series of failures of `listeners` exists at 0 from the start. */
export function listenerTelemetry(telemetry: ReceiveTelemetry, listeners: readonly ListenerId[]): ListenerEvents {
  for (const listener of listeners) initialise(telemetry, listener)
  const received = new Map(listeners.map((listener) => [listener.name, receivedCounters(telemetry, listener)]))
  return {
    received: ({ name }, messages, bytes) => {
      const counters = received.get(name)
      counters?.messages(messages)
      counters?.bytes(bytes)
    },
    sourceDenied: ({ name }) => {
      telemetry.count('cefwatch_dropped_messages_total', { listener: name, stage: 'listener', reason: 'denied_source' })
    },
    miscounted: ({ name }) => telemetry.count('cefwatch_framing_errors_total', { listener: name }),
    truncated: ({ name }) => telemetry.count('cefwatch_truncated_messages_total', { listener: name }),
    connectionAccepted: ({ name }, open) => {
      telemetry.count('cefwatch_connections_total', { listener: name, outcome: 'accepted' })
      telemetry.set('cefwatch_connections', { listener: name }, open)
    },
    connectionRefused: ({ name }, outcome) => telemetry.count('cefwatch_connections_total', { listener: name, outcome }),
    connectionClosed: ({ name }, open) => telemetry.set('cefwatch_connections', { listener: name }, open),
    connectionTimedOut: ({ name }) => telemetry.count('cefwatch_connections_timed_out_total', { listener: name }),
    tlsHandshakeFailed: ({ name }, reason) =>
      telemetry.count('cefwatch_tls_handshake_failures_total', { listener: name, reason }),
    receiveBuffer: ({ name }, requested, effective, outcome) => {
      telemetry.set('cefwatch_udp_rcvbuf_bytes', { listener: name, kind: 'requested' }, requested)
      telemetry.set('cefwatch_udp_rcvbuf_bytes', { listener: name, kind: 'effective' }, effective)
      if (outcome === 'clamped') logClampedBuffer(telemetry, name, requested, effective)
    },
    socketError: ({ name }, error) => {
      telemetry.count('cefwatch_socket_errors_total', { listener: name })
      telemetry.log({ level: 'debug', message: 'socket error', fields: { listener: name, error: error.message } })
    },
  }
}

function receivedCounters(telemetry: ReceiveTelemetry, { name, protocol }: ListenerId) {
  const labels = { listener: name, transport: protocol }
  return {
    messages: telemetry.counter('cefwatch_received_messages_total', labels),
    bytes: telemetry.counter('cefwatch_received_bytes_total', labels),
  }
}

function initialise(telemetry: ReceiveTelemetry, { name, protocol }: ListenerId): void {
  telemetry.count('cefwatch_truncated_messages_total', { listener: name }, 0)
  telemetry.count('cefwatch_socket_errors_total', { listener: name }, 0)
  telemetry.count('cefwatch_framing_errors_total', { listener: name }, 0)
  telemetry.count('cefwatch_dropped_messages_total', { listener: name, stage: 'listener', reason: 'denied_source' }, 0)
  if (protocol === 'udp') return
  telemetry.set('cefwatch_connections', { listener: name }, 0)
  telemetry.count('cefwatch_connections_timed_out_total', { listener: name }, 0)
  for (const outcome of ['accepted', ...REFUSAL_REASONS])
    telemetry.count('cefwatch_connections_total', { listener: name, outcome }, 0)
  if (protocol === 'tcp') return
  for (const reason of TLS_HANDSHAKE_FAILURES)
    telemetry.count('cefwatch_tls_handshake_failures_total', { listener: name, reason }, 0)
}

function logClampedBuffer(telemetry: ReceiveTelemetry, listener: string, requested: number, effective: number): void {
  telemetry.log({
    level: 'warn',
    message: `the kernel gave UDP listener ${listener} a smaller receive buffer than asked: bursts will be lost; raise net.core.rmem_max`,
    fields: { listener, requestedBytes: requested, effectiveBytes: effective },
  })
}
