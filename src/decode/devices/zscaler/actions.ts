import type { Actions } from '../verdict.ts'

/** https://help.zscaler.com/zia/nss-feed-output-format-web-logs and -firewall-logs */
export const actions: Actions = { allowed: [], blocked: ['block/drop', 'block/reset', 'block/icmp'] }
