import { createHmac } from 'node:crypto'
import type { Secret } from '../../base/secret.ts'

/** `timestamp` is that of the attempt, in seconds since the Unix epoch. */
export type SignedContent = { readonly id: string; readonly timestamp: number; readonly body: string | Buffer }

/**
 * The `webhook-signature` header: one HMAC-SHA256 signature for each secret (`whsec_` and base64), separated by spaces, so that a
 * receiver may change from one secret to the other at any time.
 * Source: https://github.com/standard-webhooks/standard-webhooks (Signature scheme, symmetric `v1`).
 */
export function sign({ id, timestamp, body }: SignedContent, secrets: readonly Secret[]): string {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.reveal().replace(/^whsec_/, ''), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`
  })
  return signatures.join(' ')
}
