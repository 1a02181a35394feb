import type { Notification } from '../../alerts/notification.ts'
import { type AlertFact, factsOf, headlineOf, storyOf } from './alert-facts.ts'
import { escapeWithin } from './escape-within.ts'
import { type EncodeContext, type Format, HTTP, type Judgement } from './format.ts'
import { humanText } from './human-text.ts'

/** Source: https://docs.slack.dev/reference/block-kit/blocks/header-block */
const MAX_HEADER = 150

/*
 * A section takes texts of 3000 and fields of 2000, but a message of some 13,200 characters is refused as msg_blocks_too_long, which is
 * documented nowhere: https://github.com/slackapi/bolt-js/issues/2509. All of these together stay under 12,000.
 */
const MAX_LONG = 2500
const MAX_FIELD = 200
const MAX_DESCRIPTION = 1200

/** Source: https://docs.slack.dev/reference/block-kit/blocks/section-block */
const MAX_FIELDS = 10

type TextObject =
  | { readonly type: 'plain_text'; readonly text: string; readonly emoji: false }
  /** `verbatim`: links, channels and mentions in the text are not made from what only looks like them. */
  | { readonly type: 'mrkdwn'; readonly text: string; readonly verbatim: true }

/**
 * A message for Slack's incoming webhooks. What senders chose stands in code spans, where no markup works and nothing becomes a link.
 * Source: https://docs.slack.dev/messaging/formatting-message-text (Escaping text).
 */
export const slack: Format = {
  contentType: 'application/json',
  protocols: HTTP,
  options: {},
  credential: null,
  takesQuietEnd: false,
  encode: (notification, context) => JSON.stringify(messageOf(notification, context)),
  judge,
}

function messageOf(notification: Notification, context: EncodeContext): object {
  const { alert } = notification
  const show = (text: string): string => escapeControl(humanText(text, context))
  const { own, foreign, long } = factsOf(alert)
  const headline = headlineOf(notification)
  const fields = [...foreign, ...own].slice(0, MAX_FIELDS).map((fact) => mrkdwn(titled(fact, '`', MAX_FIELD, show)))
  return {
    // What notifications show, and clients without blocks.
    text: `${escapeWithin(headline, MAX_HEADER, show)}\n${escapeWithin(storyOf(alert), MAX_DESCRIPTION, show)}`,
    mrkdwn: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: escapeWithin(headline, MAX_HEADER, show), emoji: false } },
      { type: 'section', text: mrkdwn(code(storyOf(alert), '```', MAX_DESCRIPTION, show)) },
      { type: 'section', fields },
      ...long.map((fact) => ({ type: 'section', text: mrkdwn(titled(fact, '```', MAX_LONG, show)) })),
    ],
  }
}

function mrkdwn(text: string): TextObject {
  return { type: 'mrkdwn', text, verbatim: true }
}

function titled({ title, text }: AlertFact, fence: '`' | '```', limit: number, show: (text: string) => string): string {
  return `*${title}*\n${code(text, fence, limit, show)}`
}

/** A code span or block. Nothing can escape a backtick in it, so that it becomes the accent that looks alike. */
function code(text: string, fence: '`' | '```', limit: number, show: (text: string) => string): string {
  return `${fence}${escapeWithin(text, limit, (part) => show(part).replaceAll('`', '\u02cb'))}${fence}`
}

/** The three characters that begin mentions, links and entities. */
function escapeControl(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/**
 * Slack says `ok`, or one word that is an error, such as `invalid_blocks`; what imitates it, `{"ok":false}`. A page under 200 is a proxy's.
 * Source: https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks (Handling errors).
 */
function judge(status: number, answer: string): Judgement | null {
  if (status < 200 || status > 299) return null
  const word = answer.trim()
  if (/^[a-z]+(_[a-z]+)+$/.test(word) || /"ok" *: *false/.test(word)) return 'refused'
  return word.startsWith('<') ? 'retry' : null
}
