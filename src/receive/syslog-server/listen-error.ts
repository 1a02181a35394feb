import { CefwatchError } from '../../base/errors.ts'
import type { ListenerOptions } from './listener.ts'

type Explanation = { readonly cause: string; readonly remedy?: string }

const EXPLANATIONS: Readonly<Record<string, Explanation>> = {
  EADDRINUSE: { cause: 'the port is in use' },
  EACCES: {
    cause: 'permission denied',
    remedy: 'Ports below 1024 need root or CAP_NET_BIND_SERVICE: grant it, or choose a higher port.',
  },
  EADDRNOTAVAIL: {
    cause: 'no interface of this machine has the address',
    remedy: 'Choose an address that the machine has, or 0.0.0.0.',
  },
  EAFNOSUPPORT: { cause: 'the machine has no IPv6', remedy: 'Choose an IPv4 address, or turn IPv6 on.' },
  EINVAL: { cause: 'the address cannot be listened on' },
  ENOTFOUND: { cause: 'the host name is unknown', remedy: 'Choose an IP address.' },
}

/** LISTEN_FAILED for a socket that could not be bound, with the system's reason in words. */
export function listenError(options: ListenerOptions, error: unknown): CefwatchError {
  const { name, protocol, address, port } = options
  const { cause, remedy } = explain(error)
  const place = address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`
  return new CefwatchError('LISTEN_FAILED', `listener "${name}" cannot listen on ${protocol} ${place}: ${cause}`, {
    ...(remedy === undefined ? {} : { remedy }),
    cause: error,
  })
}

function explain(error: unknown): Explanation {
  if (!(error instanceof Error)) return { cause: String(error) }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return EXPLANATIONS[code] ?? { cause: error.message }
}
