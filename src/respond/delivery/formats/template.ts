import { z } from 'zod'
import type { Notification } from '../../alerts/notification.ts'
import { compileTemplate, type Template } from './compile-template.ts'
import { cutText } from './cut-text.ts'
import { defangAlert } from './defang.ts'
import { type EncodeContext, type Format, HTTP, type ResolvedOptions } from './format.ts'
import { json } from './json.ts'

const MAX_BODY_BYTES = 256 * 1024

const MAX_ERROR = 500

/** What the body begins with when the template failed; a template that writes the same is answered for by its author. */
const FALLBACK = '{"templateError":'

const schema = z.object({
  template: z.string().min(1).optional().meta({
    description: 'A Liquid template over `type`, `timestamp` and `alert`. What it inserts is escaped for `contentType`.',
    example: '{"text": "{{ alert.description }}", "severity": {{ alert.rule.severity | json }}}',
  }),
  templateFile: z.string().min(1).optional().meta({ description: 'A file that holds the template, instead of `template`.' }),
  contentType: z
    .string()
    .regex(/^[\w.+-]+\/[\w.+-]+(; *[\w-]+=[\w.-]+)*$/, { error: 'expected a content type such as text/plain' })
    .default('application/json')
    .meta({ description: 'What is sent: decides how inserted text is escaped.' }),
})

type Resolved = { readonly template: Template; readonly contentType: string }

/** Whatever the operator's own template makes of an alert. When it fails on one, the body is that of `json`, and says why. */
export const template: Format = {
  contentType: 'application/json',
  protocols: HTTP,
  options: schema.shape,
  credential: null,
  takesQuietEnd: false,
  resolve,
  encode: (notification, context) => {
    try {
      return render(notification, context)
    } catch (error) {
      return fallback(notification, context, error)
    }
  },
  prepare: (body, { options }) => {
    const contentType = body.startsWith(FALLBACK) ? 'application/json' : (options as Resolved).contentType
    return { headers: { 'content-type': contentType }, body }
  },
}

function resolve(values: Readonly<Record<string, unknown>>, fileText: (key: string) => string | null): ResolvedOptions {
  const { template, templateFile, contentType } = schema.parse(values)
  if ((template === undefined) === (templateFile === undefined)) {
    return { ok: false, problem: { key: 'format', message: 'needs exactly one of template and templateFile' } }
  }
  const key = template === undefined ? 'templateFile' : 'template'
  const text = template ?? fileText('templateFile')
  if (text === null) return { ok: false, problem: null }
  const compiled = compileTemplate(text, contentType)
  if (!compiled.ok) return { ok: false, problem: { key, ...compiled.problem } }
  return { ok: true, options: { template: compiled.template, contentType } }
}

function render({ type, timestamp, alert }: Notification, { options, defang }: EncodeContext): string {
  const { template } = options as Resolved
  const body = template({ type, timestamp, alert: defang ? defangAlert(alert) : alert })
  const bytes = Buffer.byteLength(body)
  if (bytes > MAX_BODY_BYTES) throw new Error(`the body has ${bytes} bytes, of at most ${MAX_BODY_BYTES}`)
  return body
}

function fallback(notification: Notification, context: EncodeContext, error: unknown): string {
  const reason = JSON.stringify(cutText(error instanceof Error ? error.message : String(error), MAX_ERROR))
  return `${FALLBACK}${reason},${json.encode(notification, context).slice(1)}`
}
