import t from 'tap'
import type { Device } from '../../../src/decode/devices/device.ts'
import { verdictOf } from '../../../src/decode/devices/index.ts'
import type { Verdict } from '../../../src/decode/devices/verdict.ts'

t.test('actions, by family', (t) => {
  const cases: readonly [device: Device, action: string | undefined, verdict: Verdict][] = [
    ['zscaler', 'Allowed', 'allowed'],
    ['zscaler', 'Blocked', 'blocked'],
    ['zscaler', 'Block/Drop', 'blocked'],
    ['zscaler', 'Cautioned', 'unknown'],
    ['fortinet', 'passthrough', 'allowed'],
    ['fortinet', 'monitored', 'allowed'],
    ['fortinet', 'detected', 'allowed'],
    ['fortinet', 'accept', 'allowed'],
    ['fortinet', 'close', 'allowed'],
    ['fortinet', 'server-rst', 'allowed'],
    ['fortinet', 'blocked', 'blocked'],
    ['fortinet', 'deny', 'blocked'],
    ['fortinet', 'dropped', 'blocked'],
    ['fortinet', 'reset_client', 'blocked'],
    ['fortinet', 'ip-conn', 'unknown'],
    ['check-point', 'Accept', 'allowed'],
    ['check-point', 'Detect', 'allowed'],
    ['check-point', 'HTTPS Bypass', 'allowed'],
    ['check-point', 'Drop', 'blocked'],
    ['check-point', 'Reject', 'blocked'],
    ['check-point', 'Prevent', 'blocked'],
    ['check-point', 'Block', 'blocked'],
    ['check-point', 'Redirect', 'blocked'],
    ['check-point', 'Ask User', 'unknown'],
    ['palo-alto', 'allow', 'allowed'],
    ['palo-alto', 'alert', 'allowed'],
    ['palo-alto', 'continue', 'allowed'],
    ['palo-alto', 'block-url', 'blocked'],
    ['palo-alto', 'block-continue', 'blocked'],
    ['palo-alto', 'block-override', 'blocked'],
    ['palo-alto', 'deny', 'blocked'],
    ['palo-alto', 'drop', 'blocked'],
    ['palo-alto', 'reset-client', 'blocked'],
    ['palo-alto', 'reset client', 'blocked'],
    ['palo-alto', 'RESET-BOTH', 'blocked'],
    ['palo-alto', 'passthrough', 'unknown'],
    ['other', 'Denied', 'blocked'],
    ['other', 'permit', 'allowed'],
    ['other', 'alert', 'unknown'],
    ['other', '', 'unknown'],
    ['other', undefined, 'unknown'],
    ['other', 'constructor', 'unknown'],
  ]
  for (const [device, action, verdict] of cases) t.equal(verdictOf(device, action), verdict, `${device}: ${String(action)}`)
  t.end()
})
