import type { Actions } from '../verdict.ts'

/**
 * Web logs know Allowed and Blocked: https://help.zscaler.com/zia/nss-feed-output-format-web-logs. Firewall and IPS:
 * https://help.zscaler.com/zia/firewall-insights-logs-filters, where "Timed out while waiting for a config" does not say what became
 * of the session. Private Access logs why a connection ended; these reasons are a policy's:
 * https://docs.cloud.google.com/chronicle/docs/ingestion/parser-list/zscaler-zpa-changelog
 */
export const actions: Actions = {
  allowed: ['allow due to insufficient app data', 'bypassed due to missing config'],
  blocked: [
    ...['block/drop', 'block/reset', 'block/icmp', 'ips drop', 'ips reset', 'dropped due to internal error'],
    ...['BRK_MT_SETUP_FAIL_NO_POLICY_FOUND', 'BRK_MT_SETUP_FAIL_REJECTED_BY_POLICY', 'BRK_MT_SETUP_FAIL_SAML_EXPIRED'],
  ],
}
