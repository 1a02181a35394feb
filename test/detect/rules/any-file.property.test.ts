import fc from 'fast-check'
import t from 'tap'
import { readFunctions } from '../../../src/detect/rules/function-file.ts'
import { readRuleFile } from '../../../src/detect/rules/read-rule-file.ts'
import { readRuleTests } from '../../../src/detect/rules/rule-test-file.ts'
import { ruleText } from './rule-text.ts'

const KEYS = ['kind', 'query', 'tactics', 'entityMappings', 'customDetails', 'alertDetailsOverride', 'resources', 'tests', 'row']

/** A rule with keys of any value, or any text. */
const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .dictionary(fc.constantFrom(...KEYS), fc.jsonValue())
    .map((keys) => ruleText(...Object.entries(keys).map(([key, value]) => `${key}: ${JSON.stringify(value)}`))),
  fc.dictionary(fc.constantFrom(...KEYS), fc.jsonValue()).map((keys) => JSON.stringify(keys)),
)

t.test('no file throws: it is read, or its errors have a place', (t) => {
  fc.assert(
    fc.property(texts, (text) => {
      const results = [readRuleFile(text, 'f'), readFunctions([{ text, file: 'f' }]), readRuleTests(text, 'f')]
      return results.every((result) => result.ok || result.errors.every(({ place }) => place?.file === 'f'))
    }),
    { numRuns: 500 },
  )
  t.end()
})
