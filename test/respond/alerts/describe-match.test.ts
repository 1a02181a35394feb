import t from 'tap'
import { describeMatch } from '../../../src/respond/alerts/describe-match.ts'
import { sampleMatch } from '../samples.ts'

t.test('says who asked whom, and what the verdict means', (t) => {
  const blocked = describeMatch(sampleMatch(), 'RunningRAT request parameters')
  t.match(blocked, /^RunningRAT request parameters: ws-17 \(192\.0\.2\.10\) to cdn\.example\.net\. /)
  t.match(blocked, /blocked .* the implant .* likely still running on the source host/)
  t.notMatch(describeMatch(sampleMatch({ verdict: 'allowed' }), 'r'), /blocked/)
  t.match(describeMatch(sampleMatch({ verdict: 'unknown' }), 'r'), /not known/)
  t.end()
})

t.test('names what is known', (t) => {
  const text = (row: object): string => describeMatch({ ...sampleMatch(), row }, 'r')
  t.match(text({}), 'r: an unknown source to an unknown destination.')
  t.match(text({ SourceIP: '2001:db8::1', DestinationIP: '2001:db8::2' }), 'r: 2001:db8::1 to 2001:db8::2.')
  t.ok(text({ SourceHostName: 'x'.repeat(60_000), DestinationHostName: 'y'.repeat(60_000) }).length < 1000)
  t.match(text({ DestinationDnsDomain: 'example.org', DestinationIP: '198.51.100.1' }), 'to example.org.')
  t.end()
})
