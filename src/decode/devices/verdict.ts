import type { Device } from './device.ts'

/** What a device did with the request, reduced from its action. */
export type Verdict = 'blocked' | 'allowed' | 'unknown'

type Actions = Readonly<Record<Exclude<Verdict, 'unknown'>, readonly string[]>>

/** Words that mean the same on every device. */
const COMMON: Actions = {
  allowed: ['allow', 'allowed', 'accept', 'accepted', 'permit', 'permitted', 'pass', 'passed'],
  blocked: ['block', 'blocked', 'deny', 'denied', 'drop', 'dropped', 'reject', 'rejected', 'reset'],
}

/**
 * The actions that each family's own documentation lists, beside the common ones. What only asks the user (Cautioned, Ask User) or does
 * not say what became of the request is in neither list.
 */
const ACTIONS: Readonly<Record<Device, Actions>> = {
  // https://help.zscaler.com/zia/nss-feed-output-format-web-logs and -firewall-logs
  zscaler: { allowed: [], blocked: ['block/drop', 'block/reset', 'block/icmp'] },
  // https://docs.fortinet.com/document/fortigate/7.0.7/fortios-log-message-reference: `action` of traffic, webfilter, ips, app-ctrl, av.
  // A traffic log's other words say how an allowed session ended.
  fortinet: {
    allowed: [
      'passthrough',
      'monitored',
      'monitor',
      'detected',
      'exempt',
      'analytics',
      'log-only',
      'start',
      'close',
      'timeout',
      'client-rst',
      'server-rst',
      'pass_session',
    ],
    blocked: ['reset_client', 'reset_server', 'drop_session', 'quarantine'],
  },
  // https://sc1.checkpoint.com/documents/R80.40/WebAdminGuides/EN/CP_R80.40_LoggingAndMonitoring_AdminGuide/Topics-LMG/Selecting-Query-Fields.htm
  'check-point': {
    allowed: [
      'detect',
      'monitor',
      'bypass',
      'inspect',
      'inform',
      'inform user',
      'https bypass',
      'https inspect',
      'encrypt',
      'decrypt',
    ],
    blocked: ['prevent', 'redirect', 'quarantine', 'block user'],
  },
  // https://docs.paloaltonetworks.com/pan-os/10-2/pan-os-admin/monitoring/use-syslog-for-monitoring/syslog-field-descriptions/threat-log-fields
  'palo-alto': {
    allowed: ['alert', 'continue', 'override', 'syncookie-sent'],
    blocked: [
      'block-url',
      'block-ip',
      'block-continue',
      'block-override',
      'override-lockout',
      'drop-all-packets',
      'drop-icmp',
      'random-drop',
      'reset-client',
      'reset-server',
      'reset-both',
      'sinkhole',
    ],
  },
  other: { allowed: [], blocked: [] },
}

const VERDICTS = new Map(Object.entries(ACTIONS).map(([device, actions]) => [device, verdictsOf([COMMON, actions])]))

/** What became of the request, by the device's action as sent. Case, spaces, hyphens and underscores do not count. */
export function verdictOf(device: Device, action: string | undefined): Verdict {
  return VERDICTS.get(device)?.get(plain(action ?? '')) ?? 'unknown'
}

function verdictsOf(lists: readonly Actions[]): ReadonlyMap<string, Verdict> {
  return new Map(
    lists.flatMap(({ allowed, blocked }) => [
      ...allowed.map((action) => [plain(action), 'allowed'] as const),
      ...blocked.map((action) => [plain(action), 'blocked'] as const),
    ]),
  )
}

function plain(action: string): string {
  return action.toLowerCase().replace(/[\s_-]/g, '')
}
