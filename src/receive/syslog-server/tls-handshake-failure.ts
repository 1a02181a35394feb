import type { TlsHandshakeFailure } from './listener-events.ts'

/** Node's and OpenSSL's codes for the failures that an operator can tell apart and act on. */
const FAILURES: Readonly<Record<string, TlsHandshakeFailure>> = {
  ERR_TLS_HANDSHAKE_TIMEOUT: 'timeout',
  ECONNRESET: 'disconnected',
  ERR_SSL_WRONG_VERSION_NUMBER: 'not_tls',
  ERR_SSL_HTTP_REQUEST: 'not_tls',
  ERR_SSL_HTTPS_PROXY_REQUEST: 'not_tls',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'protocol_version',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'protocol_version',
  ERR_SSL_NO_SHARED_CIPHER: 'no_shared_cipher',
  ERR_SSL_NO_SUITABLE_SIGNATURE_ALGORITHM: 'no_shared_cipher',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'certificate_refused',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: 'certificate_refused',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: 'certificate_refused',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: 'certificate_refused',
  ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE: 'certificate_refused',
}

/** Why a handshake failed, from the error of a `tlsClientError` event. */
export function tlsHandshakeFailure(error: Error): TlsHandshakeFailure {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return FAILURES[code] ?? 'other'
}
