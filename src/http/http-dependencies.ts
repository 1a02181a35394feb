import type {
  AlertResource,
  AlertStatus,
  DeliveryDetails,
  DeliveryResource,
  DeliveryState,
  ExclusionResource,
  ExplanationResource,
  Page,
  ReloadProblems,
  ReloadResource,
  RuleResource,
  SourceResource,
  StatusResource,
  WebhookResource,
  WebhookTestResource,
} from './resources.ts'
import type { Refusal } from './refusal.ts'

export type AlertQuery = {
  readonly limit: number
  readonly before?: string
  readonly status?: AlertStatus
  readonly rule?: string
}

export type DeliveryQuery = {
  readonly limit: number
  readonly before?: string
  readonly state?: DeliveryState
  readonly webhook?: string
}

export type Probe = 'live' | 'ready' | 'startup'

export type HealthCheck = { readonly name: string; readonly ok: boolean; readonly detail: string }

/** What the HTTP server shows, given by the runtime. Everything is read when it is asked for. */
export type HttpDependencies = {
  readonly metricsText: () => Promise<{ readonly contentType: string; readonly body: string }>
  readonly checks: (probe: Probe) => readonly HealthCheck[]
  readonly status: () => StatusResource
  readonly alerts: {
    readonly list: (query: AlertQuery) => Page<AlertResource>
    readonly get: (id: string) => AlertResource | null
  }
  readonly deliveries: {
    readonly list: (query: DeliveryQuery) => Page<DeliveryResource>
    readonly get: (id: string) => DeliveryDetails | Refusal
    /** Sends a dead letter again. */
    readonly retry: (id: string) => DeliveryDetails | Refusal
    /** Sends all dead letters again, or those of one webhook; gives their number. */
    readonly retryAll: (webhook: string | null) => Promise<number | Refusal>
    readonly drop: (id: string) => { readonly dropped: string } | Refusal
  }
  readonly sources: () => readonly SourceResource[]
  /** Explains a line as if `address` had sent it; null: anybody. */
  readonly explain: (line: string, address: string | null) => ExplanationResource
  readonly rules: () => readonly RuleResource[]
  /** Loads rules, functions and exclusions anew; on any problem all stays as it is. */
  readonly reload: () => Promise<ReloadResource | ReloadProblems>
  readonly exclusions: () => readonly ExclusionResource[]
  readonly webhooks: {
    readonly list: () => readonly WebhookResource[]
    /** Makes a webhook send again that is disabled or fails. */
    readonly enable: (name: string) => WebhookResource | Refusal
    readonly test: (name: string) => Promise<WebhookTestResource | Refusal>
  }
}
