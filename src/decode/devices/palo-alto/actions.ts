import type { Actions } from '../verdict.ts'

/**
 * https://docs.paloaltonetworks.com/pan-os/10-2/pan-os-admin/monitoring/use-syslog-for-monitoring/syslog-field-descriptions/threat-log-fields
 */
export const actions: Actions = {
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
}
