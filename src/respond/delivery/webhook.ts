import type { Secret } from '../../base/secret.ts'
import type { FormatName } from './formats/index.ts'

/** A receiver of alerts. */
export type Webhook = {
  readonly name: string
  /** http or https. User info, path and query can be credentials. */
  readonly url: Secret
  readonly format: FormatName
  /** Signing secrets, `whsec_` and base64: none, one, or two while one is being replaced. */
  readonly secrets: readonly Secret[]
  /** How long one attempt may take, from connecting to the last byte of the answer. */
  readonly timeoutMs: number
}
