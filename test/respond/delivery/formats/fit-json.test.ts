import t from 'tap'
import { fitJson } from '../../../../src/respond/delivery/formats/fit-json.ts'

t.test('cuts no more than it takes, and takes the next form when cutting does not do', (t) => {
  const id = 'b0e1c6a2-0000-4000-8000-00000000c0de'
  const text = 'some text '.repeat(1000)
  t.same(JSON.parse(fitJson([{ id, text }], 20_000)), { id, text })
  t.match(JSON.parse(fitJson([{ id, text }], 5000)), { id, text: /^(some text )+some t…\[5904 characters cut\]$/ })
  const many = { id, list: Array.from({ length: 1000 }, () => 'x') }
  t.same(JSON.parse(fitJson([many, { id }], 1000)), { id })
  t.end()
})

t.test('no half of a surrogate pair is left', (t) => {
  t.same(JSON.parse(fitJson([{ text: 'a \ud800 b' }], 100)), { text: 'a \ufffd b' })
  t.end()
})
