import { Secret } from '../../../base/secret.ts'
import type { SendContext } from './format.ts'

/** An application of Microsoft Entra ID, and what it asks access to. */
export type EntraClient = {
  readonly authority: string
  readonly tenantId: string
  readonly clientId: string
  readonly scope: string
}

type Token = { readonly text: Secret; readonly renewAt: number }

/** A token is replaced so long before it expires. */
const RENEW_BEFORE_MS = 300_000

/** By the client's secret, which every configuration that is loaded makes anew: a changed one never meets a token of the old. */
let tokens = new WeakMap<Secret, Token>()

/**
 * A bearer token by OAuth 2.0 client credentials, from memory while it is good. Throws an error that says why there is none, such as
 * `no access token: invalid_client`.
 * Source: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export async function entraToken(client: EntraClient, { credential, now, postForm }: SendContext): Promise<Secret> {
  if (credential === null) throw tokenError('no client secret is configured')
  const known = tokens.get(credential)
  if (known !== undefined && now < known.renewAt) return known.text
  const { status, body } = await postForm(`${client.authority.replace(/\/+$/, '')}/${client.tenantId}/oauth2/v2.0/token`, {
    grant_type: 'client_credentials',
    client_id: client.clientId,
    client_secret: credential.reveal(),
    scope: client.scope,
  })
  const token = readToken(status, body, now)
  tokens.set(credential, token)
  return token.text
}

/** After a token was refused: the next attempt gets a new one. Which token it was is not known here, and to get one costs little. */
export function forgetTokens(): void {
  tokens = new WeakMap()
}

function readToken(status: number, body: string, now: number): Token {
  const answer = parse(body)
  const { access_token: text, expires_in: expiresIn, error } = answer
  if (status !== 200 || typeof text !== 'string' || !/^[\x21-\x7e]+$/.test(text)) {
    // The code only: the description can repeat what was sent.
    throw tokenError(typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? error : `the answer was ${status}`)
  }
  const lifeMs = (Number(expiresIn) || 0) * 1000
  return { text: new Secret(text), renewAt: now + Math.max(lifeMs - RENEW_BEFORE_MS, lifeMs / 2) }
}

function parse(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function tokenError(reason: string): Error {
  return Object.assign(new Error(`no access token: ${reason}`), { name: 'NoAccessToken' })
}
