import { inspect } from 'node:util'

const REDACTED = '<redacted>'

/** A text that no log, JSON or error may show. Only `reveal()` gives it, at the one place that needs it. */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  reveal(): string {
    return this.#text
  }

  toString(): string {
    return REDACTED
  }

  toJSON(): string {
    return REDACTED
  }

  [inspect.custom](): string {
    return REDACTED
  }
}

/** What may be shown of a URL whose user info, path and query can be credentials: scheme, host and port. */
export function redactUrl(url: string): string {
  const parsed = URL.parse(url)
  return parsed === null ? REDACTED : `${parsed.protocol}//${parsed.host}`
}
