/*
 * What the API answers with, as JSON. Times are ISO 8601 in UTC; what does not apply is null. These types import nothing: they are the
 * contract with clients, the console among them, and change only on purpose.
 */

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** One page of a list, newest first. `next` is the `before` of the next page, or null on the last one. */
export type Page<T> = { readonly items: readonly T[]; readonly next: string | null }

export type AlertStatus = 'open' | 'suppressed'

/** An alert as the webhook's body has it, and whether an exclusion suppressed it. */
export type AlertResource = {
  readonly id: string
  readonly status: AlertStatus
  /** The name of the exclusion that suppressed it. */
  readonly exclusion: string | null
  readonly rule: {
    readonly id: string
    readonly name: string
    readonly version: string
    readonly severity: string
    readonly description: string
    readonly tactics: readonly string[]
    readonly techniques: readonly string[]
    readonly tags: readonly string[]
  }
  /** What happened, in words. */
  readonly description: string
  readonly entities: readonly { readonly [identifier: string]: string }[]
  /** What the rule adds by names of its own. */
  readonly customDetails: { readonly [name: string]: string }
  readonly indicators: readonly { readonly column: string; readonly value: string }[]
  /** The form of the event on which the rule is true. */
  readonly matchedOn: 'raw' | 'normalised' | 'decoded'
  readonly row: { readonly [column: string]: JsonValue }
  readonly device: {
    readonly vendor: string
    readonly product: string
    readonly action: string
    readonly verdict: 'blocked' | 'allowed' | 'unknown'
  }
  readonly count: number
  readonly firstSeen: string
  readonly lastSeen: string
  readonly receivedAt: string
  readonly detectedAt: string
  readonly source: { readonly listener: string; readonly address: string; readonly transport: string }
  /** What was sent in the columns that the normaliser changed. */
  readonly normalised: { readonly [column: string]: string }
  readonly raw: string
}

export type DeliveryState = 'pending' | 'delivered' | 'dead'

/** One alert on its way to one webhook. */
export type DeliveryResource = {
  readonly id: string
  readonly alertId: string
  readonly type: string
  readonly webhook: string
  readonly state: DeliveryState
  readonly attempts: number
  readonly createdAt: string
  /** null when settled, or while an earlier one of its group is on its way. */
  readonly nextAttemptAt: string | null
  /** How the last attempt failed, and the beginning of what was answered. */
  readonly lastError: string | null
  readonly lastAnswer: string | null
}

/** A delivery with what is sent. */
export type DeliveryDetails = DeliveryResource & { readonly contentType: string; readonly body: string }

/** One sender, as the listener saw it. */
export type SourceResource = {
  readonly address: string
  /** What the configuration calls it, or null. */
  readonly name: string | null
  readonly listener: string
  readonly transport: string
  readonly messages: number
  /** How many of them had an octet count in front (RFC 6587). Not counted over UDP, where it means nothing. */
  readonly octetCounted: number
  /** By device family and format; `other` is of no family, and a format of null could not be read at all. */
  readonly events: readonly { readonly device: string; readonly format: string | null; readonly count: number }[]
  /** By reason: messages that could not be read, or not wholly, and how the last of them begins. */
  readonly errors: readonly {
    readonly code: string
    readonly count: number
    readonly lastSeen: string
    readonly lastLine: string
  }[]
  readonly firstSeen: string
  readonly lastSeen: string
}

/** What cefwatch makes of one line: docs/reference/http-api.md names the parts. */
export type ExplanationResource = { readonly [part: string]: unknown }

export type RuleResource = {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly kind: string
  readonly severity: string
  readonly description: string
  readonly tactics: readonly string[]
  readonly techniques: readonly string[]
  /** The same with the names of MITRE ATT&CK. */
  readonly attack: {
    readonly tactics: readonly { readonly id: string | null; readonly name: string }[]
    readonly techniques: readonly { readonly id: string; readonly name: string }[]
  }
  /** How Sentinel would make incidents of its alerts. */
  readonly incidentConfiguration: unknown
  readonly file: string
  /** Since the start of the process. */
  readonly matches: number
}

/** What a reload put in force. */
export type ReloadResource = {
  readonly reloadedAt: string
  readonly rules: readonly { readonly id: string; readonly name: string }[]
  /** Rules that are switched off. */
  readonly disabled: readonly { readonly id: string; readonly name: string }[]
  readonly functions: readonly string[]
  readonly exclusions: readonly string[]
}

/** Why nothing was reloaded. */
export type ReloadProblems = {
  readonly problems: readonly {
    readonly code: string
    readonly message: string
    readonly remedy: string
    readonly file: string | null
    readonly line: number | null
    readonly column: number | null
  }[]
}

export type ExclusionResource = {
  readonly name: string
  readonly reason: string
  readonly owner: string
  /** The last day, in UTC, on which it works: `2027-01-31`. */
  readonly expires: string
  readonly state: 'in force' | 'expired'
  /** Ids or names of the rules that it is for; null: all. */
  readonly rules: readonly string[] | null
  readonly when: { readonly [key: string]: readonly string[] } | null
  readonly where: string | null
  /** Since the start of the process. */
  readonly matches: number
}

export type WebhookResource = {
  readonly name: string
  /** Scheme, host and port only: the rest can be a credential. */
  readonly url: string
  readonly format: string
  /** `failing`: too many attempts in a row failed, and one is made now and then. `disabled`: it answered 410, and gets nothing. */
  readonly state: 'up' | 'failing' | 'disabled'
  /** Since when it fails or is disabled. */
  readonly since: string | null
  readonly pending: number
  readonly delivered: number
  readonly dead: number
  readonly lastError: string | null
}

/** What became of a test alert. */
export type WebhookTestResource = {
  readonly webhook: string
  /** What was sent as `webhook-id`, and the alert's id; neither is stored. */
  readonly deliveryId: string
  readonly alertId: string
  readonly outcome: 'delivered' | 'failed'
  /** In words, such as `answered 204`. */
  readonly result: string
  /** The status and the beginning of the answer; null when there was none. */
  readonly status: number | null
  readonly answer: string | null
  readonly milliseconds: number
}

export type ListenerResource = {
  readonly name: string
  readonly protocol: string
  readonly address: string
  readonly port: number
  /** Open connections; null over UDP. */
  readonly connections: number | null
  readonly messages: number
  readonly dropped: number
}

/** The daemon at a glance. Counts of events are since the start of the process, those of alerts and deliveries what is stored. */
export type StatusResource = {
  readonly version: string
  readonly startedAt: string
  readonly uptimeSeconds: number
  /** What an operator should look at; empty when all is well. */
  readonly problems: readonly string[]
  readonly listeners: readonly ListenerResource[]
  /** Events by device family. */
  readonly events: { readonly [device: string]: number }
  readonly alerts: { readonly open: number; readonly suppressed: number }
  readonly deliveries: { readonly pending: number; readonly delivered: number; readonly dead: number }
}
