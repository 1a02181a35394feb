import { type Dispatcher, request } from 'undici'
import { basicCredentials } from './basic-credentials.ts'
import { openConnections } from './connections.ts'
import type { DueDelivery } from './delivery.ts'
import { failureOf } from './failure-of.ts'
import { ForbiddenAddressError } from './forbidden-address.ts'
import type { RequestParts } from './formats/format.ts'
import { FORMATS } from './formats/index.ts'
import type { Outcome } from './outcome.ts'
import { redactAnswer } from './redact-answer.ts'
import { sign } from './sign.ts'
import type { Webhook } from './webhook.ts'
import { webhookSecrets } from './webhook-secrets.ts'

/** A token of Microsoft Entra ID has some 2 kB. */
const MAX_FORM_ANSWER = 65_536

/** Characters of an answer that are kept. */
const MAX_ANSWER = 4096

/** Characters of what a format says when it cannot make a request. */
const MAX_PROBLEM = 200

/** Posts deliveries to one webhook, over connections of its own. Redirects are not followed. */
export class WebhookClient {
  readonly #webhook: Webhook
  readonly #target: URL
  readonly #authorization: string | null
  readonly #connections: Dispatcher
  readonly #secrets: readonly string[]

  /** Throws TLS_INVALID. */
  constructor(webhook: Webhook) {
    this.#webhook = webhook
    this.#target = new URL(webhook.url.reveal())
    this.#authorization = basicCredentials(this.#target)
    this.#target.username = ''
    this.#target.password = ''
    this.#connections = openConnections(webhook.connection, webhook.timeoutMs)
    this.#secrets = webhookSecrets(webhook)
  }

  /** Makes one attempt at time `now`. null when `stop` ended it. Never rejects, and nothing it returns holds a secret. */
  async send(delivery: DueDelivery, now: number, stop: AbortSignal): Promise<Outcome | null> {
    // One deadline over connecting, headers and body: a receiver that answers a byte at a time cannot extend it.
    const attempt = new AbortController()
    const end = (): void => attempt.abort()
    const deadline = setTimeout(end, this.#webhook.timeoutMs)
    stop.addEventListener('abort', end)
    if (stop.aborted) end()
    try {
      const parts = await this.#prepare(delivery.body, now, attempt.signal)
      return parts instanceof Error ? this.#unprepared(parts) : await this.#post(delivery, parts, now, attempt.signal)
    } catch (error) {
      if (stop.aborted) return null
      return attempt.signal.aborted ? { kind: 'timeout' } : failureOf(error)
    } finally {
      clearTimeout(deadline)
      stop.removeEventListener('abort', end)
    }
  }

  async close(): Promise<void> {
    await this.#connections.destroy()
  }

  async #post(delivery: DueDelivery, parts: RequestParts, now: number, signal: AbortSignal): Promise<Outcome> {
    const { statusCode, headers, body } = await request(this.#target, {
      method: 'POST',
      headers: { ...this.#headers(delivery, parts.body, Math.floor(now / 1000)), ...parts.headers },
      body: parts.body,
      dispatcher: this.#connections,
      signal,
    })
    const secrets = [...this.#secrets, ...credentialsOf(parts)]
    // Read further than is kept, or a secret at the edge would be cut before it is recognised.
    const answer = await readStart(body, MAX_ANSWER + Math.max(0, ...secrets.map(({ length }) => 3 * length)))
    const retryAfter = headers['retry-after']
    return {
      kind: 'answered',
      status: statusCode,
      retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
      answer: redactAnswer(answer, secrets).slice(0, MAX_ANSWER),
      judgement: FORMATS[this.#webhook.format].judge?.(statusCode, answer) ?? null,
    }
  }

  /** The parts of the request, or why the format cannot make them in its own words. Rejects when the connection fails. */
  async #prepare(body: string, now: number, signal: AbortSignal): Promise<RequestParts | Error> {
    const { format, options, defang, credential } = this.#webhook
    const { prepare } = FORMATS[format]
    if (prepare === undefined) return { headers: {}, body }
    const postForm = (url: string, form: Readonly<Record<string, string>>) => this.#postForm(url, form, signal)
    try {
      return await prepare(body, { options, defang, credential, now, postForm })
    } catch (error) {
      if (error instanceof Error && !('code' in error) && !(error instanceof ForbiddenAddressError) && !signal.aborted)
        return error
      throw error
    }
  }

  #unprepared({ message }: Error): Outcome {
    return { kind: 'unprepared', problem: redactAnswer(message, this.#secrets).slice(0, MAX_PROBLEM) }
  }

  async #postForm(
    url: string,
    form: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<{ status: number; body: string }> {
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
      dispatcher: this.#connections,
      signal,
    })
    return { status: statusCode, body: await readStart(body, MAX_FORM_ANSWER) }
  }

  #headers({ id, contentType }: DueDelivery, body: string | Buffer, timestamp: number): Record<string, string> {
    const { secrets } = this.#webhook
    return {
      'content-type': contentType,
      'user-agent': 'cefwatch',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      ...(secrets.length === 0 ? {} : { 'webhook-signature': sign({ id, timestamp, body }, secrets) }),
      ...(this.#authorization === null ? {} : { authorization: `Basic ${this.#authorization}` }),
    }
  }
}

/** What a format has put into `authorization`, with its scheme and without: a token that was asked for is in no configuration. */
function credentialsOf({ headers }: RequestParts): readonly string[] {
  const { authorization } = headers
  return authorization === undefined ? [] : [authorization, authorization.replace(/^\S+ +/, '')]
}

/** The first bytes of a body, or as many of them as came: the status alone says whether the delivery was taken. */
async function readStart(body: Dispatcher.ResponseData['body'], limit: number): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      length += chunk.length
      if (length >= limit) break
    }
  } catch {
    // Cut off midway.
  }
  return Buffer.concat(chunks).toString('utf8', 0, Math.min(length, limit))
}
