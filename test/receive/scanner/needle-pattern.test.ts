import t from 'tap'
import type { Needle } from '../../../src/receive/scanner/needle.ts'
import { needlePattern } from '../../../src/receive/scanner/needle-pattern.ts'

const found = (needle: Needle, frame: string): boolean =>
  new RegExp(needlePattern(needle), 'i').test(Buffer.from(frame).toString('latin1'))

t.test('the forms in which a frame carries a text', (t) => {
  const cases: readonly [text: string, frame: string, expected: boolean][] = [
    ['mactok=', 'request=h/a?mactok=1', true],
    ['mactok=', 'request=h/a?MacTok=1', true],
    ['mactok=', 'request=h/a?mactok\\=1', true],
    ['mactok=', 'request=h/a?mactok\\\\\\\\=1', true],
    ['mactok=', 'request=h/a?mactok%3D1', true],
    ['mactok=', 'request=h/a?mactok%3d1', true],
    ['mactok=', 'request=h/a?mactok%253D1', true],
    ['mactok=', 'request=h/a?%6dactok=1', true],
    ['mactok=', 'request=h/a?%4Dactok=1', true],
    ['mactok=', 'request=h/a?%256dactok=1', true],
    ['mactok=', 'request=h/a?%%36%44actok=1', true],
    ['mactok=', 'request=h/a?%25%36dactok=1', true],
    ['mactok=', '{"url":"h/a?mactok\\u003d1"}', true],
    ['mactok=', '{"url":"h/a?\\\\u006Dactok=1"}', true],
    ['mactok=', 'request=h/a?mactok', false],
    ['mactok=', 'request=h/a?mactok =1', false],
    ['mactok=', 'request=h/a?m\\actok=1', false],
    ['mactok=', 'request=h/a?%60actok=1', false],
    ['mactok=', 'request=h/a?mactoku003d1', false],
    ['/ui/chk', 'request=h/ui/chk', true],
    ['/ui/chk', 'request=h%2Fui%2fchk', true],
    ['/ui/chk', '"url":"h\\/ui\\/chk"', true],
    ['/ui/chk', 'request=h/u/chk', false],
    ['a|b', 'CEF:0|v|p|1|a\\|b|', true],
    ['100%', 'msg=100% sure', true],
    ['100%', 'msg=100%25', true],
    ['100%', 'msg=100%2525', true],
    ['node pad', 'msg=node pad', true],
    ['node pad', 'msg=node+pad', true],
    ['node pad', 'msg=node%20pad', true],
    ['node pad', 'msg=nodepad', false],
    ['kmnd', 'request=h/?\u212amnd', true],
    ['kmnd', 'request=h/?%E2%84%AAmnd', true],
    ['kmnd', 'request=h/?%25e2%2584%25aamnd', true],
    ['kmnd', 'request=h/?\\u212amnd', true],
    ['\u212amnd', 'request=h/?kmnd', true],
    ['привет', 'msg=ПРИВЕТ', true],
    ['привет', 'msg=%D0%BF%D1%80%D0%B8%D0%B2%D0%B5%D1%82', true],
    ['привет', 'msg=\\u041f\\u0440\\u0438\\u0432\\u0435\\u0442', true],
    ['привет', 'msg=привез', false],
    ['a😀b', 'msg=a😀b', true],
    ['a😀b', 'msg=a\\ud83d\\ude00b', true],
    ['a.b', 'msg=axb', false],
    ['a+b', 'msg=aab', false],
  ]
  for (const [text, frame, expected] of cases) t.equal(found({ text, at: 'anywhere' }, frame), expected, `${text} in ${frame}`)
  t.end()
})

t.test('where a value can begin', (t) => {
  const cases: readonly [frame: string, expected: boolean][] = [
    ['request=/gate', true],
    ['request="/gate', true],
    ['request=\\"/gate', true],
    ['request= /gate', true],
    ['request=\\n/gate', true],
    ['request=%2Fgate', true],
    ['url\t/gate', true],
    ['1,2,/gate', true],
    ["url='/gate'", true],
    ['|/gate', true],
    ['url:/gate', true],
    ['"url":"\\/gate"', true],
    ['request=h.example/gate', false],
    ['request=h.example:443/gate', false],
    ['request=/a/gate', false],
    ['request=//gate', false],
    ['request=/a-/gate', false],
    ['/gate', false],
  ]
  for (const [frame, expected] of cases) t.equal(found({ text: '/gate', at: 'value-start' }, frame), expected, frame)
  t.end()
})
