import fc from 'fast-check'
import t from 'tap'
import { z } from 'zod'
import { teams } from '../../../../src/respond/delivery/formats/teams.ts'
import { startReceiver, status } from '../../receiver.ts'
import { sampleAlert, sampleNotification } from '../../samples.ts'
import { hostileNotification, stormSummary } from './hostile-alert.ts'
import { openSender } from './send-notification.ts'

/*
 * What version 1.2 of https://adaptivecards.io/schemas/adaptive-card.json allows of the elements that are used, and what the trigger
 * "When a Teams webhook request is received" asks for around it.
 */
const text = z.string().min(1)
const textRun = z.strictObject({
  type: z.literal('TextRun'),
  text,
  weight: z.enum(['Lighter', 'Default', 'Bolder']).optional(),
  fontType: z.enum(['Default', 'Monospace']).optional(),
})
const element = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('TextBlock'), text, weight: text, size: text, wrap: z.boolean() }),
  z.strictObject({ type: z.literal('RichTextBlock'), inlines: z.array(textRun).min(1) }),
  z.strictObject({ type: z.literal('FactSet'), facts: z.array(z.strictObject({ title: text, value: text })).min(1) }),
])
const message = z.strictObject({
  type: z.literal('message'),
  attachments: z.tuple([
    z.strictObject({
      contentType: z.literal('application/vnd.microsoft.card.adaptive'),
      contentUrl: z.null(),
      content: z.strictObject({
        $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
        type: z.literal('AdaptiveCard'),
        version: z.literal('1.2'),
        fallbackText: text,
        body: z.array(element).min(1),
        msteams: z.strictObject({ width: z.literal('Full') }),
      }),
    }),
  ]),
})

function bodyOf(json: string): readonly z.infer<typeof element>[] {
  return message.parse(JSON.parse(json)).attachments[0].content.body
}

/** The texts in which Markdown works, and those in which it does not. */
function textsOf(json: string): { readonly markdown: readonly string[]; readonly literal: readonly string[] } {
  const body = bodyOf(json)
  return {
    markdown: body.flatMap((one) => {
      if (one.type === 'TextBlock') return [one.text]
      return one.type === 'FactSet' ? one.facts.flatMap(({ title, value }) => [title, value]) : []
    }),
    literal: body.flatMap((one) => (one.type === 'RichTextBlock' ? one.inlines.map(({ text }) => text) : [])),
  }
}

t.test('a card that the flow takes', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = status(202)
  const send = openSender(t, receiver.url, { format: 'teams' })
  t.match(await send(sampleNotification()), { kind: 'answered', status: 202 })
  const json = receiver.requests.entries[0]?.body ?? ''
  const body = bodyOf(json)
  t.match(body[0], { type: 'TextBlock', text: 'High: RunningRAT request parameters', weight: 'Bolder' })
  t.match(textsOf(json).literal, [/^ws-17 \(192\.0\.2\.10\) to cdn/, 'Source: ', 'ws-17 (192.0.2.10)'])
  t.ok(textsOf(json).literal.includes('GET http://cdn.example.net/a?mactok=1'))
  t.match(body.at(-1), { type: 'FactSet', facts: [{ title: 'Severity', value: 'High' }] })
})

t.test('defanged', (t) => {
  const json = teams.encode(sampleNotification(), { options: {}, defang: true })
  t.ok(textsOf(json).literal.includes('GET hxxp://cdn[.]example[.]net/a?mactok=1'))
  t.end()
})

t.test('Markdown in the names of rules is text, and what senders wrote is where there is none', (t) => {
  const sample = sampleAlert()
  const link = '[a](http://evil.example) **b**'
  const alert = {
    ...sample,
    rule: { ...sample.rule, name: `TEST ${link}` },
    request: { ...sample.request, url: `/${link} {{{DATE(2026-01-01T00:00:00Z)}}` },
  }
  const { markdown, literal } = textsOf(teams.encode(sampleNotification({ alert }), { options: {}, defang: false }))
  t.equal(markdown[0], String.raw`High: TEST \[a\]\(http://evil.example\) \*\*b\*\*`)
  t.ok(literal.includes(`GET /${link} { { {DATE(2026-01-01T00:00:00Z)}}`))
  t.end()
})

t.test('a summary of many alerts', (t) => {
  const { literal } = textsOf(teams.encode(stormSummary(), { options: {}, defang: false }))
  t.ok(literal.includes('192.0.2.10, 192.0.2.11, 2001:db8::5'))
  t.end()
})

t.test('no alert makes a card of more than 20 kB, or Markdown of what a sender wrote', (t) => {
  fc.assert(
    fc.property(hostileNotification, fc.boolean(), (notification, defang) => {
      const json = teams.encode(notification, { options: {}, defang })
      t.ok(Buffer.byteLength(json) <= 20_000)
      for (const one of textsOf(json).markdown) t.notMatch(one.replace(/\\[!-/:-@[-`{-~]/g, ''), /[\\`*_~[\]()<>&!#|]/)
      for (const one of [...textsOf(json).markdown, ...textsOf(json).literal]) t.notMatch(one, /\{\{|[\p{Cc}\p{Cf}\p{Cs}]/u)
    }),
    { numRuns: 60 },
  )
  t.end()
})
