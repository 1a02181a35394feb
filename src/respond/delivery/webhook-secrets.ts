import { unescape } from 'node:querystring'
import { basicCredentials } from './basic-credentials.ts'
import type { Webhook } from './webhook.ts'

/** Parts of a URL shorter than this are words that occur anyway (`api`, `v1`), not credentials. */
const MIN_PART_LENGTH = 6

/** All texts that a webhook's receiver must not be quoted with, whole and in the parts by which a receiver could name them. */
export function webhookSecrets({ url, credential, secrets, connection }: Webhook): readonly string[] {
  const { proxy, key } = connection
  const texts = [credential, key, ...secrets].flatMap((secret) => (secret === null ? [] : [secret.reveal()]))
  return [
    ...urlSecrets(new URL(url.reveal())),
    ...(proxy === null ? [] : urlSecrets(new URL(proxy.reveal()))),
    ...texts,
    ...texts.map((text) => text.replace(/^whsec_/, '')),
  ]
}

function urlSecrets(url: URL): readonly string[] {
  const { pathname, search, username, password } = url
  const parts = [
    ...[pathname, search, username, password, basicCredentials(url) ?? ''],
    ...[...pathname.split('/'), ...unescape(pathname).split('/'), ...search.split(/[?&=]/)],
  ]
  return parts.filter((part) => part.length >= MIN_PART_LENGTH)
}
