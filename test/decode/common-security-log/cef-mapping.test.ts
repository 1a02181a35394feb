import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { CEF_COLUMNS } from '../../../src/decode/common-security-log/cef-mapping.ts'

const TABLE = join(import.meta.dirname, '../../../../shared/data/tables/cef-to-commonsecuritylog.tsv')

t.test('short and full names, spelled as in the dictionary', (t) => {
  const cases: readonly [key: string, columns: readonly string[] | undefined][] = [
    ['request', ['RequestURL']],
    ['requestUrl', ['RequestURL']],
    ['dhost', ['DestinationHostName']],
    ['destinationDnsDomain', ['DestinationDnsDomain']],
    ['externalId', ['ExternalID', 'ExtID']],
    ['cn2', ['DeviceCustomNumber2', 'FieldDeviceCustomNumber2']],
    ['cs6Label', ['DeviceCustomString6Label']],
    ['externalID', undefined],
    ['cs6label', undefined],
    ['SRC', undefined],
    ['constructor', undefined],
  ]
  for (const [key, columns] of cases) t.strictSame(CEF_COLUMNS.get(key), columns, key)
  t.end()
})

t.test('the mapping is the published one', { skip: existsSync(TABLE) ? false : `${TABLE} is not there` }, (t) => {
  const published = new Map<string, Set<string>>()
  for (const line of readFileSync(TABLE, 'utf8').trimEnd().split('\n').slice(1)) {
    const [shortName = '', fullName = '', column = ''] = line.split('\t')
    if (shortName.startsWith('(')) continue
    for (const name of [shortName, fullName]) published.set(name, (published.get(name) ?? new Set()).add(column))
  }
  const ours = [...CEF_COLUMNS].map(([name, columns]) => [name, [...columns]] as const)
  t.strictSame(new Map(ours), new Map([...published].map(([name, columns]) => [name, [...columns]])))
  t.end()
})
