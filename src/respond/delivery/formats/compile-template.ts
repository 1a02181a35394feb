import { Liquid, LiquidError } from 'liquidjs'
import type { Alert } from '../../alerts/alert.ts'
import { defang } from './defang.ts'
import { TRIAL_ALERT } from './trial-alert.ts'

/** What a template is rendered over. */
export type TemplateScope = { readonly type: string; readonly timestamp: string; readonly alert: Alert }

/** Renders a body. Throws when a limit is reached, or when what should be JSON is not. */
export type Template = (scope: TemplateScope) => string

export type CompiledTemplate =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly problem: { readonly message: string; readonly line?: number; readonly column?: number } }

const MAX_TEMPLATE_CHARACTERS = 100_000

/** The thread does nothing else meanwhile. */
const MAX_RENDER_MS = 500

/** Characters and array items that filters and loops may make, as liquidjs counts them. */
const MAX_MEMORY = 10_000_000

const TRIAL: TemplateScope = { type: 'alert.created', timestamp: TRIAL_ALERT.detectedAt, alert: TRIAL_ALERT }

/** Tags that read other files, and one that inserts text unescaped. */
const REMOVED_TAGS = ['include', 'render', 'layout', 'block', 'cycle']

/** Text that is JSON already, from the filter `json`. */
class JsonText {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  toString(): string {
    return this.#text
  }
}

/**
 * Compiles a Liquid template, and tries it. What it inserts is escaped for the content type, so that no text can leave its place; the
 * trial refuses JSON templates that insert text where no quotes are.
 */
export function compileTemplate(text: string, contentType: string): CompiledTemplate {
  const engine = newEngine(contentType)
  try {
    const parsed = engine.parse(text)
    const render = (scope: TemplateScope): string => String(engine.renderSync(parsed, scope))
    const template: Template = isJson(contentType) ? (scope) => validJson(render(scope)) : render
    template(TRIAL)
    return { ok: true, template }
  } catch (error) {
    return { ok: false, problem: problemOf(error) }
  }
}

function newEngine(contentType: string): Liquid {
  const engine = new Liquid({
    parseLimit: MAX_TEMPLATE_CHARACTERS,
    renderLimit: MAX_RENDER_MS,
    memoryLimit: MAX_MEMORY,
    ownPropertyOnly: true,
    strictFilters: true,
    // No files, whatever a tag may ask for.
    templates: {},
    outputEscape: escapeFor(contentType),
  })
  for (const tag of REMOVED_TAGS) Reflect.deleteProperty(engine.tags, tag)
  engine.registerFilter('json', (value: unknown) => new JsonText(JSON.stringify(value ?? null)))
  engine.registerFilter('defang', (value: unknown) => defang(textOf(value)))
  return engine
}

/** How what `{{ }}` inserts is escaped, unless its last filter is `raw`. */
function escapeFor(contentType: string): (value: unknown) => string {
  if (isJson(contentType)) return escapeJson
  if (/\b(html|xml)\b/.test(contentType)) return escapeMarkup
  if (contentType.startsWith('application/x-www-form-urlencoded'))
    return (value) => encodeURIComponent(textOf(value).toWellFormed())
  return textOf
}

function isJson(contentType: string): boolean {
  return /^[^;]*[/+]json *(;|$)/.test(contentType)
}

/** Inside the quotes that the template writes; what `json` made is whole. */
function escapeJson(value: unknown): string {
  return value instanceof JsonText ? String(value) : JSON.stringify(textOf(value)).slice(1, -1)
}

function escapeMarkup(value: unknown): string {
  return textOf(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

/** A value as Liquid writes it: nothing for null, the items of a list one after the other. Objects as JSON. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map(textOf).join('')
  if (value instanceof JsonText) return value.toString()
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function validJson(body: string): string {
  try {
    JSON.parse(body)
  } catch (cause) {
    throw new Error(`what the template makes is not JSON: ${messageOf(cause)}`, { cause })
  }
  return body
}

function problemOf(error: unknown): { message: string; line?: number; column?: number } {
  if (!LiquidError.is(error)) return { message: messageOf(error) }
  const [line, column] = error.token.getPosition() as [number, number]
  return { message: messageOf(error).replace(/, line:\d+, col:\d+$/, ''), line, column }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
