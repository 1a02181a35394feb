import { createPrivateKey, X509Certificate } from 'node:crypto'
import { createServer, type Server } from 'node:tls'
import { CefwatchError } from '../../base/errors.ts'
import type { TlsListenerOptions } from './listener.ts'

const MAX_HANDSHAKE_MS = 30_000

/**
 * A TLS server that listens on nothing: connections are given to it as its `connection` event, once they are admitted. A handshake may
 * take as long as a connection may be idle, 30 seconds at most. Throws TLS_INVALID when the certificate or the key cannot be used.
 */
export function createTlsServer(options: TlsListenerOptions): Server {
  const { cert, key, idleTimeoutMs } = options
  const certificate = attempt(options, 'the certificate cannot be read', () => new X509Certificate(cert))
  const privateKey = attempt(options, 'the private key cannot be read', () => createPrivateKey(key))
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new CefwatchError('TLS_INVALID', `listener "${options.name}": the private key belongs to another certificate`)
  }
  return attempt(options, 'certificate and key cannot be used', () => {
    const handshakeTimeout = Math.min(idleTimeoutMs === 0 ? Infinity : idleTimeoutMs, MAX_HANDSHAKE_MS)
    return createServer({ cert, key, minVersion: 'TLSv1.2', handshakeTimeout })
  })
}

function attempt<T>({ name }: TlsListenerOptions, trouble: string, make: () => T): T {
  try {
    return make()
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CefwatchError('TLS_INVALID', `listener "${name}": ${trouble}: ${reason}`, { cause })
  }
}
