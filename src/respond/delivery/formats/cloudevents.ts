import { z } from 'zod'
import { briefAlert } from './brief-alert.ts'
import { fitJson } from './fit-json.ts'
import { type Format, HTTP } from './format.ts'
import { humanText } from './human-text.ts'
import { notificationId } from './notification-id.ts'

/** What every intermediary must forward: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md (Size Limits). */
const MAX_EVENT_BYTES = 65_536

/** A CloudEvent 1.0 in structured mode, with the alert as data. */
export const cloudevents: Format = {
  contentType: 'application/cloudevents+json',
  protocols: HTTP,
  options: {
    source: z
      .string()
      // A URI-reference, not empty (RFC 3986, section 4.1).
      .regex(/^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/, { error: 'expected a URI or a path' })
      .default('/cefwatch')
      .meta({ description: 'The `source` of the events: which cefwatch they come from.', example: '/cefwatch/site-a' }),
  },
  credential: null,
  takesQuietEnd: false,
  encode: (notification, { options, defang }) => {
    const { type, timestamp, alert } = notification
    const readable = { ...alert, description: humanText(alert.description, { defang }) }
    const event = (data: object): object => ({
      specversion: '1.0',
      id: notificationId(notification),
      source: options['source'] ?? '/cefwatch',
      type: `cefwatch.${type}`,
      subject: alert.id,
      time: timestamp,
      datacontenttype: 'application/json',
      data,
    })
    return fitJson([event(readable), event(briefAlert(readable))], MAX_EVENT_BYTES)
  },
}
