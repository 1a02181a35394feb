import type { ColumnName } from '../decode/common-security-log/columns.ts'
import type { Secret } from '../base/secret.ts'
import type { Webhook } from '../respond/delivery/webhook.ts'
import type { Place } from '../base/errors.ts'
import type { ConfigFile } from './schema.ts'

/** A listener as configured; `name` filled in, certificate and key paths absolute. */
export type ListenerConfig = ConfigFile['listeners'][number] & { readonly name: string }

export type SourceConfig = {
  readonly name: string
  readonly addresses: readonly string[]
  readonly timeZone: string
  /** null: it is never called silent. */
  readonly silentAfterMs: number | null
}

/** What the configuration changes of a rule, named by id or name. null and absent keys leave it as it is. */
export type RuleOverrideConfig = {
  readonly rule: string
  readonly enabled: boolean | null
  readonly severity: 'Informational' | 'Low' | 'Medium' | 'High' | null
  readonly grouping: { readonly by?: readonly ColumnName[]; readonly windowMs?: number }
  /** Where it stands, for errors that show once the rules are known. */
  readonly place: Place
}

/** A configuration, ready to run: defaults filled in, paths absolute, secrets read. */
export type Config = {
  readonly file: string
  readonly listeners: readonly ListenerConfig[]
  readonly allow: readonly string[]
  readonly sources: readonly SourceConfig[]
  /** Absolute paths or globs. */
  readonly rules: readonly string[]
  readonly ruleOverrides: readonly RuleOverrideConfig[]
  /** Absolute paths or globs. */
  readonly functions: readonly string[]
  readonly exclusions: string | null
  readonly webhooks: readonly Webhook[]
  /** `by` null: the default, which takes the destination's host name or its address. */
  readonly grouping: {
    readonly by: readonly ColumnName[] | null
    readonly windowMs: number
    readonly closeAfterMs: number
    readonly maxDurationMs: number
  }
  /** Limits of 0: none. */
  readonly storm: { readonly perRule: number; readonly global: number; readonly windowMs: number }
  readonly http: { readonly address: string; readonly port: number; readonly token: Secret | null }
  /** Limits of 0: none. */
  readonly data: { readonly directory: string; readonly retention: { readonly ageMs: number; readonly sizeBytes: number } }
  readonly workers: number
  readonly log: ConfigFile['log']
}
