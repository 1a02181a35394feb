import type { Secret } from '../../base/secret.ts'
import type { FormatName } from './formats/index.ts'
import type { Routing } from './routing.ts'

/** How the connection to a receiver is made. PEM texts. */
export type WebhookConnection = {
  /** Certificates to trust beside the system's; null for none. */
  readonly ca: string | null
  /** The client's own certificate and key, for receivers that ask for one. */
  readonly certificate: string | null
  readonly key: Secret | null
  /** An HTTP proxy to go through (CONNECT); its URL can hold credentials. */
  readonly proxy: Secret | null
  /** Addresses and networks that may be connected to although they are link-local or a cloud's metadata service. */
  readonly allow: readonly string[]
}

/** A receiver of alerts. */
export type Webhook = {
  readonly name: string
  /** http or https; for the syslog format `syslog+udp`, `syslog+tcp` or `syslog+tls`. User info, path and query can be credentials. */
  readonly url: Secret
  readonly format: FormatName
  /** The format's own keys, as its schema gives them. */
  readonly options: Readonly<Record<string, unknown>>
  readonly credential: Secret | null
  readonly defang: boolean
  /** Signing secrets, `whsec_` and base64: none, one, or two while one is being replaced. */
  readonly secrets: readonly Secret[]
  /** How long one attempt may take, from connecting to the last byte of the answer. */
  readonly timeoutMs: number
  /** At most so many attempts in so many milliseconds; null: as many as there are. */
  readonly rateLimit: { readonly count: number; readonly perMs: number } | null
  readonly routing: Routing
  readonly connection: WebhookConnection
}
