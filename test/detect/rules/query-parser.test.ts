import t from 'tap'
import { compilePlan } from '../../../src/detect/kql/compile-plan.ts'
import { type ParseResult, parseQuery } from '../../../src/detect/kql/parse-query.ts'
import { callsIn, recursionIn } from '../../../src/detect/rules/function-calls.ts'
import { type QueryFunction, readFunctions } from '../../../src/detect/rules/function-file.ts'
import { parserWithFunctions } from '../../../src/detect/rules/query-parser.ts'

/** Functions of files that are named as they are. */
function functionsOf(bodies: Readonly<Record<string, string>>): readonly QueryFunction[] {
  const sources = Object.entries(bodies).map(([name, body]) => {
    return { file: name, text: `FunctionName: ${name}\nFunctionQuery: |\n  ${body.replaceAll('\n', '\n  ')}\n` }
  })
  const read = readFunctions(sources)
  if (!read.ok) throw read.errors[0] as Error
  return read.functions
}

const namesOf = (functions: readonly QueryFunction[]) => functions.map(({ name }) => name)

t.test('the formats of parsers', (t) => {
  const asim = `ParserName: imWeb
ParserParams:
  - { Name: url, Type: String, Default: '*' }
  - { Name: disabled, Type: Bool, Default: False }
  - { Name: from, Type: datetime, Default: datetime(null) }
  - { Name: port, Type: int }
ParserQuery: CommonSecurityLog | where RequestURL has url
Normalization: { Schema: WebSession }`
  const plain = `id: x
Function: { Title: A, Version: '1.0.0' }
Category: Microsoft Sentinel Parser
FunctionName: Web
FunctionAlias: WebAlias
FunctionParameters: "url:string='*',  port:int=80"
FunctionQuery: |
  CommonSecurityLog`
  const read = readFunctions([
    { file: 'asim.yaml', text: asim },
    { file: 'plain.yaml', text: plain },
  ])
  t.match(read, {
    ok: true,
    functions: [
      { name: 'imWeb', parameters: 'url:string="*", disabled:bool=false, from:datetime=datetime(null), port:int' },
      { name: 'WebAlias', parameters: "url:string='*', port:int=80" },
      { name: 'Web', body: 'CommonSecurityLog' },
    ],
  })
  t.end()
})

t.test('a file that holds no function that could be called is refused', (t) => {
  const cases = [
    ['FunctionName: A', /"FunctionQuery" is missing/],
    ['FunctionQuery: B', /"FunctionName" is missing/],
    ['ParserQuery: B', /"ParserName" is missing/],
    ['FunctionName: a b\nFunctionQuery: C', /must be a name that a query can call/],
    ['ParserName: A\nParserQuery: B\nParserParams: [{Name: x, Type: text}]', /ParserParams/],
    ['[', /./],
  ] as const
  for (const [text, message] of cases) t.match(readFunctions([{ file: 'f', text }]), { errors: [{ message }] }, text)
  const twice = { file: 'f', text: 'FunctionName: A\nFunctionQuery: B' }
  t.match(readFunctions([twice, { ...twice, file: 'g' }]), {
    errors: [{ code: 'RULE_INVALID', message: /"A" is also that of f/, place: { file: 'g' } }],
  })
  t.end()
})

t.test('a query brings the functions that it calls, and theirs before them', (t) => {
  const functions = functionsOf({ A: 'B() | where X', B: 'C', C: 'T', D: 'T' })
  t.same(namesOf(callsIn('A | where 1 == 1', functions)), ['C', 'B', 'A'])
  t.same(namesOf(callsIn('T | where x has "A" and y == @"D" // C\n | where z == \'it\\\'s A\'', functions)), [])
  t.same(namesOf(callsIn('AA | B1', functions)), [])
  t.end()
})

t.test('a function that calls itself is refused, wherever the circle begins', (t) => {
  t.match(recursionIn(functionsOf({ A: 'A' })), [{ message: 'the function "A" calls itself', place: { file: 'A' } }])
  const circle = recursionIn(functionsOf({ A: 'B', B: 'C', C: 'A', D: 'A' }))
  t.same(
    circle.map(({ message }) => message),
    [
      'the function "A" calls itself, by way of C, B',
      'the function "B" calls itself, by way of A, C',
      'the function "C" calls itself, by way of B, A',
    ],
  )
  t.same(recursionIn(functionsOf({ A: 'B | where C', B: 'C', C: 'T' })), [])
  t.end()
})

t.test('functions are declared in front, and problems are told where they are written', async (t) => {
  const functions = functionsOf({ F: 'T\n| where X', G: 'F()' })
  let seen = ''
  const problemAt = (line: number): ParseResult => {
    return { ok: false, problems: [{ code: 'KQL_SYNTAX', message: 'm', construct: 'c', line, column: 3 }] }
  }
  const parse = (line: number) =>
    parserWithFunctions((text) => {
      seen = text
      return problemAt(line)
    }, functions)('G\n| take 1')
  await parse(1)
  t.equal(seen, 'let F = () {\nT\n| where X\n};\nlet G = () {\nF()\n};\nG\n| take 1')
  const expected = [
    [1, { place: { file: 'F' } }],
    [2, { place: { file: 'F', line: 3, column: 5 } }],
    [3, { place: { file: 'F', line: 4, column: 5 } }],
    [4, { place: { file: 'F', line: undefined } }],
    [6, { place: { file: 'G', line: 3, column: 5 } }],
    [8, { line: 1, column: 3, place: undefined }],
    [9, { line: 2, column: 3, place: undefined }],
  ] as const
  for (const [line, problem] of expected) t.match(await parse(line), { problems: [problem] }, String(line))
})

t.test('what is too long with its functions is told of the query', async (t) => {
  const functions = functionsOf({ Long: `CommonSecurityLog | where SourceIP in (${'"192.0.2.1", '.repeat(2000)}"")` })
  const result = await parserWithFunctions(parseQuery, functions)('Long | where RequestURL has "a"')
  t.match(result, {
    ok: false,
    problems: [{ line: 1, column: 1, message: /more than 20000 .* with the functions that it calls/ }],
  })
  if (!result.ok) t.equal(result.problems[0]?.place, undefined)
  t.end()
})

t.test('functions are used like the query’s own', async (t) => {
  const read = readFunctions([
    { file: 'a', text: 'FunctionName: HostOf\nFunctionParameters: "url: string"\nFunctionQuery: tostring(parse_url(url).Host)' },
    {
      file: 'b',
      text: `FunctionName: WebRequests
FunctionParameters: 'method: string = "GET"'
FunctionQuery: |
  let wanted = toupper(method);
  CommonSecurityLog
  | where RequestMethod == wanted
  | extend Host = HostOf(RequestURL)`,
    },
    {
      file: 'c',
      text: 'FunctionName: OnlyHost\nFunctionParameters: "T: (Host: string), host: string"\nFunctionQuery: "T | where Host == host"',
    },
  ])
  if (!read.ok) throw read.errors[0] as Error
  const parse = parserWithFunctions(parseQuery, read.functions)
  const queries = [
    'WebRequests | project Host',
    'WebRequests() | project Host',
    'WebRequests("get") | invoke OnlyHost("example.com") | project Host',
    'CommonSecurityLog | project Host = HostOf(RequestURL)',
    'union isfuzzy=true WebRequests, NoSuchTable | project Host',
  ]
  for (const query of queries) {
    const result = await parse(query)
    if (!result.ok) t.fail(`${query}: ${JSON.stringify(result.problems)}`)
    else {
      const row = { RequestMethod: 'GET', RequestURL: 'http://example.com/a' }
      t.same(compilePlan(result.plan).evaluate(row), [{ Host: 'example.com' }], query)
    }
  }
})
