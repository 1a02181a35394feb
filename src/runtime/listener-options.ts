import type { ListenerConfig } from '../config/config.ts'
import type { ListenerOptions } from '../receive/syslog-server/listener.ts'
import { readListenerCertificate } from './listener-certificate.ts'

/** What a listener needs to open, its certificate and key read. `allow` holds addresses and networks; empty means everyone. */
export function listenerOptions(listener: ListenerConfig, allow: readonly string[]): ListenerOptions {
  const { name, address, port, maxFrameBytes } = listener
  const common = { name, address, port, maxFrameBytes, allow, reusePort: false }
  if (listener.protocol === 'udp') return { ...common, protocol: 'udp', receiveBufferBytes: listener.receiveBuffer }
  const { idleTimeout, keepAlive, maxConnections } = listener
  const stream = { ...common, idleTimeoutMs: idleTimeout, keepAliveMs: keepAlive, maxConnections }
  const certificate = readListenerCertificate(listener)
  return certificate === null ? { ...stream, protocol: 'tcp' } : { ...stream, protocol: 'tls', ...certificate }
}
