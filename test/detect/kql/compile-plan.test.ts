import fc from 'fast-check'
import t from 'tap'
import type { Row } from '../../../src/decode/common-security-log/row.ts'
import { queryOf } from './query-of.ts'

t.test('rows leave nothing behind', (t) => {
  const query = queryOf('CommonSecurityLog | extend Low = tolower(RequestURL) | where Low has "a" | project Low, EventCount')
  const first = Object.freeze<Row>({ RequestURL: 'A', EventCount: 1 })
  t.same(query.evaluate(first), [{ Low: 'a', EventCount: 1 }])
  t.same(query.evaluate({ RequestURL: 'A/B' }), [{ Low: 'a/b', EventCount: null }])
  t.same(query.evaluate({}), [])
  t.same(query.evaluate(first), [{ Low: 'a', EventCount: 1 }])
  t.end()
})

t.test('a row that fails costs no object', (t) => {
  const query = queryOf('CommonSecurityLog | where RequestURL has "a"')
  t.equal(query.evaluate({}), query.evaluate({ RequestURL: 'b' }))
  t.end()
})

t.test('no row throws, whatever the query asks of it', (t) => {
  const query = queryOf(`CommonSecurityLog
    | extend Low = tolower(RequestURL), Length = strlen(RequestURL), Some = iff(EventCount > 1, SentBytes, ReceivedBytes)
    | where RequestURL has_any ("a", "/") or Low matches regex "a.*b" or RequestURL contains SourceUserName or Length > 3
    | where RequestURL !in~ ("x", "y") or EventCount in (1, 2) or Some == MaliciousIPLatitude or TimeGenerated > datetime(2024-01-01)
    | where not(RequestURL hasprefix SourceUserName and RequestURL has_all ("b", "c")) or isempty(SentBytes)`)
  const text = fc.string({ unit: 'binary', maxLength: 20 })
  const rows = fc.record(
    {
      RequestURL: text,
      SourceUserName: text,
      EventCount: fc.integer(),
      SentBytes: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      ReceivedBytes: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
      MaliciousIPLatitude: fc.double(),
      TimeGenerated: fc.bigInt({ min: 0n, max: 2n ** 62n }),
    },
    { requiredKeys: [] },
  )
  let passed = 0
  const everyRow = fc.property(rows, (row) => {
    passed += query.evaluate(row).length
  })
  t.doesNotThrow(() => fc.assert(everyRow, { numRuns: 500 }))
  t.ok(passed > 0)
  t.end()
})
