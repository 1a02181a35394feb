import { FORMATS } from '../respond/delivery/formats/index.ts'
import { tlsContext } from '../respond/delivery/tls-context.ts'
import type { Webhook, WebhookConnection } from '../respond/delivery/webhook.ts'
import { formatOptions, type OptionsSource } from './format-options.ts'
import type { ConfigFile } from './schema.ts'
import type { SecretReader } from './secret-reader.ts'

type WebhookEntry = ConfigFile['webhooks'][number]

/** A webhook ready to run: secrets read, PEM files too. Problems are kept by `secrets` and reported to `source`. */
export function resolveWebhook(
  entry: WebhookEntry,
  path: readonly PropertyKey[],
  secrets: SecretReader,
  source: OptionsSource,
): Webhook {
  const { name, format, timeout, secret, secretFile, minimumSeverity, only, defang, rateLimit, connection } = entry
  const { credential, protocols } = FORMATS[format]
  const signing = Array.isArray(secret) ? secret : [secret]
  const values: Readonly<Record<string, unknown>> = entry
  return {
    name,
    url: secrets.url(entry, path, protocols),
    format,
    options: formatOptions(format, values, path, source),
    credential: credential === null ? null : secrets.credential(values, credential, path),
    defang,
    secrets: signing.flatMap((text) => secrets.signingSecret({ secret: text, secretFile }, path) ?? []),
    timeoutMs: timeout,
    rateLimit: rateLimit === undefined ? null : { count: rateLimit.count, perMs: rateLimit.per },
    routing: {
      minimumSeverity,
      rules: only.rules ?? null,
      severities: only.severities ?? null,
      devices: only.devices ?? null,
      entities: only.entities ?? null,
    },
    connection: resolveConnection(connection, [...path, 'connection'], secrets),
  }
}

function resolveConnection(
  { caFile, certificateFile, keyFile, allow, ...proxy }: WebhookEntry['connection'],
  path: readonly PropertyKey[],
  secrets: SecretReader,
): WebhookConnection {
  const tls = {
    ca: secrets.file(caFile, [...path, 'caFile'])?.reveal() ?? null,
    certificate: secrets.file(certificateFile, [...path, 'certificateFile'])?.reveal() ?? null,
    key: secrets.file(keyFile, [...path, 'keyFile']),
  }
  // What could not be read was told already.
  const isRead = tls.ca !== '' && tls.certificate !== '' && tls.key?.reveal() !== ''
  if (isRead) secrets.check(path, () => tlsContext(tls))
  return { ...tls, proxy: secrets.proxy(proxy, path), allow }
}
