import t from 'tap'
import { lowerCase, upperCase } from '../../../../src/detect/kql/text/change-case.ts'

t.test('characters change case one for one', (t) => {
  const cases: readonly (readonly [text: string, lower: string, upper: string])[] = [
    ['Ab1/', 'ab1/', 'AB1/'],
    ['Straße', 'straße', 'STRAßE'],
    ['\u0130ı', '\u0130ı', '\u0130I'],
    ['ΟΔΟΣ', 'οδοσ', 'ΟΔΟΣ'],
    ['οδος', 'οδος', 'ΟΔΟΣ'],
    ['ﬁn', 'ﬁn', 'ﬁN'],
    ['\u{10428}\u{10400}', '\u{10428}\u{10428}', '\u{10400}\u{10400}'],
    ['', '', ''],
  ]
  for (const [text, lower, upper] of cases) {
    t.equal(lowerCase(text), lower, text)
    t.equal(upperCase(text), upper, text)
  }
  t.end()
})
