import t from 'tap'
import { verdictOf } from '../../../../src/decode/devices/index.ts'

/** Every action that the vendor lists for URL, threat, WildFire and traffic logs, and log forwarding's spellings. */
const VERDICTS = {
  allowed: ['allow', 'alert', 'continue', 'override'],
  blocked: [
    ...[
      'deny',
      'drop',
      'drop-all-packets',
      'drop ICMP',
      'drop-icmp',
      'drop-packet',
      'reset-client',
      'reset-server',
      'reset-both',
    ],
    ...[
      'reset client',
      'reset server',
      'reset both',
      'Reset-Both',
      'block',
      'block-url',
      'block-ip',
      'block-continue',
      'block-override',
    ],
    ...['override-lockout', 'random-drop', 'sinkhole', 'drop-all'],
  ],
  unknown: ['syncookie-sent', 'forward', 'wildfire-upload-success', 'wildfire-upload-skip', 'commit', 'unknown', '', undefined],
} as const

t.test('actions', (t) => {
  for (const [verdict, actions] of Object.entries(VERDICTS)) {
    for (const action of actions) t.equal(verdictOf('palo-alto', action), verdict, String(action))
  }
  t.end()
})
