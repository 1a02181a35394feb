import fc from 'fast-check'
import t from 'tap'
import { FORMATS } from '../../../../src/respond/delivery/formats/index.ts'
import { slack } from '../../../../src/respond/delivery/formats/slack.ts'
import { startReceiver, status } from '../../receiver.ts'
import { sampleAlert, sampleNotification } from '../../samples.ts'
import { hostileNotification, stormSummary } from './hostile-alert.ts'
import { openSender } from './send-notification.ts'

type TextObject = { type: string; text: string; verbatim?: boolean; emoji?: boolean }
type Block = { type: string; text?: TextObject; fields?: TextObject[] }
type Message = { text: string; blocks: Block[] }

const LIMITS = { header: 150, section: 3000 }

/** What Slack would refuse, by its published limits and the one that is not; null when it takes the message. */
function refusalOf(body: string): string | null {
  const { text, blocks } = JSON.parse(body) as Message
  if (text === '') return 'no_text'
  if (blocks.length > 50) return 'invalid_blocks: too many'
  for (const { type, text, fields } of blocks) {
    if (type !== 'header' && type !== 'section') return `invalid_blocks: ${type}`
    if (text === undefined && (fields === undefined || fields.length === 0)) return 'invalid_blocks: nothing in it'
    if (type === 'header' && text?.type !== 'plain_text') return 'invalid_blocks: a header is plain'
    if (text !== undefined && (text.text === '' || text.text.length > LIMITS[type])) return 'invalid_blocks: text'
    if (fields !== undefined && (fields.length > 10 || fields.some((field) => field.text.length > 2000)))
      return 'invalid_blocks: fields'
  }
  const total = textsOf(body).reduce((sum, { text }) => sum + text.length, text.length)
  return total > 13_000 ? 'msg_blocks_too_long' : null
}

function textsOf(body: string): readonly TextObject[] {
  return (JSON.parse(body) as Message).blocks.flatMap(({ text, fields }) => [
    ...(text === undefined ? [] : [text]),
    ...(fields ?? []),
  ])
}

t.test('a message that Slack takes', async (t) => {
  const receiver = await startReceiver(t)
  receiver.answer = status(200, {}, 'ok')
  const send = openSender(t, receiver.url, { format: 'slack' })
  t.match(await send(sampleNotification()), { kind: 'answered', status: 200, answer: 'ok' })
  const [request] = receiver.requests.entries
  t.equal(request?.headers['content-type'], 'application/json')
  const body = request?.body ?? ''
  t.equal(refusalOf(body), null)
  const message = JSON.parse(body) as Message
  t.match(message, {
    text: /^High: RunningRAT request parameters\nws-17 \(192\.0\.2\.10\) to cdn/,
    mrkdwn: false,
    unfurl_links: false,
  })
  t.match(message.blocks[0], { type: 'header', text: { type: 'plain_text', text: 'High: RunningRAT request parameters' } })
  t.match(message.blocks[1]?.text?.text, /^```ws-17 .*still running on the source host\.```$/)
  const fields = message.blocks[2]?.fields?.map(({ text }) => text) ?? []
  t.strictSame(fields.slice(0, 2), ['*Source*\n`ws-17 (192.0.2.10)`', '*Destination*\n`cdn.example.net (198.51.100.7)`'])
  t.ok(fields.includes('*Severity*\n`High`') && fields.includes('*Alert*\n`alert-1`'))
  t.equal(message.blocks[3]?.text?.text, '*Request*\n```GET http://cdn.example.net/a?mactok=1```')
})

t.test('defanged, nothing can be clicked', (t) => {
  const body = slack.encode(sampleNotification(), { options: {}, defang: true })
  t.match(body, /GET hxxp:\/\/cdn\[\.\]example\[\.\]net/)
  t.notMatch(body, /http:|example\.net/)
  t.end()
})

t.test('mentions, links and code ends that senders wrote are text', (t) => {
  const alert = sampleAlert()
  const request = {
    ...alert.request,
    url: 'http://x/<!channel>`<http://evil.example|ok>```\n*b*&amp;',
    sourceUser: '`<@U012AB3CD>`',
  }
  const body = slack.encode(sampleNotification({ alert: { ...alert, request } }), { options: {}, defang: false })
  const texts = textsOf(body).map(({ text }) => text)
  t.ok(texts.includes('*User*\n`ˋ&lt;@U012AB3CD&gt;ˋ`'))
  t.ok(texts.includes('*Request*\n```GET http://x/&lt;!channel&gt;ˋ&lt;http://evil.example|ok&gt;ˋˋˋ\\u{a}*b*&amp;amp;```'))
  t.end()
})

t.test('a summary of many alerts, which has neither request nor device', (t) => {
  const body = slack.encode(stormSummary(), { options: {}, defang: false })
  t.equal(refusalOf(body), null)
  t.match(body, /192\.0\.2\.11, 2001:db8::5/)
  t.match((JSON.parse(body) as Message).blocks[0]?.text?.text, /, 12000 events$/)
  t.end()
})

t.test('no alert breaks a limit or leaves its code span', (t) => {
  fc.assert(
    fc.property(hostileNotification, fc.boolean(), (notification, defang) => {
      const body = slack.encode(notification, { options: {}, defang })
      t.equal(refusalOf(body), null)
      const { text } = JSON.parse(body) as Message
      for (const object of [{ type: 'plain_text', text }, ...textsOf(body)]) {
        t.notMatch(object.text, /[<>]|&(?!(amp|lt|gt);)/)
        t.ok(object.text.isWellFormed())
        if (object.type !== 'mrkdwn') continue
        t.equal(object.verbatim, true)
        t.match(object.text, /^(\*[A-Z][a-z ]+\*\n)?(```|`)[^`\n]+\2$/)
      }
    }),
    { numRuns: 60 },
  )
  t.end()
})

t.test('what the answer means', (t) => {
  const cases = [
    [200, 'ok', null],
    [200, 'invalid_blocks', 'refused'],
    [200, '{"ok": false, "error": "invalid_payload"}', 'refused'],
    [200, '<html>Sign in to the guest network</html>', 'retry'],
    [204, '', null],
    [400, 'invalid_blocks', null],
    [404, 'no_service', null],
    [500, 'rollup_error', null],
  ] as const
  for (const [code, answer, expected] of cases) t.equal(slack.judge?.(code, answer), expected, `${code} ${answer}`)
  t.equal(FORMATS.slack, slack)
  t.end()
})
