import type { Actions } from '../verdict.ts'

/**
 * Of URL, threat and WildFire logs:
 * https://docs.paloaltonetworks.com/pan-os/10-2/pan-os-admin/monitoring/use-syslog-for-monitoring/syslog-field-descriptions/threat-log-fields,
 * of traffic logs: the same site's traffic-log-fields. Block-continue and block-override show the user a page and hold the request back;
 * what the user then does is a log of its own, continue or override. Syncookie-sent does not say whether the connection came about, and
 * forward and wildfire-upload-* tell of a file's copy: they are in neither list.
 */
export const actions: Actions = {
  allowed: ['alert', 'continue', 'override'],
  blocked: [
    'block-url',
    'block-ip',
    'block-continue',
    'block-override',
    'override-lockout',
    'drop-all',
    'drop-all-packets',
    'drop-packet',
    'drop-icmp',
    'random-drop',
    'reset-client',
    'reset-server',
    'reset-both',
    'sinkhole',
  ],
}
