import { type CloudEvent, HTTP } from 'cloudevents'
import fc from 'fast-check'
import t from 'tap'
import { cloudevents } from '../../../../src/respond/delivery/formats/cloudevents.ts'
import { sampleNotification } from '../../samples.ts'
import { fullAlert, oddNotification, stormAlert } from './odd-notifications.ts'
import { type CollectedRequest, senderTo, startCollector } from './start-collector.ts'

/** What the published library makes of a request; it throws on what the specification does not allow. */
function eventOf({ headers, body }: Pick<CollectedRequest, 'headers' | 'body'>): CloudEvent<object> {
  const event = HTTP.toEvent<object>({ headers, body: body.toString() }) as CloudEvent<object>
  event.validate()
  // The library makes up what is missing of these.
  const { id, specversion } = JSON.parse(body.toString()) as Record<string, unknown>
  if (typeof id !== 'string' || id === '' || specversion !== '1.0') throw new Error('no id, or no version')
  return event
}

t.test('is read by the published library, with the alert as data', async (t) => {
  const requests: CollectedRequest[] = []
  const url = await startCollector(t, (request) => {
    requests.push(request)
    eventOf(request)
    return { status: 202 }
  })
  const send = senderTo(t, url, { format: 'cloudevents', options: { source: '/cefwatch/site-a' } })
  const alert = fullAlert()
  t.match(await send(sampleNotification({ alert })), { kind: 'answered', status: 202 })
  t.match(await send(sampleNotification({ alert, type: 'alert.updated' })), { status: 202 })
  t.match(await send(sampleNotification({ alert: stormAlert() })), { status: 202 })
  const [created, updated] = requests.map(eventOf)
  t.match(requests[0]?.headers['content-type'], /^application\/cloudevents\+json/)
  t.match(created, { specversion: '1.0', source: '/cefwatch/site-a', type: 'cefwatch.alert.created', subject: 'a1' })
  t.equal(created?.time, alert.detectedAt)
  t.same(created?.data, alert)
  t.not(updated?.id, created?.id, 'an update is an event of its own')
})

t.test('the check fails for what is no event', (t) => {
  const body = cloudevents.encode(sampleNotification(), { options: {}, defang: false })
  for (const key of ['id', 'source', 'type', 'specversion']) {
    const { [key]: _, ...rest } = JSON.parse(body) as Record<string, unknown>
    const headers = { 'content-type': 'application/cloudevents+json' }
    t.throws(() => eventOf({ headers, body: Buffer.from(JSON.stringify(rest)) }), key)
  }
  t.end()
})

t.test('the description is defanged on request, the fields that machines compare are not', (t) => {
  const body = cloudevents.encode(sampleNotification(), { options: {}, defang: true })
  const { data } = JSON.parse(body) as { data: { description: string; request: { url: string } } }
  t.match(data.description, 'cdn[.]example[.]net')
  t.match(data.request.url, 'http://cdn.example.net/')
  t.end()
})

t.test('no alert makes an event of more than 64 KiB, or an invalid one', (t) => {
  fc.assert(
    fc.property(oddNotification, (notification) => {
      const body = Buffer.from(cloudevents.encode(notification, { options: {}, defang: false }))
      eventOf({ headers: { 'content-type': cloudevents.contentType }, body })
      return body.length <= 65_536
    }),
    { numRuns: 60 },
  )
  t.end()
})
