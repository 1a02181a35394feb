import t from 'tap'
import { cutText } from '../../../../src/respond/delivery/formats/cut-text.ts'

t.test('cuts what is too long, and says how much', (t) => {
  t.equal(cutText('short', 5), 'short')
  t.equal(cutText('longer', 5), 'longe…[1 characters cut]')
  t.equal(cutText('x'.repeat(60_000), 3), 'xxx…[59997 characters cut]')
  t.ok(cutText('ab\u{1f600}c', 3).isWellFormed(), 'a cut through a surrogate pair leaves no half')
  t.end()
})
