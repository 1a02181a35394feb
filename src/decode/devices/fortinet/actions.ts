import type { Actions } from '../verdict.ts'

/**
 * https://docs.fortinet.com/document/fortigate/7.0.7/fortios-log-message-reference: `action` of traffic, webfilter, ips, app-ctrl, av.
 * A traffic log's other words say how an allowed session ended.
 */
export const actions: Actions = {
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
}
