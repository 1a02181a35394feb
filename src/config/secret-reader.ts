import { readFileSync } from 'node:fs'
import { CefwatchError, type Place } from '../base/errors.ts'
import { Secret } from '../base/secret.ts'

export type Environment = Readonly<Record<string, string | undefined>>

type Path = readonly PropertyKey[]

const UNREADABLE = new Secret('')

/**
 * Reads secrets from where a configuration says they are: the text itself, `${VAR}` in it, or a file, whose path may hold `${VAR}` too:
 * systemd puts credentials into a folder that only CREDENTIALS_DIRECTORY names. What cannot be read is kept in
 * `errors`, so that all problems of a file are reported together; no message holds a secret's text.
 */
export class SecretReader {
  readonly errors: CefwatchError[] = []
  readonly #environment: Environment
  readonly #fromHere: (path: string) => string
  readonly #placeOf: (path: Path) => Place

  constructor(environment: Environment, fromHere: (path: string) => string, placeOf: (path: Path) => Place) {
    this.#environment = environment
    this.#fromHere = fromHere
    this.#placeOf = placeOf
  }

  /** The secret under `key` or `${key}File` of `holder`, which stands at `path`; null when neither is given. */
  optional<K extends string>(
    holder: { readonly [key in K | `${K}File`]?: string | undefined },
    key: K,
    path: Path,
  ): Secret | null {
    const text: string | undefined = holder[key]
    const file: string | undefined = holder[`${key}File`]
    if (text !== undefined) return this.#expandOrUnreadable(text, [...path, key])
    return file === undefined ? null : this.#readFile(file, [...path, `${key}File`])
  }

  /** The secret of a format, under the key that it names, or that with `File` behind it. */
  credential(holder: Readonly<Record<string, unknown>>, key: string, path: Path): Secret | null {
    const [text, file] = [holder[key], holder[`${key}File`]]
    if (typeof text === 'string') return this.#expandOrUnreadable(text, [...path, key])
    return this.file(typeof file === 'string' ? file : undefined, [...path, `${key}File`])
  }

  /** The content of a file; null when none is given. */
  file(file: string | undefined, path: Path): Secret | null {
    return file === undefined ? null : this.#readFile(file, path)
  }

  /** The absolute path of a file that is read elsewhere. */
  path(file: string, path: Path): string {
    return this.#fromHere(this.#expand(file, path)?.reveal() ?? '')
  }

  /** A webhook's URL: present by the schema, checked here because only now its text is known. */
  url(
    holder: { readonly url?: string | undefined; readonly urlFile?: string | undefined },
    path: Path,
    protocols: readonly string[],
  ): Secret {
    const secret = this.optional(holder, 'url', path) ?? UNREADABLE
    this.#checkUrl(secret, protocols, [...path, holder.url === undefined ? 'urlFile' : 'url'])
    return secret
  }

  /** The URL of an HTTP proxy; null when none is given. */
  proxy(holder: { readonly proxy?: string | undefined; readonly proxyFile?: string | undefined }, path: Path): Secret | null {
    const secret = this.optional(holder, 'proxy', path)
    if (secret !== null)
      this.#checkUrl(secret, ['http:', 'https:'], [...path, holder.proxy === undefined ? 'proxyFile' : 'proxy'])
    return secret
  }

  /** Keeps what `check` throws as an error of the configuration, at `path`. */
  check(path: Path, check: () => void): void {
    try {
      check()
    } catch (error) {
      if (!(error instanceof CefwatchError)) throw error
      this.errors.push(new CefwatchError(error.code, error.message, { place: this.#placeOf(path), remedy: error.remedy }))
    }
  }

  /** A Standard Webhooks secret: `whsec_` and 24 to 64 bytes in base64. */
  signingSecret(
    holder: { readonly secret?: string | undefined; readonly secretFile?: string | undefined },
    path: Path,
  ): Secret | null {
    const secret = this.optional(holder, 'secret', path)
    if (secret === null || secret === UNREADABLE) return secret
    const bytes = Buffer.from(secret.reveal().replace(/^whsec_/, ''), 'base64').length
    if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(secret.reveal()) || bytes < 24 || bytes > 64) {
      const remedy = `Make one: echo "whsec_$(openssl rand -base64 32)"`
      this.#fail(
        'CONFIG_INVALID',
        'the signing secret must be "whsec_" and 24 to 64 bytes in base64',
        [...path, 'secret'],
        remedy,
      )
    }
    return secret
  }

  #expandOrUnreadable(text: string, path: Path): Secret {
    return this.#expand(text, path) ?? UNREADABLE
  }

  /** null when a variable is missing. */
  #expand(text: string, path: Path): Secret | null {
    const missing = new Set<string>()
    const expanded = text.replace(/\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g, (_, variable: string) => {
      const value = this.#environment[variable]
      if (value === undefined || value === '') missing.add(variable)
      return value ?? ''
    })
    for (const variable of missing) this.#fail('SECRET_UNAVAILABLE', `the environment variable ${variable} is not set`, path)
    return missing.size === 0 ? new Secret(expanded) : null
  }

  #readFile(file: string, path: Path): Secret {
    const expanded = this.#expand(file, path)
    if (expanded === null) return UNREADABLE
    const absolute = this.#fromHere(expanded.reveal())
    try {
      const text = readFileSync(absolute, 'utf8').trim()
      if (text !== '') return new Secret(text)
      this.#fail('SECRET_UNAVAILABLE', `the secret file ${absolute} is empty`, path)
    } catch {
      this.#fail('SECRET_UNAVAILABLE', `the secret file ${absolute} cannot be read`, path)
    }
    return UNREADABLE
  }

  #checkUrl(secret: Secret, protocols: readonly string[], path: Path): void {
    if (secret === UNREADABLE || protocols.includes(URL.parse(secret.reveal())?.protocol ?? '')) return
    const beginnings = protocols.map((known) => `${known}//`).join(' or ')
    this.#fail('CONFIG_INVALID', `the URL must begin with ${beginnings}`, path)
  }

  #fail(code: 'SECRET_UNAVAILABLE' | 'CONFIG_INVALID', message: string, path: Path, remedy?: string): void {
    this.errors.push(
      new CefwatchError(code, message, { place: this.#placeOf(path), ...(remedy === undefined ? {} : { remedy }) }),
    )
  }
}
