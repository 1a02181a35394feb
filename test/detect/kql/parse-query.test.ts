import t from 'tap'
import { parseQuery } from '../../../src/detect/kql/parse-query.ts'
import type { Problem } from '../../../src/detect/kql/problem.ts'
import { planOf } from './query-of.ts'

t.test('a plan is small JSON', (t) => {
  const source = `let indicators = dynamic(['/a/b', 'key=']);
CommonSecurityLog
| where RequestMethod == "GET" and SentBytes > 9007199254740993
| project TimeGenerated, Url = RequestURL
| where not(Url has_any (indicators)) and Url !contains 'a'`
  const url = { kind: 'column', type: 'string', name: 'RequestURL' }
  t.same(planOf(source), {
    conditions: [
      {
        text: 'RequestMethod == "GET"',
        expression: {
          kind: 'call',
          type: 'bool',
          function: '==',
          arguments: [
            { kind: 'column', type: 'string', name: 'RequestMethod' },
            { kind: 'literal', type: 'string', value: 'GET' },
          ],
        },
      },
      {
        text: 'SentBytes > 9007199254740993',
        expression: {
          kind: 'call',
          type: 'bool',
          function: '>',
          arguments: [
            { kind: 'column', type: 'long', name: 'SentBytes' },
            { kind: 'literal', type: 'long', value: '9007199254740993' },
          ],
        },
      },
      {
        text: 'not(Url has_any (indicators))',
        expression: {
          kind: 'call',
          type: 'bool',
          function: 'not',
          arguments: [
            {
              kind: 'call',
              type: 'bool',
              function: 'has_any',
              arguments: [url, { kind: 'literal', type: 'dynamic', value: ['/a/b', 'key='] }],
            },
          ],
        },
      },
      {
        text: "Url !contains 'a'",
        expression: {
          kind: 'call',
          type: 'bool',
          function: 'not',
          arguments: [
            {
              kind: 'call',
              type: 'bool',
              function: 'contains',
              arguments: [url, { kind: 'literal', type: 'string', value: 'a' }],
            },
          ],
        },
      },
    ],
    computed: [],
    output: [
      { name: 'TimeGenerated', expression: { kind: 'column', type: 'datetime', name: 'TimeGenerated' } },
      { name: 'Url', expression: url },
    ],
  })
  t.end()
})

type Expected = Partial<Omit<Problem, 'message'>> & { readonly message?: RegExp }

/** Queries that are refused, and the problems found in them. */
const REFUSED: readonly (readonly [source: string, ...problems: Expected[]])[] = [
  // The language.
  ['', { code: 'KQL_UNSUPPORTED', message: /no result/ }],
  ['CommonSecurityLog | where', { code: 'KQL_SYNTAX', line: 1, column: 26, message: /Missing expression/ }],
  ['CommonSecurityLog\n| where (RequestURL has "a"', { code: 'KQL_SYNTAX', line: 2, message: /Expected: \)/ }],
  ['CommonSecurityLog | where EventCount', { code: 'KQL_SYNTAX', construct: 'EventCount', message: /type bool/ }],
  ['CommonSecurityLog | where RequestURL < "a"', { code: 'KQL_SYNTAX', construct: '<' }],
  ['CommonSecurityLog | project A = RequestURL, A = EventCount', { code: 'KQL_SYNTAX', message: /already declared/ }],
  // Names.
  [
    'CommonSecurityLog\n| where RequestUrl has "a"',
    { code: 'KQL_SYNTAX', construct: 'RequestUrl', line: 2, column: 9, message: /did you mean "RequestURL"\?/ },
  ],
  ['CommonSecurityLog | where Colour == "a"', { code: 'KQL_SYNTAX', construct: 'Colour', message: /is not known$/ }],
  [
    'CommonSecurityLog | project SourceIP | where RequestURL has "a"',
    { code: 'KQL_SYNTAX', construct: 'RequestURL', message: /no longer in view/ },
  ],
  ['CommonSecurityLogs | where true', { code: 'KQL_UNSUPPORTED', message: /did you mean "CommonSecurityLog"\?/ }],
  ['Syslog | where true', { code: 'KQL_UNSUPPORTED', construct: 'Syslog', message: /another table: it needs a window/ }],
  [
    'CommonSecurityLog | where _GetWatchlist("a") == 1',
    { code: 'KQL_UNSUPPORTED', message: /a watchlist is a table of its own/ },
  ],
  [
    'let x = externaldata(a:string)["https://example.com/x"]; CommonSecurityLog | where SourceIP in (x)',
    { message: /from elsewhere/ },
  ],
  ['let f = (x:string) { f(x) }; CommonSecurityLog | where f(SourceIP) == "a"', { message: /cannot call itself/ }],
  [
    'let f = (x:string) { g(x) }; let g = (x:string) { f(x) }; CommonSecurityLog | where f(SourceIP) == "a"',
    { message: /cannot call itself/ },
  ],
  [
    `CommonSecurityLog | where ${'('.repeat(9000)}true${')'.repeat(9000)}`,
    { code: 'KQL_UNSUPPORTED', message: /nest more than 100 deep/ },
  ],
  [`print x = dynamic({}) | extend y = x${'.a'.repeat(9000)}`, { code: 'KQL_UNSUPPORTED', message: /nests this deep/ }],
  [`CommonSecurityLog ${'| take 1'.repeat(2000)}`, { code: 'KQL_UNSUPPORTED', message: /nests this deep/ }],
  [`CommonSecurityLog | where 1 == ${'-'.repeat(9000)}1`, { code: 'KQL_UNSUPPORTED', message: /nests this deep/ }],
  [
    `let f0 = CommonSecurityLog; ${Array.from({ length: 40 }, (_, i) => `let f${i + 1} = union f${i}, f${i};`).join(' ')} f40`,
    { message: /uses of what it names/ },
  ],
  // Operators.
  ['CommonSecurityLog | parse-kv Message as (a: string) with (regex="(a)")', { message: /must have two groups/ }],
  ['CommonSecurityLog | parse-kv Message as (a: string) with (regex="(a")', { message: /missing closing/ }],
  ['CommonSecurityLog\n| summarize count() by SourceIP', { construct: 'summarize', line: 2, column: 3, message: /window/ }],
  [
    'let T = CommonSecurityLog | sample 5;\nT | join kind=inner (CommonSecurityLog) on SourceIP | serialize',
    { construct: 'sample', line: 1, column: 29, message: /window/ },
    { construct: 'join', line: 2, column: 5, message: /window/ },
    { construct: 'serialize', line: 2, column: 55, message: /window/ },
  ],
  ['CommonSecurityLog | where SourceIP in ((CommonSecurityLog | summarize count() by SourceIP))', { construct: 'summarize' }],
  ['CommonSecurityLog | getschema', { construct: 'getschema' }],
  ['CommonSecurityLog | extend a = row_number()', { construct: 'row_number()', message: /window/ }],
  [
    'CommonSecurityLog | mv-expand a = split(Message, ",") | summarize count()',
    { construct: 'summarize', line: 1, column: 57, message: /window/ },
  ],
  [
    'union CommonSecurityLog, (CommonSecurityLog | where SourceIP == "a") | summarize count()',
    { construct: 'summarize', message: /window/ },
  ],
  ['print a = 1 | summarize p = percentile(a, 50)', { construct: 'summarize', message: /aggregation functions/ }],
  ['print a = decimal(1) | summarize sum(a)', { construct: 'sum()', message: /sum\(\) of decimal/ }],
  [
    'CommonSecurityLog | extend d = parse_json(Message) | evaluate bag_unpack(d)',
    { construct: 'bag_unpack()', message: /say its columns/ },
  ],
  ['CommonSecurityLog | evaluate autocluster()', { construct: 'autocluster()' }],
  [
    'union CommonSecurityLog, (CommonSecurityLog | project EventCount = "a")',
    { construct: 'union', message: /EventCount is int in one branch and string/ },
  ],
  ['union CommonSecurityLog, (print a = 1)', { construct: 'union', message: /would come with every event/ }],
  ['CommonSecurityLog | search 42', { construct: '42', message: /must have the type bool/ }],
  ['range a from 1 to 5000 step 1', { construct: 'range', message: /at most 2048/ }],
  ['CommonSecurityLog; CommonSecurityLog', { construct: 'CommonSecurityLog', column: 20, message: /second result/ }],
  ['set notruncation; CommonSecurityLog', { construct: 'set' }],
  // Expressions.
  ['CommonSecurityLog | where RequestURL == 5', { construct: '==', message: /== of string and long/ }],
  ['CommonSecurityLog | where EventCount in ("a")', { construct: 'in', message: /in of int and string/ }],
  ['CommonSecurityLog | where SourceIP in (CommonSecurityLog)', { construct: 'CommonSecurityLog', message: /as a value/ }],
  [
    'CommonSecurityLog | where RequestURL matches regex "(a"',
    { construct: 'matches regex', column: 38, message: /missing closing \)/ },
  ],
  ['CommonSecurityLog | where RequestURL matches regex "(?=a)"', { construct: 'matches regex' }],
  ['CommonSecurityLog | where RequestURL matches regex SourceIP', { construct: 'matches regex', message: /constant/ }],
  [
    'declare query_parameters(a: string); CommonSecurityLog | where RequestURL == a',
    { construct: 'a: string', message: /no value/ },
  ],
  ['CommonSecurityLog | extend a = dynamic(1) + 1', { construct: '+', message: /dynamic and long/ }],
  ['CommonSecurityLog | extend a = extract(SourceIP, 1, Message)', { construct: 'SourceIP', message: /must be a constant/ }],
  ['CommonSecurityLog | where * !has "a"', { construct: '* !has' }],
  ['CommonSecurityLog | project hash(Message)', { construct: 'hash()', message: /lists what is/ }],
  // Literals.
  ['CommonSecurityLog | where TimeGenerated > datetime(2024-02-30)', { construct: 'datetime(2024-02-30)' }],
  ['CommonSecurityLog | where SentBytes > 9223372036854775808', { construct: '9223372036854775808' }],
  ['CommonSecurityLog | where EventCount == int(2147483648)', { construct: 'int(2147483648)' }],
  ['CommonSecurityLog | project A = dynamic([9007199254740993])', { construct: '9007199254740993' }],
]

t.test('what is not supported is refused, with its place and name', (t) => {
  for (const [source, ...expected] of REFUSED) {
    const result = parseQuery(source)
    if (result.ok) t.fail(`not refused: ${source}`)
    else {
      t.equal(result.problems.length, expected.length, source)
      t.match(result.problems, expected, source)
    }
  }
  t.end()
})

t.test('a query of any size or depth is answered, not suffered', (t) => {
  const where = 'CommonSecurityLog | where '
  const sources: readonly (readonly [source: string, message: RegExp])[] = [
    [where + 'a'.repeat(1_000_000), /20000 characters/],
    [where + '('.repeat(9_000) + 'true' + ')'.repeat(9_000), /nest more than 100 deep/],
    [where + '('.repeat(10_000), /nest more than 100 deep/],
    [`${where}RequestURL in (dynamic(${'['.repeat(9_000)}${']'.repeat(9_000)}))`, /nest more than 100 deep/],
    [where + Array<string>(1_200).fill('1==1').join(' or '), /nests this deep/],
    [`CommonSecurityLog${'|where true'.repeat(1_200)}`, /nests this deep/],
  ]
  for (const [source, message] of sources) {
    const result = parseQuery(source)
    t.match(result, { ok: false, problems: [{ code: 'KQL_UNSUPPORTED', message }] }, source.slice(0, 60))
  }
  const broken = parseQuery(where + 'a '.repeat(2_000))
  t.match(broken, { ok: false })
  if (!broken.ok) t.equal(broken.problems.length, 20)
  t.equal(
    parseQuery(`${where}RequestURL has "${'('.repeat(200)}" // ${'['.repeat(200)}`).ok,
    true,
    'brackets in texts and comments',
  )
  t.equal(parseQuery(where + '('.repeat(90) + 'true' + ')'.repeat(90)).ok, true)
  t.end()
})
