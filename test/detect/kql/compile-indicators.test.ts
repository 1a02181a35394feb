import t from 'tap'
import { queryOf } from './query-of.ts'

t.test('indicators are the literals found, as the rule spells them', (t) => {
  const cases: readonly (readonly [predicate: string, url: string, values: readonly string[]])[] = [
    ['RequestURL has_any ("Token=", "/A/b", "key=")', 'x/a/b?TOKEN=1', ['Token=', '/A/b']],
    ['RequestURL has_all ("one", "two")', 'two-one', ['one', 'two']],
    ['RequestURL has "one" or RequestURL contains "two" or RequestURL startswith_cs "Ab"', 'xtwox', ['two']],
    ['RequestURL == "one"', 'one', ['one']],
    ['RequestURL in~ ("one", "two")', 'TWO', ['two']],
    // Not what innocent rows hold too, and not what was not there.
    ['RequestMethod == "GET" and RequestURL has_any ("Token=", "/A/b")', '?token=', ['Token=']],
    ['(RequestURL has "one" and not(RequestURL has "two")) or RequestURL has "three"', 'one', ['one']],
    // Nothing to go by.
    ['isnotempty(RequestURL)', 'one', []],
    ['RequestURL !has "one"', 'two', []],
  ]
  for (const [predicate, url, values] of cases) {
    const query = queryOf(`CommonSecurityLog | where ${predicate}`)
    const row = { RequestMethod: 'GET', RequestURL: url }
    t.equal(query.evaluate(row).length, 1, `${predicate} is true`)
    t.same(
      query.indicators(row),
      values.map((value) => ({ column: 'RequestURL', value })),
      predicate,
    )
  }
  t.end()
})

t.test("an indicator names the table's column, whatever the query calls it", (t) => {
  const query = queryOf('CommonSecurityLog | project U = RequestURL | where U has "one"')
  t.same(query.indicators({ RequestURL: 'One' }), [{ column: 'RequestURL', value: 'one' }])
  t.end()
})
