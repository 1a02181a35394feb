import t from 'tap'
import { COLUMNS } from '../../../src/decode/common-security-log/columns.ts'
import { VERBATIM_COLUMNS } from '../../../src/decode/common-security-log/verbatim-columns.ts'

t.test('columns that a rule’s literals can be looked for in the frame', (t) => {
  for (const column of ['RequestURL', 'RequestMethod', 'RequestClientApplication', 'DestinationDnsDomain', 'Computer'] as const) {
    t.ok(VERBATIM_COLUMNS.has(column), column)
  }
  t.end()
})

t.test('columns that are made, not sent', (t) => {
  const made = [
    'AdditionalExtensions',
    'DeviceVendor',
    'DeviceProduct',
    'SimplifiedDeviceAction',
    'TimeGenerated',
    'Type',
    'RemoteIP',
    'RemotePort',
    'DeviceCustomString1Label',
  ] as const
  for (const column of made) t.notOk(VERBATIM_COLUMNS.has(column), column)
  for (const column of VERBATIM_COLUMNS) t.equal(COLUMNS[column], 'string', column)
  t.end()
})
