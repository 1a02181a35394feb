import { Secret } from '../../../src/base/secret.ts'
import { TAKES_ALL } from '../../../src/respond/delivery/routing.ts'
import type { Webhook } from '../../../src/respond/delivery/webhook.ts'

/** A webhook that takes everything as `json`. */
export function testWebhook(name: string, url: string, changes: Partial<Webhook> = {}): Webhook {
  return {
    ...{ name, url: new Secret(url), format: 'json', options: {}, credential: null, defang: false, secrets: [], timeoutMs: 5000 },
    ...{ rateLimit: null, routing: TAKES_ALL },
    connection: { ca: null, certificate: null, key: null, proxy: null, allow: [] },
    ...changes,
  }
}
