import t from 'tap'
import { parseCef } from '../../src/decode/cef-parser/index.ts'
import { otherReadings } from '../../src/detect/event-readings.ts'

const HEAD = 'CEF:0|Zscaler|NSSWeblog|5.7|Allowed|Allowed|3|'

/** URL and method of each other reading. */
function readingsOf(extension: string): readonly string[] {
  const { event } = parseCef(HEAD + extension)
  if (event === null) throw new Error('no CEF')
  return otherReadings(event).map(({ extension: fields }) => {
    const valueOf = (key: string): string | undefined => fields.findLast((field) => field.key === key)?.value
    return `${valueOf('requestMethod')} ${valueOf('request')}`
  })
}

t.test('every combination of what stands more than once', (t) => {
  const cases: readonly [extension: string, readings: readonly string[]][] = [
    ['request=a requestMethod=GET', []],
    ['request=a requestMethod=GET cs1=x cs1=y', []],
    ['request=a requestClientApplication=x request=b requestMethod=GET', ['GET a', 'GET b']],
    ['requestUrl=a request=b requestMethod=GET', ['GET undefined', 'GET b']],
    ['request=a requestMethod= requestClientApplication=x requestMethod=POST', [' a', 'POST a']],
    ['request=a request=b request=c request=d request=e', ['a', 'b', 'd', 'e'].map((url) => `undefined ${url}`)],
    [
      'request=a requestClientApplication=x request=b requestMethod=POST requestMethod=GET',
      ['POST a', 'GET a', 'POST b', 'GET b'],
    ],
  ]
  for (const [extension, readings] of cases) t.strictSame(readingsOf(extension), readings, extension)
  t.end()
})

t.test('an attacker cannot make it expensive', (t) => {
  t.equal(readingsOf(' request=x requestMethod=y'.repeat(1000)).length, 16)
  t.end()
})
