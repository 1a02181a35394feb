import t from 'tap'
import { z } from 'zod'
import { parseYamlFile } from '../../src/base/yaml-file.ts'

const schema = z.strictObject({
  name: z.string(),
  query: z.string(),
  list: z.array(z.strictObject({ deep: z.int() })).default([]),
})

const TEXT = `name: x
list:
  - deep: 1
  - { deep: 2 }
query: |
  first
    second
`

t.test('a value is found again where it stands', (t) => {
  const result = parseYamlFile(TEXT, 'f.yaml', schema, 'RULE_INVALID')
  if (!result.ok) throw new Error('refused')
  const { placeOf, placeInText } = result.file
  t.strictSame(placeOf(['list', 1, 'deep']), { file: 'f.yaml', line: 4, column: 7 })
  t.strictSame(placeOf(['name']), { file: 'f.yaml', line: 1, column: 1 })
  t.strictSame(placeOf(['list', 7, 'deep']), { file: 'f.yaml', line: 3, column: 3 }, 'what is not there: its nearest parent')
  t.strictSame(placeInText(['query'], 1, 1), { file: 'f.yaml', line: 6, column: 3 })
  t.strictSame(placeInText(['query'], 2, 5), { file: 'f.yaml', line: 7, column: 7 })
  t.strictSame(placeInText(['name'], 1, 1), { file: 'f.yaml', line: 1, column: 1 }, 'a text on one line: where its key stands')
  t.end()
})

t.test('broken YAML and what the schema refuses are told apart', (t) => {
  t.match(parseYamlFile('a: [', 'f', schema, 'RULE_INVALID'), {
    ok: false,
    errors: [{ code: 'YAML_SYNTAX', place: { file: 'f', line: 1 } }],
  })
  t.match(parseYamlFile('name: x\nquery: 1', 'f', schema, 'RULE_INVALID'), {
    ok: false,
    errors: [{ code: 'RULE_INVALID', place: { line: 2, column: 1 } }],
  })
  t.match(parseYamlFile('', 'f', schema, 'RULE_INVALID'), {
    ok: false,
    errors: [{ message: '"name" is missing' }, { message: '"query" is missing' }],
  })
  t.end()
})

t.test('aliases cannot be used to fill the memory', (t) => {
  const bomb = `a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c]\n`
  t.match(parseYamlFile(bomb, 'f', schema, 'RULE_INVALID'), { ok: false, errors: [{ code: 'YAML_SYNTAX' }] })
  t.end()
})
