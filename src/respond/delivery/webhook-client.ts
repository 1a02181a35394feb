import { Agent, type Dispatcher, request } from 'undici'
import { basicCredentials } from './basic-credentials.ts'
import type { DueDelivery } from './delivery.ts'
import type { Outcome } from './outcome.ts'
import type { RequestParts } from './formats/format.ts'
import { FORMATS } from './formats/index.ts'
import { redactAnswer } from './redact-answer.ts'
import { sign } from './sign.ts'
import type { Webhook } from './webhook.ts'

/** A token of Microsoft Entra ID has some 2 kB. */
const MAX_FORM_ANSWER = 65_536

/** Characters of an answer that are kept. */
const MAX_ANSWER = 4096

/** Posts deliveries to one webhook, over connections of its own. Redirects are not followed. */
export class WebhookClient {
  readonly #webhook: Webhook
  readonly #url: URL
  readonly #target: URL
  readonly #agent: Agent

  constructor(webhook: Webhook) {
    this.#webhook = webhook
    this.#url = new URL(webhook.url.reveal())
    this.#target = new URL(this.#url)
    this.#target.username = ''
    this.#target.password = ''
    this.#agent = new Agent({ connect: { timeout: webhook.timeoutMs } })
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
      return await this.#post(delivery, now, attempt.signal)
    } catch (error) {
      if (stop.aborted) return null
      return attempt.signal.aborted ? { kind: 'timeout' } : failureOf(error)
    } finally {
      clearTimeout(deadline)
      stop.removeEventListener('abort', end)
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy()
  }

  async #post(delivery: DueDelivery, now: number, signal: AbortSignal): Promise<Outcome> {
    const parts = await this.#prepare(delivery.body, now)
    const { statusCode, headers, body } = await request(this.#target, {
      method: 'POST',
      headers: { ...this.#headers(delivery, Math.floor(now / 1000)), ...parts.headers },
      body: parts.body,
      dispatcher: this.#agent,
      signal,
    })
    const retryAfter = headers['retry-after']
    return {
      kind: 'answered',
      status: statusCode,
      retryAfter: typeof retryAfter === 'string' ? retryAfter : null,
      answer: await this.#readAnswer(body),
    }
  }

  async #prepare(body: string, now: number): Promise<RequestParts> {
    const { format, options, defang, credential } = this.#webhook
    const { prepare } = FORMATS[format]
    if (prepare === undefined) return { headers: {}, body }
    return prepare(body, { options, defang, credential, now, postForm: (url, form) => this.#postForm(url, form) })
  }

  async #postForm(url: string, form: Readonly<Record<string, string>>): Promise<{ status: number; body: string }> {
    const { statusCode, body } = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
      dispatcher: this.#agent,
    })
    return { status: statusCode, body: await readStart(body, MAX_FORM_ANSWER) }
  }

  async #readAnswer(body: Dispatcher.ResponseData['body']): Promise<string> {
    // Read further than is kept, or a secret at the edge would be cut before it is recognised.
    const answer = await readStart(body, MAX_ANSWER + this.#url.href.length)
    return redactAnswer(answer, this.#url).slice(0, MAX_ANSWER)
  }

  #headers({ id, body, contentType }: DueDelivery, timestamp: number): Record<string, string> {
    const { secrets } = this.#webhook
    const credentials = basicCredentials(this.#url)
    return {
      'content-type': contentType,
      'user-agent': 'cefwatch',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      ...(secrets.length === 0 ? {} : { 'webhook-signature': sign({ id, timestamp, body }, secrets) }),
      ...(credentials === null ? {} : { authorization: `Basic ${credentials}` }),
    }
  }
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

/** Only the code, or else the error's name, is kept: a message can hold the URL. */
function failureOf(error: unknown): Outcome {
  if (!(error instanceof Error)) return { kind: 'network', code: 'UNKNOWN' }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return code === 'UND_ERR_CONNECT_TIMEOUT' ? { kind: 'timeout' } : { kind: 'network', code }
}
