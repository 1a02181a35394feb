import { VERSION } from '../../../base/version.ts'
import type { Alert } from '../../alerts/alert.ts'
import type { Notification } from '../../alerts/notification.ts'
import { briefAlert } from './brief-alert.ts'
import { cutWithin } from './cut-within.ts'
import { fitJson } from './fit-json.ts'
import { type EncodeContext, type Format, HTTP } from './format.ts'
import { humanText } from './human-text.ts'
import { attacksOf } from './joined-attacks.ts'
import { notificationId } from './notification-id.ts'
import { ocsfEvidence } from './ocsf-evidence.ts'
import { withoutEmpty } from './without-empty.ts'

/** Source of the names and numbers: https://schema.ocsf.io/1.4.0/classes/detection_finding?profiles=security_control */
const OCSF_VERSION = '1.4.0'
const CLASS = { category_uid: 2, category_name: 'Findings', class_uid: 2004, class_name: 'Detection Finding' } as const

/** OCSF sets no limit to an event; the queues that carry it take 256 KiB. */
const MAX_EVENT_BYTES = 262_144

/** OCSF's string_t and json_t are kept below 64 KiB, as its versions before 1.4 ask. */
const MAX_TEXT = 16_384
const MAX_NAME = 1024

const SEVERITY_IDS: ReadonlyMap<string, number> = new Map(
  Object.entries({ Informational: 1, Low: 2, Medium: 3, High: 4, Critical: 5 }),
)

type Activity = { readonly id: number; readonly name: string; readonly statusId: number; readonly status: string }

const CREATE: Activity = { id: 1, name: 'Create', statusId: 1, status: 'New' }
const UPDATE: Activity = { id: 2, name: 'Update', statusId: 1, status: 'New' }
/** Over, but not `Resolved` (4): that would mean that somebody has remedied it. */
const CLOSE: Activity = { id: 3, name: 'Close', statusId: 99, status: 'Ended' }

/** The security_control profile: what the device did. */
const CONTROL: Readonly<Record<Alert['device']['verdict'], object>> = {
  allowed: { action_id: 1, action: 'Allowed', disposition_id: 1, disposition: 'Allowed' },
  blocked: { action_id: 2, action: 'Denied', disposition_id: 2, disposition: 'Blocked' },
  unknown: { action_id: 0, action: 'Unknown', disposition_id: 0, disposition: 'Unknown' },
}

/** An OCSF Detection Finding (class 2004), one event for each stage of a finding: Create, Update, Close. */
export const ocsf: Format = {
  contentType: 'application/json',
  protocols: HTTP,
  options: {},
  credential: null,
  // A finding has a life cycle: whoever keeps it wants to be told of its Close.
  takesQuietEnd: true,
  encode: (notification, context) => {
    const brief = { ...notification, alert: briefAlert(notification.alert) }
    return fitJson([findingOf(notification, context), findingOf(brief, context)], MAX_EVENT_BYTES)
  },
}

function findingOf(notification: Notification, context: EncodeContext): object {
  const { alert } = notification
  const activity = activityOf(notification)
  const { evidences, observables } = ocsfEvidence(alert.request)
  const message = cutWithin(humanText(alert.description, context), MAX_TEXT)
  return {
    ...CLASS,
    activity_id: activity.id,
    activity_name: activity.name,
    type_uid: CLASS.class_uid * 100 + activity.id,
    type_name: `${CLASS.class_name}: ${activity.name}`,
    severity_id: SEVERITY_IDS.get(alert.rule.severity) ?? 99,
    severity: alert.rule.severity,
    time: Date.parse(alert.detectedAt),
    start_time: Date.parse(alert.firstSeen),
    end_time: Date.parse(alert.lastSeen),
    count: alert.count,
    status_id: activity.statusId,
    status: activity.status,
    is_alert: activity !== CLOSE,
    ...CONTROL[alert.device.verdict],
    metadata: {
      version: OCSF_VERSION,
      product: { name: 'cefwatch', vendor_name: 'cefwatch', version: VERSION },
      profiles: ['security_control'],
      uid: notificationId(notification),
    },
    finding_info: findingInfo(notification),
    ...withoutEmpty({ message, evidences, observables, raw_data: cutWithin(alert.raw, 2 * MAX_TEXT) }),
    unmapped: unmapped(alert),
  }
}

function activityOf({ type, end }: Notification): Activity {
  if (end !== 'none') return CLOSE
  return type === 'alert.created' ? CREATE : UPDATE
}

function findingInfo({ alert, timestamp }: Notification): object {
  const { rule, device } = alert
  return {
    uid: alert.id,
    title: cutWithin(rule.name, MAX_NAME),
    desc: cutWithin(rule.description, MAX_TEXT),
    created_time: Date.parse(alert.detectedAt),
    modified_time: Date.parse(timestamp),
    first_seen_time: Date.parse(alert.firstSeen),
    last_seen_time: Date.parse(alert.lastSeen),
    analytic: { uid: rule.id, name: cutWithin(rule.name, MAX_NAME), version: rule.version, type_id: 1, type: 'Rule' },
    ...withoutEmpty({
      attacks: attacksOf(rule.tactics, rule.techniques).map(({ tactic, technique, subTechnique }) => ({
        ...withoutEmpty({ tactic: named(tactic), technique: named(technique), sub_technique: named(subTechnique) }),
      })),
      data_sources: [device.vendor, device.product].filter((name) => name !== '').map((name) => cutWithin(name, MAX_NAME)),
      types: rule.tags,
    }),
  }
}

function named(entry: { readonly id: string | null; readonly name: string | null } | null): object | undefined {
  return entry === null ? undefined : withoutEmpty({ uid: entry.id, name: entry.name })
}

/** What the class has no attribute for. The row as text: its columns are the rule's, and would be new attributes with every rule. */
function unmapped({ device, entities, indicators, matchedOn, normalised, row, source }: Alert): object {
  return {
    device_family: device.family,
    device_action: cutWithin(device.action, MAX_NAME),
    entities,
    indicators,
    matched_on: matchedOn,
    normalised,
    row: cutWithin(JSON.stringify(row), MAX_TEXT),
    log_source: source,
  }
}
