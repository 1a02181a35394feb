import t from 'tap'
import { ruleAttack } from '../../../src/base/mitre-attack/rule-attack.ts'
import { TACTICS } from '../../../src/base/mitre-attack/tactics.ts'
import { TECHNIQUES } from '../../../src/base/mitre-attack/techniques.ts'

t.test('tactics and techniques have their names', (t) => {
  t.same(ruleAttack({ tactics: ['CommandAndControl'], techniques: ['T1041', 'T1071.001', 'T0855'] }), {
    tactics: [{ id: 'TA0011', name: 'Command and Control' }],
    techniques: [
      { id: 'T1041', name: 'Exfiltration Over C2 Channel' },
      { id: 'T1071.001', name: 'Web Protocols' },
      { id: 'T0855', name: 'Unauthorized Command Message' },
    ],
  })
  t.end()
})

t.test('the table is whole: every sub-technique has its technique, and every entry a name', (t) => {
  t.equal(TACTICS.size, 17)
  t.ok(TECHNIQUES.size > 750, String(TECHNIQUES.size))
  const broken = Array.from(TECHNIQUES).filter(([id, name]) => {
    return !/^T\d{4}(\.\d{3})?$/.test(id) || name.trim() !== name || name === '' || !TECHNIQUES.has(id.slice(0, 5))
  })
  t.same(broken, [])
  t.end()
})
