import type { ZodType } from 'zod'
import type { Secret } from '../../../base/secret.ts'
import type { Notification } from '../../alerts/notification.ts'

/** The keys that a format adds to a webhook's configuration, by name; each with its description. */
export type FormatOptions = Readonly<Record<string, ZodType>>

/** What a webhook says of how it wants to be told. `options` holds the format's own keys, as its schema gives them. */
export type EncodeContext = {
  readonly options: Readonly<Record<string, unknown>>
  /** URLs, domains and addresses are written so that nothing can be clicked: hxxp://c2[.]example. */
  readonly defang: boolean
}

/** What a request is made from when it is sent. */
export type SendContext = EncodeContext & {
  /** The secret under the format's `credential` key; null when none is configured. */
  readonly credential: Secret | null
  /** Milliseconds since the Unix epoch. */
  readonly now: number
  /** Posts a form to another address of the same receiver, over the webhook's own connections: for tokens. */
  readonly postForm: (
    url: string,
    form: Readonly<Record<string, string>>,
  ) => Promise<{ readonly status: number; readonly body: string }>
}

/** A request without what every webhook's has. Headers are in lower case. */
export type RequestParts = { readonly headers: Readonly<Record<string, string>>; readonly body: string | Buffer }

/** What a receiver means by its answer, where the status alone does not say it. */
export type Judgement = 'delivered' | 'retry' | 'refused'

/** What is wrong with a webhook's options. With `line` and `column` (from 1): in the text of `key`, or of the file that it names. */
export type OptionProblem = {
  readonly key: string
  readonly message: string
  readonly line?: number
  readonly column?: number
}

export type ResolvedOptions =
  | { readonly ok: true; readonly options: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problem: OptionProblem | null }

/** How one kind of receiver wants to be told. A new kind is a file beside this one and a line in index.ts. */
export type Format = {
  readonly contentType: string
  /** What its URLs begin with, such as `https:`. HTTP is posted to, syslog is sent to. */
  readonly protocols: readonly string[]
  /** Keys of the webhook's configuration beyond those that all have; `{}` for none. */
  readonly options: FormatOptions
  /** The configuration key (with `..File` beside it) of the secret that the receiver asks for, beyond the URL; null for none. */
  readonly credential: string | null
  /**
   * Turns what the configuration says under the format's keys into the options that `encode` gets, where the configuration is read.
   * `fileText` gives the text of the file that a key names, or null when it cannot be read: that is reported already, and no problem. The
   * credential is taken out of them. Absent: options are as configured.
   */
  readonly resolve?: (values: Readonly<Record<string, unknown>>, fileText: (key: string) => string | null) => ResolvedOptions
  /** Whether the receiver keeps state, and wants to be told that an alert is over though nothing has happened. */
  readonly takesQuietEnd: boolean
  /** The request's body. Must not hold secrets: it is stored. */
  readonly encode: (notification: Notification, context: EncodeContext) => string
  /** Puts in what must not be stored. Absent: the body is sent as it is. */
  readonly prepare?: (body: string, context: SendContext) => RequestParts | Promise<RequestParts>
  /** Absent: the status decides. null leaves an answer to the status. */
  readonly judge?: (status: number, answer: string) => Judgement | null
}

/** What URLs of formats that are posted begin with. */
export const HTTP: readonly string[] = ['https:', 'http:']
