import t from 'tap'
import { attacksOf } from '../../../../src/respond/delivery/formats/joined-attacks.ts'

t.test('joins techniques to the tactics that they serve', (t) => {
  const exfiltration = { id: 'TA0010', name: 'Exfiltration' }
  const command = { id: 'TA0011', name: 'Command and Control' }
  const channel = { id: 'T1041', name: 'Exfiltration Over C2 Channel' }
  const layer = { id: 'T1071', name: 'Application Layer Protocol' }
  const cases = [
    [['Exfiltration'], ['T1041'], [{ tactic: exfiltration, technique: channel, subTechnique: null }]],
    [
      ['CommandAndControl', 'Exfiltration'],
      ['T1071.001'],
      [
        { tactic: command, technique: layer, subTechnique: { id: 'T1071.001', name: 'Web Protocols' } },
        { tactic: exfiltration, technique: null, subTechnique: null },
      ],
    ],
    [
      ['constructor'],
      ['T9999.123'],
      [
        { tactic: null, technique: { id: 'T9999', name: null }, subTechnique: { id: 'T9999.123', name: null } },
        { tactic: { id: null, name: 'constructor' }, technique: null, subTechnique: null },
      ],
    ],
    [[], [], []],
  ] as const
  for (const [tactics, techniques, expected] of cases) t.same(attacksOf(tactics, techniques), expected)
  t.end()
})
