import type { Actions } from '../verdict.ts'

/**
 * `action` of FortiOS's traffic, webfilter, app-ctrl, ips, virus, waf, dlp, file-filter and ssl logs:
 * https://docs.fortinet.com/document/fortigate/7.6.0/fortios-log-message-reference/26 and the pages beside it. A traffic log's words
 * say how an allowed session ended; those of a session that never came about (`ip-conn`, `dns`) are in neither list, nor is `info`.
 *
 * And of FortiWeb's attack log, as its policies name it (`Alert & Deny`) and as it is logged (`Alert_Deny`):
 * https://docs.fortinet.com/document/fortiweb/7.0.3/administration-guide/303842/logging. What takes text out of the reply (`Erase`),
 * goes on to the next rule (`Continue`) or asks for a CAPTCHA does not say what became of the request.
 */
export const actions: Actions = {
  allowed: [
    ...['start', 'close', 'timeout', 'client-rst', 'server-rst'],
    ...['passthrough', 'exempt', 'exempted', 'bypass'],
    ...['monitor', 'monitored', 'detected', 'pass_session'],
    ...['analytics', 'content-disarmed', 'log-only'],
    ...['alert'],
  ],
  blocked: [
    ...['reset_client', 'reset_server', 'drop_session', 'clear_session'],
    ...['quarantine', 'quarantined', 'quarantine-ip', 'quarantine-interface', 'ban', 'ban-sender'],
    ...['Alert_Deny', 'Alert & Deny', 'Deny (no log)', 'Deny_no_log', 'Period Block', 'Block_Period', 'Client ID Block Period'],
    ...['Redirect', 'Send 403 Forbidden', 'Send HTTP Response'],
  ],
}
