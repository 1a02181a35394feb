import t from 'tap'
import { queryOf } from '../query-of.ts'

const TABLE =
  'datatable(k: string, v: long, s: string, d: dynamic)["a", 1, "x", dynamic([1, 2]), "b", long(null), "", dynamic(null), "a", 3, "x", dynamic({"p": 1})]'

/** Aggregation of rows of the query's own. */
const CASES: readonly (readonly [summarize: string, rows: readonly object[]])[] = [
  ['n = count(), sum(v), avg(v), min(v), max(v)', [{ n: 3n, sum_v: 4n, avg_v: 2, min_v: 1n, max_v: 3n }]],
  [
    'n = count() by k',
    [
      { k: 'a', n: 2n },
      { k: 'b', n: 1n },
    ],
  ],
  ['countif(v > 1), sumif(v, v > 1), l = make_list_if(v, v > 1, 5)', [{ countif_: 1n, sumif_v: 3n, l: [3] }]],
  [
    'l = make_list(s), t = make_set(s), u = make_set(s, 1), n = make_list_with_nulls(v)',
    [{ l: ['x', '', 'x'], t: ['x', ''], u: ['x'], n: [1, null, 3] }],
  ],
  ['l = make_list(d), b = make_bag(d)', [{ l: [1, 2, null, { p: 1 }], b: { p: 1 } }]],
  ['arg_max(v, k, s)', [{ v: 3n, k: 'a', s: 'x' }]],
  [
    'low = arg_min(v, *) by s',
    [
      { s: 'x', low: 1n, k: 'a', d: [1, 2] },
      { s: '', low: null, k: 'b', d: null },
    ],
  ],
  ['a = take_any(v), n = dcount(s)', [{ a: 1n, n: 2n }]],
  ['stdev(v), variance(v), variancep(v)', [{ stdev_v: Math.sqrt(2), variance_v: 2, variancep_v: 1 }]],
]

t.test('of rows of the query’s own', (t) => {
  for (const [summarize, rows] of CASES) t.same(queryOf(`${TABLE} | summarize ${summarize}`).evaluate({}), rows, summarize)
  t.end()
})

t.test('of no rows: one row without `by`, none with it', (t) => {
  const none = `${TABLE} | where false`
  t.same(queryOf(`${none} | summarize n = count(), s = sum(v), a = avg(v), m = max(v), l = make_list(v)`).evaluate({}), [
    { n: 0n, s: 0n, a: NaN, m: null, l: [] },
  ])
  t.same(queryOf(`${none} | summarize count() by k`).evaluate({}), [])
  t.end()
})

t.test('sums of whole numbers keep to 64 bits, and NaN is above and below all', (t) => {
  const longs = 'datatable(v: long)[9223372036854775807, 1]'
  t.same(queryOf(`${longs} | summarize s = sum(v)`).evaluate({}), [{ s: -9223372036854775808n }])
  const reals = 'datatable(v: real, k: string)[1.0, "a", real(nan), "b"]'
  t.same(queryOf(`${reals} | summarize s = min(v), m = max(v), arg_max(v, k)`).evaluate({}), [{ s: NaN, m: NaN, v: NaN, k: 'b' }])
  t.end()
})
