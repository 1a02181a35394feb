import t from 'tap'
import { verdictOf } from '../../../../src/decode/devices/index.ts'
import type { Verdict } from '../../../../src/decode/devices/verdict.ts'

t.test('Check Point’s actions', (t) => {
  const cases: Readonly<Record<Verdict, readonly string[]>> = {
    allowed: [
      ...[
        'Accept',
        'Allow',
        'Detect',
        'Monitor',
        'Bypass',
        'Inspect',
        'HTTPS Bypass',
        'HTTPS Inspect',
        'HTTPSBypass',
        'Inform',
        'Inform User',
      ],
      ...['Encrypt', 'Decrypt', 'Authcrypt', 'VPN Routing', 'Forward', 'Limit', 'Extract', 'Send', 'accept', ' ACCEPT '],
    ],
    blocked: [
      ...[
        'Drop',
        'Reject',
        'Block',
        'Prevent',
        'Redirect',
        'Quarantine',
        'Block User',
        'Hold',
        'Do Not Send',
        'Deny',
        'Blocked',
        'prevent',
      ],
    ],
    unknown: [
      ...[
        'Ask User',
        'Ask',
        'Authorize',
        'Deauthorize',
        'Key Install',
        'Log In',
        'Log Out',
        'Failed Log In',
        'Update',
        'IP Changed',
        'Flag',
      ],
      ...['Inline', 'ctl', 'Reboot', ''],
    ],
  }
  for (const verdict of ['allowed', 'blocked', 'unknown'] as const) {
    for (const action of cases[verdict]) t.equal(verdictOf('check-point', action), verdict, action)
  }
  t.end()
})
