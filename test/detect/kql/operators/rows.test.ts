import t from 'tap'
import { requiredLiterals } from '../../../../src/detect/kql/required-literals.ts'
import { planOf, queryOf } from '../query-of.ts'

const ROW = { Message: '{"a":[1,2],"b":"x"}', RequestURL: 'http://h/p?k=1', RequestMethod: 'GET', SourceIP: '192.0.2.1' }

/** Operators over one event, and the rows that it becomes. */
const CASES: readonly (readonly [pipeline: string, rows: readonly object[]])[] = [
  ['extend d = parse_json(Message) | mv-expand v = d.a to typeof(long) | project v', [{ v: 1n }, { v: 2n }]],
  ['extend d = parse_json(Message) | mv-expand with_itemindex=i v = d.a limit 1 | project i, v', [{ i: 0n, v: 1 }]],
  ['extend d = parse_json(Message) | mv-expand d.none | project d_none', [{ d_none: null }]],
  [
    'extend d = parse_json(Message) | mv-apply v = d.a to typeof(long) on (where v > 1 | project w = v * 2) | project SourceIP, w',
    [{ SourceIP: '192.0.2.1', w: 4n }],
  ],
  ['extend d = parse_json(Message) | mv-apply v = d.a to typeof(long) on (top 1 by v desc) | project v', [{ v: 2n }]],
  [
    'extend d = parse_json(Message) | evaluate bag_unpack(d, "p_") : (*, p_b: string) | project p_b, SourceIP',
    [{ p_b: 'x', SourceIP: '192.0.2.1' }],
  ],
  [
    'extend d = parse_json(Message) | mv-apply v = d.a to typeof(long) on (summarize n = count(), total = sum(v)) | project SourceIP, n, total',
    [{ SourceIP: '192.0.2.1', n: 2n, total: 3n }],
  ],
  ['extend d = parse_json(Message) | mv-apply v = d.a on (where v == "x" | summarize n = count()) | project n', [{ n: 0n }]],
  ['extend d = parse_json(Message) | mv-apply v = d.none on (summarize n = count()) | project n', []],
  ['mv-expand a = parse_json("[]") | project a', []],
  [
    'project r = range(1, 7, 3), s = range(3, 1), t = range(3, 1, -1), u = range(0, 100000)',
    [{ r: [1, 4, 7], s: [], t: [3, 2, 1], u: null }],
  ],
  ['parse RequestURL with * "://" Host "/" Path "?" * | project Host, Path', [{ Host: 'h', Path: 'p' }]],
  ['parse-where RequestURL with "ftp://" Host | project Host', []],
  ['parse-where RequestURL with "http://" Host "/" * | project Host', [{ Host: 'h' }]],
  [
    'parse-kv "a=1,b=two" as (a: long, b: string) with (pair_delimiter=",", kv_delimiter="=") | project a, b',
    [{ a: 1n, b: 'two' }],
  ],
  [
    'project SourceIP, RequestMethod | union (CommonSecurityLog | project SourceIP) | sort by RequestMethod asc',
    [
      { SourceIP: '192.0.2.1', RequestMethod: '' },
      { SourceIP: '192.0.2.1', RequestMethod: 'GET' },
    ],
  ],
  ['union withsource=T CommonSecurityLog | distinct SourceIP', [{ SourceIP: '192.0.2.1' }]],
  ['project A1 = 1, B1 = 2, A2 = 3 | project-away A* | extend C = B1', [{ B1: 2n, C: 2n }]],
  ['project A1 = 1, B1 = 2, A2 = 3 | project-keep A*', [{ A1: 1n, A2: 3n }]],
  ['project x = column_ifexists("NoSuchColumn", "none"), y = column_ifexists("SourceIP", "")', [{ x: 'none', y: '192.0.2.1' }]],
  ['where SourceIP in ((datatable(a: string)["192.0.2.1", "b"])) | project SourceIP', [{ SourceIP: '192.0.2.1' }]],
  ['extend d = parse_json(Message) | mv-apply v = d.a limit 1 on (project v) | project v', [{ v: 1 }]],
  ['extend d = parse_json(Message) | distinct tostring(d.b), SourceIP', [{ d_b: 'x', SourceIP: '192.0.2.1' }]],
  ['parse-kv "a is 1, b is two" as (a: long, b: string) with (regex=@"(\\w) is (\\w+)") | project a, b', [{ a: 1n, b: 'two' }]],
  ['union isfuzzy=true (NotThere | where x == "a"), NotThere("b"), Neither | project SourceIP', [{ SourceIP: '192.0.2.1' }]],
  [
    'project SourceIP, RequestMethod | extend all = pack_all() | project all',
    [{ all: { SourceIP: '192.0.2.1', RequestMethod: 'GET' } }],
  ],
  ['project p = bag_pack_columns(SourceIP, RequestMethod)', [{ p: { SourceIP: '192.0.2.1', RequestMethod: 'GET' } }]],
  ['search "GET" and SourceIP startswith "192" | project $table, SourceIP', [{ $table: 'search_arg0', SourceIP: '192.0.2.1' }]],
]

t.test('operators over one event', (t) => {
  for (const [pipeline, rows] of CASES) t.same(queryOf(`CommonSecurityLog | ${pipeline}`).evaluate(ROW), rows, pipeline)
  t.end()
})

t.test('literals are found behind steps, and in every branch of a union', (t) => {
  const url = (text: string) => ({ column: 'RequestURL', text })
  const step = planOf('CommonSecurityLog | where RequestURL has "mactok" | mv-expand a = split(RequestURL, "/") | where a == "b"')
  t.same(requiredLiterals(step), [url('mactok')])
  const parsed = planOf('CommonSecurityLog | parse Message with a ":" b | where RequestURL has "mactok"')
  t.same(requiredLiterals(parsed), [url('mactok')])
  const both = planOf('union (CommonSecurityLog | where RequestURL has "one"), (CommonSecurityLog | where RequestURL has "two")')
  t.same(requiredLiterals(both), [url('one'), url('two')])
  t.equal(requiredLiterals(planOf('union (CommonSecurityLog | where RequestURL has "one"), CommonSecurityLog')), null)
  t.equal(requiredLiterals(planOf('datatable(RequestURL: string)["a"] | where RequestURL has "one"')), null)
  t.end()
})

t.test('functions and tables of the query’s own', (t) => {
  const source = `let limit = 2;
    let twice = (x: long, factor: long = 2) { let y = x * factor + limit; y };
    let Gets = (method: string) { CommonSecurityLog | where RequestMethod == method };
    let Named = view () { Gets("GET") | extend n = twice(4) };
    Named | extend m = twice(n, factor = 10) | project n, m`
  t.same(queryOf(source).evaluate(ROW), [{ n: 10n, m: 102n }])
  t.end()
})
