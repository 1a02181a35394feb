import t from 'tap'
import { parseQuery } from '../../../src/detect/kql/parse-query.ts'
import { isTooCostly } from '../../../src/detect/kql/work.ts'
import { queryOf } from './query-of.ts'

const LETTERS = 'a'.repeat(60_000)
const NUMBERS = `[${Array.from({ length: 15_000 }, (_, index) => index).join(',')}]`
const LONG = `strcat(${new Array(16).fill('Message').join(', ')})`

type Case = readonly [name: string, query: string, message: string]

/** Each would take seconds or hours, or more memory than there is, on one event. */
const COSTLY: readonly Case[] = [
  ['a part that becomes the whole', `extend a = ${LONG} | project strlen(replace_string(a, "a", a))`, LETTERS],
  ['a delimiter as long as the text', `project strlen(strcat_array(split(Message, "a"), ${LONG}))`, LETTERS],
  [
    'a pattern for each row',
    'mv-expand i = parse_json(AdditionalExtensions) | where strcat(Message, i) matches regex "(a|b)*c"',
    LETTERS,
  ],
  ['a pattern tried at each character', 'project array_length(extract_all("(a(?:.*[xy].)?)", Message))', LETTERS],
  ['a pattern of thousands of steps', `project extract("${'(.?){300}'.repeat(3)}q", 1, Message)`, LETTERS],
  [
    'a search in an array for each row',
    'extend a = split(Message, "a") | mv-expand i = a | project array_index_of(a, "z")',
    LETTERS,
  ],
  ['an array as text for each row', 'extend a = parse_json(AdditionalExtensions) | mv-expand i = a | project tostring(a)', ''],
  ['values of values', 'extend a = repeat(repeat(Message, 1024), 1024) | project set_union(a, a)', LETTERS],
  [
    'lists in a list',
    `extend a = pack_array(1) ${'| extend a = pack_array(a, a)'.repeat(60)} | where 7 in (a) | project SourceIP`,
    '',
  ],
  [
    'rows that are sorted',
    'mv-expand i = parse_json(AdditionalExtensions) | sort by strcat(Message, tostring(i)) asc | project i',
    LETTERS,
  ],
]

t.test('what takes too much work is given up', (t) => {
  for (const [name, query, Message] of COSTLY) {
    const compiled = queryOf(`CommonSecurityLog | ${query}`)
    t.throws(() => compiled.evaluate({ Message, AdditionalExtensions: NUMBERS }), { code: 'KQL_TOO_COSTLY' }, name)
  }
  t.end()
})

/** These were slow, and need not be. */
const CHEAP: readonly Case[] = [
  [
    'many parts of one text',
    `project ${Array.from({ length: 200 }, (_, i) => `c${i} = substring(Message, ${i})`).join(', ')}`,
    LETTERS,
  ],
  ['addresses and prefixes', 'where has_any_ipv4_prefix(Message, parse_json(AdditionalExtensions))', '1.1.1.1 '.repeat(8000)],
  ['a table of characters', 'project translate(Message, "b", "c")', LETTERS],
  ['a term that is long', 'where Message has "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"', LETTERS],
  [
    'twenty patterns',
    `where ${Array.from({ length: 20 }, (_, i) => `Message matches regex "[a-z]+${i}\\\\d+"`).join(' or ')}`,
    LETTERS,
  ],
]

t.test('what looks at each character of the longest event a few times is not', (t) => {
  for (const [name, query, Message] of CHEAP) {
    const compiled = queryOf(`CommonSecurityLog | ${query}`)
    t.doesNotThrow(() => compiled.evaluate({ Message, AdditionalExtensions: NUMBERS }), name)
  }
  t.end()
})

t.test('a value that shares its parts, or nests deep, leaves no query', (t) => {
  for (const pack of ['pack("x", a, "y", a)', `${'pack_array('.repeat(20)}a${')'.repeat(20)}`]) {
    const query = `CommonSecurityLog | extend a = parse_json(Message) ${`| extend a = ${pack}`.repeat(40)} | project a, SourceIP`
    t.same(queryOf(query).evaluate({ Message: '[1]', SourceIP: '192.0.2.1' }), [{ a: null, SourceIP: '192.0.2.1' }])
  }
  t.end()
})

t.test('evaluations count for themselves, and nothing is counted between them', (t) => {
  const compiled = queryOf('CommonSecurityLog | extend a = tostring(parse_json(Message)) | project strlen(a)')
  const lengths = Array.from({ length: 1000 }, () => compiled.evaluate({ Message: NUMBERS }).length)
  t.ok(lengths.every((length) => length === 1))
  t.end()
})

t.test('a query that is too costly to load is refused', (t) => {
  const lines = Array.from({ length: 800 }, (_, index) => `let b${index}=strrep(a,69);`)
  const query = ['let a = strrep("aaaaaaaaaaaaaaa", 1000);', ...lines, 'CommonSecurityLog | where SourceIP has "a"']
  const result = parseQuery(query.join('\n'))
  t.match(result, { ok: false, problems: [{ code: 'KQL_UNSUPPORTED', message: /too much work/ }] })
  t.end()
})

t.test('errors are told apart', (t) => {
  t.notOk(isTooCostly(new Error('x')))
  t.end()
})
