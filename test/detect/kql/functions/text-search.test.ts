import t from 'tap'
import { literal, passes, valueOf } from '../query-of.ts'

/** Text, operator, needle, and what the operator answers. Each is also asked of the negated operator. */
const CASES: readonly (readonly [text: string, operator: string, needle: string, expected: boolean])[] = [
  // A term is a run of letters and digits; `has` cuts none.
  ['/login/check', 'has', '/login/check', true],
  ['/login/check?u=1', 'has', '/login/check', true],
  ['/login/check_2', 'has', '/login/check', true],
  ['/login/checkout', 'has', '/login/check', false],
  ['/login/check2', 'has', '/login/check', false],
  ['/login/checké', 'has', '/login/check', false],
  // An edge of the needle that is no letter or digit cuts no term, whatever stands beside it.
  ['site7/login/check', 'has', '/login/check', true],
  ['token=9', 'has', 'token=', true],
  ['xtoken=9', 'has', 'token=', false],
  ['7token=9', 'has', 'token=', false],
  ['_token=9', 'has', 'token=', true],
  ['a%26token=9', 'has', 'token=', false],
  ['a%2Btoken%3D9', 'has', 'token=', false],
  // Every occurrence is tried.
  ['xtoken=1&token=2', 'has', 'token=', true],
  ['aatokena token', 'has', 'token', true],
  // Letters are those of all of Unicode, also beyond the basic plane; combining marks and invisible characters are none.
  ['яtoken=1', 'has', 'token=', false],
  ['漢token=1', 'has', 'token=', false],
  ['\u{1d44e}token=1', 'has', 'token=', false],
  ['\u{1f600}token=1', 'has', 'token=', true],
  ['e\u0301token=1', 'has', 'token=', true],
  ['\u200btoken=1', 'has', 'token=', true],
  ['token\u{1d44e}', 'has', 'token', false],
  // Case, in all scripts. KELVIN SIGN is a k; a dotted capital I and a dotless small one are no i.
  ['TOKEN=1', 'has', 'token=', true],
  ['TOKEN=1', 'has_cs', 'token=', false],
  ['Token=1', 'has_cs', 'Token=', true],
  ['ЗЕЛЁНЫЙ', 'has', 'зелёный', true],
  ['to\u212aen=1', 'has', 'token=', true],
  ['\u0130d=1', 'has', 'id=', false],
  ['\u0131d=1', 'has', 'id=', false],
  ['ΟΔΟΣ/Α', 'has', 'οδος', true],
  // Empty needle, empty text.
  ['token', 'has', '', true],
  ['', 'has', '', true],
  ['', 'has', 'token', false],
  ['a b', 'has', ' ', true],
  ['ab', 'has', ' ', false],
  // One edge only.
  ['firewall', 'hasprefix', 'fire', true],
  ['my firewall', 'hasprefix', 'fire', true],
  ['campfire', 'hasprefix', 'fire', false],
  ['FireWall', 'hasprefix_cs', 'fire', false],
  ['campfire', 'hassuffix', 'fire', true],
  ['campfires', 'hassuffix', 'fire', false],
  ['campFire.', 'hassuffix_cs', 'Fire', true],
  ['campFire.', 'hassuffix_cs', 'fire', false],
  // No terms.
  ['checkout', 'contains', 'ECK', true],
  ['checkout', 'contains_cs', 'ECK', false],
  ['50%', 'contains', '%', true],
  ['a.c', 'contains', 'abc', false],
  ['ΑΣΑ', 'contains', 'ας', true],
  ['checkout', 'contains', '', true],
  ['Checkout', 'startswith', 'check', true],
  ['Checkout', 'startswith_cs', 'check', false],
  ['a checkout', 'startswith', 'check', false],
  ['checkOUT', 'endswith', 'out', true],
  ['checkOUT', 'endswith_cs', 'out', false],
  ['outside', 'endswith', 'out', false],
  ['Proxy', '=~', 'pROXY', true],
  ['Proxy ', '=~', 'proxy', false],
  ['GROSS', '=~', 'groß', false],
  ['Proxy', '==', 'Proxy', true],
  ['Proxy', '==', 'proxy', false],
  ['', '==', '', true],
  ['a+b', '=~', 'A+B', true],
  ['x7y', 'matches regex', '[a-z][0-9]', true],
  ['GET', 'matches regex', 'get', false],
  ['GET', 'matches regex', '(?i)get', true],
]

t.test('operators that look for one text', (t) => {
  for (const [text, operator, needle, expected] of CASES) {
    const row = { RequestURL: text, SourceUserName: needle }
    const name = `${literal(text)} ${operator} ${literal(needle)}`
    t.equal(passes(`RequestURL ${operator} ${literal(needle)}`, row), expected, name)
    if (operator === 'matches regex') continue
    t.equal(passes(`RequestURL ${negationOf(operator)} ${literal(needle)}`, row), !expected, `negated: ${name}`)
    t.equal(passes(`RequestURL ${operator} SourceUserName`, row), expected, `between columns: ${name}`)
    t.equal(valueOf(`${literal(text)} ${operator} ${literal(needle)}`), expected, `of constants: ${name}`)
  }
  t.end()
})

function negationOf(operator: string): string {
  return { '==': '!=', '=~': '!~' }[operator] ?? `!${operator}`
}

/** Text, operator, list, and what the operator answers. */
const LIST_CASES: readonly (readonly [text: string, operator: string, list: string, expected: boolean])[] = [
  ['a?id=7&key=1', 'has_any', '("token=", "key=")', true],
  ['a?xkey=7', 'has_any', '("token=", "key=")', false],
  ['a?xkey=7', 'has_any', '(dynamic([]))', false],
  ['a?xkey=7', 'has_any', '("token=", "")', true],
  ['a?xkey=7', 'has_any', '(dynamic([null, 7, true]))', false],
  ['a?KEY=7', 'has_any', '(dynamic(["token=", ["key="]]))', true],
  ['the quick fox', 'has_all', '("fox", "THE")', true],
  ['the quick fox', 'has_all', '("fox", "qui")', false],
  ['the quick fox', 'has_all', '(dynamic([]))', true],
  ['Zscaler', 'in~', '("fortinet", "ZSCALER")', true],
  ['Zscaler2', 'in~', '("fortinet", "ZSCALER")', false],
  ['Zscaler', 'in', '("fortinet", "ZSCALER")', false],
  ['ZSCALER', 'in', '("fortinet", "ZSCALER")', true],
  ['', 'in', '("a", "")', true],
  ['b', 'in', '(dynamic([["a"], "b"]))', true],
  ['7', 'in', '(dynamic([7]))', false],
]

t.test('operators that look for the texts of a list', (t) => {
  for (const [text, operator, list, expected] of LIST_CASES) {
    const name = `${literal(text)} ${operator} ${list}`
    t.equal(passes(`RequestURL ${operator} ${list}`, { RequestURL: text }), expected, name)
    if (operator.startsWith('in'))
      t.equal(passes(`RequestURL !${operator} ${list}`, { RequestURL: text }), !expected, `! ${name}`)
  }
  t.end()
})

t.test('an absent column is the empty text', (t) => {
  t.equal(passes('RequestURL == ""', {}), true)
  t.equal(passes('RequestURL has "a"', {}), false)
  t.equal(passes('RequestURL !has "a"', {}), true)
  t.equal(passes('isempty(RequestURL)', {}), true)
  t.end()
})
