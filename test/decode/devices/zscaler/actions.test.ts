import t from 'tap'
import { verdictOf } from '../../../../src/decode/devices/index.ts'
import type { Verdict } from '../../../../src/decode/devices/verdict.ts'

t.test('what Zscaler’s actions mean for the request', (t) => {
  const cases: readonly [action: string, verdict: Verdict][] = [
    ['Allowed', 'allowed'],
    ['Blocked', 'blocked'],
    ['Cautioned', 'unknown'],
    ['Allow', 'allowed'],
    ['Allow due to insufficient app data', 'allowed'],
    ['Bypassed due to missing config', 'allowed'],
    ['Block/Drop', 'blocked'],
    ['Block/ICMP', 'blocked'],
    ['Block/Reset', 'blocked'],
    ['Drop', 'blocked'],
    ['Reset', 'blocked'],
    ['IPS Drop', 'blocked'],
    ['IPS Reset', 'blocked'],
    ['Dropped due to internal error', 'blocked'],
    ['Timed out while waiting for a config', 'unknown'],
    ['BRK_MT_SETUP_FAIL_NO_POLICY_FOUND', 'blocked'],
    ['BRK_MT_SETUP_FAIL_REJECTED_BY_POLICY', 'blocked'],
    ['BRK_MT_SETUP_FAIL_SAML_EXPIRED', 'blocked'],
    ['BRK_MT_CLOSED_FROM_ASSISTANT', 'unknown'],
    ['NA', 'unknown'],
    ['', 'unknown'],
  ]
  for (const [action, verdict] of cases) t.equal(verdictOf('zscaler', action), verdict, action)
  t.end()
})
