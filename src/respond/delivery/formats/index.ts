import { alertmanager } from './alertmanager.ts'
import { cloudevents } from './cloudevents.ts'
import { ecs } from './ecs.ts'
import type { Format } from './format.ts'
import { json } from './json.ts'
import { pagerduty } from './pagerduty.ts'
import { slack } from './slack.ts'
import { syslog } from './syslog.ts'
import { teams } from './teams.ts'
import { template } from './template.ts'
import { ocsf } from './ocsf.ts'
import { sentinel } from './sentinel.ts'
import { splunkHec } from './splunk-hec.ts'

/** Every format, by the name that a configuration gives it. */
const TABLE = {
  json,
  slack,
  teams,
  pagerduty,
  syslog,
  template,
  cloudevents,
  ocsf,
  ecs,
  'splunk-hec': splunkHec,
  alertmanager,
  sentinel,
} as const satisfies Readonly<Record<string, Format>>

export type FormatName = keyof typeof TABLE

export const FORMATS: Readonly<Record<FormatName, Format>> = TABLE

export const FORMAT_NAMES = Object.keys(TABLE) as readonly FormatName[]
