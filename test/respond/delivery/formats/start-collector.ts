import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Test } from 'tap'
import type { Notification } from '../../../../src/respond/alerts/notification.ts'
import { FORMATS } from '../../../../src/respond/delivery/formats/index.ts'
import type { Outcome } from '../../../../src/respond/delivery/outcome.ts'
import type { Webhook } from '../../../../src/respond/delivery/webhook.ts'
import { WebhookClient } from '../../../../src/respond/delivery/webhook-client.ts'
import { testWebhook } from '../test-webhook.ts'

export type CollectedRequest = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: Buffer }

export type CollectorAnswer = { readonly status: number; readonly body?: string }

/** A real HTTP server that answers each request by what is in it, as the receiver that it stands for would. */
export async function startCollector(t: Test, answerTo: (request: CollectedRequest) => CollectorAnswer): Promise<string> {
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const answer = answerTo({ path: request.url ?? '', headers: request.headers, body })
      response.writeHead(answer.status).end(answer.body)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Sends notifications in turn over one client of the webhook, as the queue does: encoded first, prepared at `now`. */
export function senderTo(t: Test, url: string, changes: Partial<Webhook>) {
  const webhook = testWebhook('target', url, changes)
  const client = new WebhookClient(webhook)
  t.teardown(() => client.close())
  const { encode, contentType } = FORMATS[webhook.format]
  return async (notification: Notification, now = Date.now()): Promise<Outcome | null> => {
    const body = encode(notification, { options: webhook.options, defang: webhook.defang })
    const delivery = { id: 'msg_1', webhook: 'target', groupKey: 'g', contentType, body, attempts: 0, firstAttemptAt: null }
    return client.send(delivery, now, new AbortController().signal)
  }
}
