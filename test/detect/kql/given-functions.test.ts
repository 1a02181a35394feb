import t from 'tap'
import { compilePlan } from '../../../src/detect/kql/compile-plan.ts'
import type { GivenFunction } from '../../../src/detect/kql/given-functions.ts'
import { parseQuery } from '../../../src/detect/kql/parse-query.ts'

const FUNCTIONS: readonly GivenFunction[] = [
  { name: 'HostOf', parameters: 'url: string', body: 'tostring(parse_url(url).Host)' },
  {
    name: 'WebRequests',
    parameters: 'method: string = "GET"',
    body: 'let wanted = toupper(method);\nCommonSecurityLog\n| where RequestMethod == wanted\n| extend Host = HostOf(RequestURL)',
  },
  { name: 'OnlyHost', parameters: 'T: (Host: string), host: string', body: 'T | where Host == host' },
  { name: 'First', parameters: '', body: 'Second() | where true' },
  { name: 'Second', parameters: '', body: 'First() | where true' },
  { name: 'Broken', parameters: '', body: 'CommonSecurityLog | summarize count()' },
]

const ROW = { RequestMethod: 'GET', RequestURL: 'http://example.com/a' }

t.test('functions that are given are used like the query’s own', (t) => {
  const queries = [
    'WebRequests | project Host',
    'WebRequests() | project Host',
    'WebRequests("get") | invoke OnlyHost("example.com") | project Host',
    'CommonSecurityLog | project Host = HostOf(RequestURL)',
    'union isfuzzy=true WebRequests, NoSuchTable | project Host',
  ]
  for (const query of queries) {
    const result = parseQuery(query, FUNCTIONS)
    if (!result.ok) t.fail(`${query}: ${JSON.stringify(result.problems)}`)
    else t.same(compilePlan(result.plan).evaluate(ROW), [{ Host: 'example.com' }], query)
  }
  t.end()
})

t.test('what they may not do', (t) => {
  t.match(parseQuery('First()', FUNCTIONS), { ok: false, problems: [{ construct: 'First', message: /First, Second, First/ }] })
  t.match(parseQuery('Broken()', FUNCTIONS), {
    ok: false,
    problems: [
      { construct: 'summarize', line: 1, column: 1, message: /^in a function that the query uses: summarize needs a window/ },
    ],
  })
  t.match(parseQuery('WebRequests\n| where Nosuch == 1', FUNCTIONS), {
    ok: false,
    problems: [{ construct: 'Nosuch', line: 2, column: 9 }],
  })
  t.end()
})
