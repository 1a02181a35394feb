import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { CefwatchError } from '../base/errors.ts'
import type { ListenerConfig } from '../config/config.ts'

/** PEM texts. */
export type Certificate = { readonly cert: string; readonly key: string }

/** The certificate and key of a TLS listener, read and checked to belong together; null for other listeners. */
export function readListenerCertificate(listener: ListenerConfig): Certificate | null {
  if (listener.protocol !== 'tls') return null
  const cert = readPem(listener.certificateFile)
  const key = readPem(listener.keyFile)
  try {
    createSecureContext({ cert, key })
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new CefwatchError('TLS_INVALID', `the certificate and key of listener ${listener.name} cannot be used: ${reason}`, {
      place: { file: listener.certificateFile },
      cause,
    })
  }
  return { cert, key }
}

function readPem(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new CefwatchError('FILE_UNREADABLE', 'the certificate or key cannot be read', { place: { file }, cause })
  }
}
