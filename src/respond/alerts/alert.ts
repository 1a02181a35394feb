import type { Device, Normalised } from '../../decode/devices/device.ts'
import type { Verdict } from '../../decode/devices/verdict.ts'
import type { Indicator, Match, MatchedOn, Source } from '../../detect/match.ts'
import { fillDetails } from '../../detect/rules/alert-details.ts'
import { entitiesOf, type Entity } from '../../detect/rules/entities.ts'
import type { Rule } from '../../detect/rules/rule.ts'
import { type AlertRequest, requestOf } from './alert-request.ts'
import { describeMatch } from './describe-match.ts'
import { type JsonValue, outputToJson } from './output-to-json.ts'

/** What an alert says of the rule that it comes from; severity and tactics are those of the event, where the rule says so. */
type AlertRule = {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly severity: string
  readonly description: string
  readonly tactics: readonly string[]
  readonly techniques: readonly string[]
  readonly tags: readonly string[]
}

/**
 * One alert, as JSON: what webhooks get as `data`, `hunt` prints and the API shows. It stands for `count` matches of one group; all but
 * `count` and `lastSeen` is of the first. Times are ISO 8601.
 */
export type Alert = {
  readonly id: string
  readonly rule: AlertRule
  /** What happened, in words. */
  readonly description: string
  readonly entities: readonly Entity[]
  /** What the rule adds by names of its own; what is empty is left out. */
  readonly customDetails: { readonly [name: string]: string }
  readonly indicators: readonly Indicator[]
  readonly matchedOn: MatchedOn
  /** The columns that the rule projects. */
  readonly row: { readonly [column: string]: JsonValue }
  /** Who asked for what. */
  readonly request: AlertRequest
  /** As the event names itself; "" where it does not. */
  readonly device: {
    readonly family: Device
    readonly vendor: string
    readonly product: string
    readonly action: string
    readonly verdict: Verdict
  }
  readonly count: number
  readonly firstSeen: string
  readonly lastSeen: string
  readonly receivedAt: string
  readonly detectedAt: string
  readonly source: Source
  /** What was sent in the columns that were normalised. */
  readonly normalised: Normalised
  readonly raw: string
}

/** The alert that a match of `rule` makes. */
export function alertFrom(match: Match, rule: Rule, id: string): Alert {
  const { name, version, description, techniques, tags } = rule
  const rows = match.outputs.map((output) => outputToJson(rule.plan, output))
  const [row = {}] = rows
  const details = fillDetails(rule.alertDetails, row)
  const severity = details.severity ?? rule.severity
  const tactics = details.tactics ?? rule.tactics
  const receivedAt = new Date(match.receivedAt).toISOString()
  return {
    id,
    rule: { id: rule.id, name, version, severity, description, tactics, techniques, tags },
    description: describeMatch(match, name, details),
    entities: entitiesOf(rule.entityMappings, rows),
    customDetails: details.customDetails,
    indicators: match.indicators,
    matchedOn: match.matchedOn,
    row,
    request: requestOf(match.row),
    device: {
      family: match.device,
      vendor: match.row.DeviceVendor ?? '',
      product: match.row.DeviceProduct ?? '',
      action: match.row.DeviceAction ?? '',
      verdict: match.verdict,
    },
    count: 1,
    firstSeen: receivedAt,
    lastSeen: receivedAt,
    receivedAt,
    detectedAt: new Date(match.detectedAt).toISOString(),
    source: match.source,
    normalised: match.normalised,
    raw: match.raw,
  }
}
