import t from 'tap'
import type { Row } from '../../../../src/decode/common-security-log/row.ts'
import { COLUMN_NAMES } from '../../../../src/decode/common-security-log/columns.ts'
import { planOf, queryOf } from '../query-of.ts'

const ROW: Row = { RequestMethod: 'GET', RequestURL: 'example.com/A', EventCount: 5 }

t.test('project gives its columns, in order, renamed or computed, and no others', (t) => {
  const query = queryOf('CommonSecurityLog | project EventCount, Url = RequestURL, Low = tolower(RequestURL), FileSize')
  t.same(query.columns, [
    { name: 'EventCount', type: 'int' },
    { name: 'Url', type: 'string' },
    { name: 'Low', type: 'string' },
    { name: 'FileSize', type: 'int' },
  ])
  t.same(query.evaluate(ROW), [{ EventCount: 5, Url: 'example.com/A', Low: 'example.com/a', FileSize: null }])
  t.end()
})

t.test('a column without a name gets the one that Kusto gives it', (t) => {
  const project = queryOf('CommonSecurityLog | project tolower(RequestURL), RequestMethod, strlen(RequestURL), (EventCount)')
  t.same(project.evaluate(ROW), [{ Column1: 'example.com/a', RequestMethod: 'GET', strlen_RequestURL: 13n, EventCount: 5 }])
  const extend = queryOf(
    'CommonSecurityLog | project RequestURL | extend tolower(RequestURL), RequestURL = "x", A = 1, strlen(RequestURL)',
  )
  t.same(extend.evaluate(ROW), [{ RequestURL: 'x', Column1: 'example.com/a', A: 1n, strlen_RequestURL: 13n }])
  t.end()
})

t.test('extend adds columns at the end, and replaces where they stand', (t) => {
  const query = queryOf(
    'CommonSecurityLog | project RequestURL, EventCount | extend Long = RequestURL, RequestURL = EventCount, EventCount',
  )
  t.same(
    query.columns.map(({ name, type }) => `${name} ${type}`),
    ['RequestURL int', 'EventCount int', 'Long string'],
  )
  t.same(query.evaluate(ROW), [{ RequestURL: 5, EventCount: 5, Long: 'example.com/A' }])
  t.end()
})

t.test('where keeps its conjuncts apart, with their text', (t) => {
  const plan = planOf(
    'CommonSecurityLog | where (EventCount > 1 and RequestMethod == "GET") and not(EventCount > 9 and true) | where EventCount != 7',
  )
  t.same(
    plan.conditions.map(({ text }) => text),
    ['EventCount > 1', 'RequestMethod == "GET"', 'not(EventCount > 9 and true)', 'EventCount != 7'],
  )
  t.end()
})

t.test('conditions see the columns as they are where they stand', (t) => {
  const source =
    'CommonSecurityLog | where RequestURL has "a" | extend RequestURL = "b" | where RequestURL == "b" | project RequestURL'
  t.same(queryOf(source).evaluate(ROW), [{ RequestURL: 'b' }])
  t.end()
})

t.test('let names values, lists and tables', (t) => {
  const source = `let methods = dynamic(["GET", "HEAD"]);
    let limit = 3;
    let ['a name'] = "A";
    let reads = CommonSecurityLog | where RequestMethod in (methods);
    let many = reads | where EventCount > limit;
    many | where RequestURL has ['a name'] | project RequestMethod`
  t.same(queryOf(source).evaluate(ROW), [{ RequestMethod: 'GET' }])
  t.same(queryOf(source).evaluate({ ...ROW, EventCount: 2 }), [])
  t.end()
})

t.test('a column hides a variable of its name', (t) => {
  t.same(queryOf('let EventCount = 7; CommonSecurityLog | project A = EventCount').evaluate(ROW), [{ A: 5 }])
  t.end()
})

t.test('without a projection, the columns are those of the table', (t) => {
  const query = queryOf('CommonSecurityLog | where EventCount == 5')
  t.same(
    query.columns.map(({ name }) => name),
    COLUMN_NAMES,
  )
  t.match(query.evaluate(ROW), [{ RequestMethod: 'GET', SourceIP: '', FileSize: null }])
  t.end()
})

t.test('what a column computes is computed once, however often it is used', (t) => {
  const doubling = Array.from({ length: 90 }, () => '| extend E = E and E, N = N == N').join(' ')
  const query = queryOf(
    `CommonSecurityLog | extend E = RequestURL has "A", N = ExternalID == ExternalID ${doubling} | where E | project E, N`,
  )
  t.same(query.evaluate(ROW), [{ E: true, N: null }])
  t.same(query.evaluate({ RequestURL: 'b' }), [])
  t.end()
})

t.test('a column may have any name', (t) => {
  const [row] = queryOf(`CommonSecurityLog | project ['__proto__'] = RequestURL, ['a b'] = EventCount`).evaluate(ROW)
  t.same(Object.entries(row ?? {}), [
    ['__proto__', 'example.com/A'],
    ['a b', 5],
  ])
  t.end()
})
