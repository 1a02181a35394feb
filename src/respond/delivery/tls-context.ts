import { X509Certificate } from 'node:crypto'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'
import { CefwatchError } from '../../base/errors.ts'
import type { WebhookConnection } from './webhook.ts'

/**
 * What TLS connections to a receiver trust and show. Throws TLS_INVALID when a PEM text is none, or a key does not fit its certificate; the
 * message names no file and holds nothing of the key.
 */
export function tlsContext({ ca, certificate, key }: Pick<WebhookConnection, 'ca' | 'certificate' | 'key'>): SecureContext {
  if ((certificate === null) !== (key === null)) {
    throw new CefwatchError('TLS_INVALID', 'a client certificate and its key go together: one of the two is missing')
  }
  try {
    return createSecureContext({
      // `ca` replaces the certificates that are trusted by default.
      ...(ca === null ? {} : { ca: [...getCACertificates('default'), ...certificatesIn(ca)] }),
      ...(certificate === null || key === null ? {} : { cert: certificate, key: key.reveal() }),
    })
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'not PEM'
    throw new CefwatchError('TLS_INVALID', `the certificates of the connection cannot be used (${code})`)
  }
}

/** Throws when there is none, or one that is broken: OpenSSL alone would trust the rest without a word. */
function certificatesIn(pem: string): readonly string[] {
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
  if (certificates === null) throw new Error('no certificate')
  for (const certificate of certificates) new X509Certificate(certificate)
  return certificates
}
