import type { Notification } from '../../alerts/notification.ts'
import { type AlertFact, factsOf, headlineOf, storyOf } from './alert-facts.ts'
import { escapeWithin } from './escape-within.ts'
import { type EncodeContext, type Format, HTTP } from './format.ts'
import { humanText } from './human-text.ts'

/**
 * "The message size limit is 28 KB", and the flow adds to it; others have seen 21 KB refused.
 * Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
 */
const MAX_BODY_BYTES = 20_000

/** Longest text, at first; halved until the card fits. */
const FIRST_CUT = 4096
const LAST_CUT = 64

/**
 * An Adaptive Card for a flow of Power Automate's Workflows. What senders chose stands in text runs, which know no Markdown; facts and
 * headline, which do, hold what is ours, escaped.
 * Source: https://learn.microsoft.com/adaptive-cards/create/textfeatures
 */
export const teams: Format = {
  contentType: 'application/json',
  protocols: HTTP,
  options: {},
  credential: null,
  takesQuietEnd: false,
  encode: (notification, context) => {
    let body = JSON.stringify(messageOf(notification, context, FIRST_CUT))
    for (let cut = FIRST_CUT / 2; cut >= LAST_CUT && Buffer.byteLength(body) > MAX_BODY_BYTES; cut /= 2) {
      body = JSON.stringify(messageOf(notification, context, cut))
    }
    return body
  },
}

/** Source of the wrapping: https://learn.microsoft.com/connectors/teams/ (Microsoft Teams Webhook). */
function messageOf(notification: Notification, context: EncodeContext, cut: number): object {
  return {
    type: 'message',
    attachments: [
      { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: cardOf(notification, context, cut) },
    ],
  }
}

function cardOf(notification: Notification, context: EncodeContext, cut: number): object {
  const { alert } = notification
  const { own, foreign, long } = factsOf(alert)
  const show = (text: string): string => breakMacros(humanText(text, context))
  const literal = (text: string): string => escapeWithin(text, cut, show)
  const markdown = (text: string): string => escapeWithin(text, cut, (part) => escapeMarkdown(show(part)))
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.2',
    // Shown where a card cannot be: in lists and notifications.
    fallbackText: literal(headlineOf(notification)),
    body: [
      { type: 'TextBlock', text: markdown(headlineOf(notification)), weight: 'Bolder', size: 'Medium', wrap: true },
      richText([{ type: 'TextRun', text: literal(storyOf(alert)) }]),
      ...[...foreign, ...long].map((fact) => richText(runsOf(fact, literal))),
      { type: 'FactSet', facts: own.map(({ title, text }) => ({ title, value: markdown(text) })) },
    ],
    msteams: { width: 'Full' },
  }
}

function richText(inlines: readonly object[]): object {
  return { type: 'RichTextBlock', inlines }
}

function runsOf({ title, text }: AlertFact, literal: (text: string) => string): readonly object[] {
  return [
    { type: 'TextRun', text: `${title}: `, weight: 'Bolder' },
    { type: 'TextRun', text: literal(text), fontType: 'Monospace' },
  ]
}

/** Clients replace `{{DATE(..)}}` and `{{TIME(..)}}`. */
function breakMacros(text: string): string {
  return text.replace(/\{(?=\{)/g, '{ ')
}

/** A backslash before any sign of punctuation makes it literal (CommonMark, section 2.4). */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_~[\]()<>&!#|]/g, '\\$&')
}
