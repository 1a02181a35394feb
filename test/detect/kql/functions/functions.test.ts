import t from 'tap'
import type { Row } from '../../../../src/decode/common-security-log/row.ts'
import type { KqlValue } from '../../../../src/detect/kql/query.ts'
import { passes, valueOf } from '../query-of.ts'

const ROW: Row = {
  EventCount: 5,
  SentBytes: 9007199254740993n,
  ReceivedBytes: 5n,
  MaliciousIPLatitude: 5.5,
  TimeGenerated: 17_000_000_000_000_000n,
  DeviceVendor: 'Zscaler',
}

/** Expressions and their values on ROW. */
const VALUES: readonly (readonly [expression: string, expected: KqlValue])[] = [
  // Numbers compare across their types, longs exactly.
  ['EventCount == 5', true],
  ['EventCount != 5', false],
  ['EventCount <> 5', false],
  ['EventCount == 5.0', true],
  ['EventCount == ReceivedBytes', true],
  ['SentBytes == 9007199254740993', true],
  ['SentBytes == 9007199254740992', false],
  ['SentBytes > 9007199254740992', true],
  ['MaliciousIPLatitude > EventCount', true],
  ['MaliciousIPLatitude <= 5.5', true],
  ['ReceivedBytes < 5.1', true],
  ['EventCount >= -5', true],
  ['EventCount == int(5)', true],
  ['EventCount == 0x5', true],
  // Datetimes.
  ['TimeGenerated == datetime(2023-11-14T22:13:20Z)', true],
  ['TimeGenerated < datetime(2023-11-14 22:13:20.0000001)', true],
  ['TimeGenerated >= datetime(2024-01-01)', false],
  // Booleans.
  ['true == (EventCount == 5)', true],
  ['true != false', true],
  // null and a value are unequal, two nulls neither; an ordering with null is null.
  ['ExternalID == 1', false],
  ['ExternalID != 1', true],
  ['ExternalID == ExternalID', null],
  ['ExternalID != int(null)', null],
  ['ExternalID > 0', null],
  ['0 <= ExternalID', null],
  ['EndTime < TimeGenerated', null],
  ['not(ExternalID > 0)', null],
  ['not(ExternalID == 1)', true],
  // `and` and `or` take null for false.
  ['ExternalID > 0 and true', false],
  ['ExternalID > 0 or true', true],
  ['ExternalID > 0 or false', false],
  ['not(ExternalID > 0 and true)', true],
  ['true and (false or true)', true],
  ['iff(ExternalID > 0, "a", "b")', 'b'],
  ['iif(EventCount > 0, EventCount, FileSize)', 5],
  ['bool(null)', null],
  // Lists.
  ['EventCount in (4, 5)', true],
  ['EventCount in (dynamic([4, 5]))', true],
  ['EventCount in (dynamic(["5"]))', false],
  ['EventCount !in (4, 5)', false],
  ['SentBytes in (9007199254740992)', false],
  ['SentBytes in (9007199254740993)', true],
  ['MaliciousIPLatitude in (5, 5.5)', true],
  ['ExternalID in (1, 2)', false],
  ['ExternalID in (1, int(null))', false],
  ['ExternalID !in (1, 2)', true],
  ['TimeGenerated in (datetime(2023-11-14T22:13:20Z))', true],
  // Emptiness.
  ['isempty(DeviceVendor)', false],
  ['isempty(DeviceProduct)', true],
  ['isnotempty(DeviceVendor)', true],
  ['isempty(ExternalID)', true],
  ['isnull(ExternalID)', true],
  ['isnull(EventCount)', false],
  ['isnotnull(EventCount)', true],
  ['isnull(DeviceProduct)', false],
  // Texts.
  ['tolower(DeviceVendor)', 'zscaler'],
  ['toupper(DeviceVendor)', 'ZSCALER'],
  ['strlen(DeviceVendor)', 7n],
  ['strlen("a😀b")', 3n],
  ['strlen(DeviceProduct)', 0n],
]

t.test('values', (t) => {
  for (const [expression, expected] of VALUES) t.equal(valueOf(expression, ROW), expected, expression)
  t.end()
})

t.test('where takes null for false', (t) => {
  t.equal(passes('ExternalID > 0', ROW), false)
  t.equal(passes('not(ExternalID > 0)', ROW), false)
  t.equal(passes('ExternalID != 7', ROW), true)
  t.end()
})

t.test('literals of every type', (t) => {
  const cases: readonly (readonly [string, KqlValue])[] = [
    [`'it\\'s'`, "it's"],
    ['"tab\\tquote\\"\\u00e9\\x41"', 'tab\tquote"éA'],
    [String.raw`@'C:\temp'`, 'C:\\temp'],
    ['```raw "text"```', 'raw "text"'],
    ['h"hidden"', 'hidden'],
    [`'one' "two"`, 'onetwo'],
    ['"\\ud83d"', '\ufffd'],
    ['true', true],
    ['int(-7)', -7],
    ['int(null)', null],
    ['7', 7n],
    ['-7', -7n],
    ['+7', 7n],
    ['0x1F', 31n],
    ['long(-9223372036854775808)', -9223372036854775808n],
    ['9223372036854775807', 9223372036854775807n],
    ['long(null)', null],
    ['1.5', 1.5],
    ['-1e3', -1000],
    ['real(2)', 2],
    ['real(null)', null],
    ['datetime(1970-01-01)', 0n],
    ['datetime(1969-12-31T23:59:59.9999999Z)', -1n],
    ['datetime(null)', null],
    ['dynamic(null)', null],
    ['dynamic("text")', 'text'],
  ]
  for (const [source, expected] of cases) t.equal(valueOf(source), expected, source)
  t.same(valueOf('dynamic([1, -2, "a", [true, null, 1.5]])'), [1, -2, 'a', [true, null, 1.5]])
  t.end()
})
