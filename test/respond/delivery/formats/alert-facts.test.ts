import t from 'tap'
import { factsOf, headlineOf, storyOf } from '../../../../src/respond/delivery/formats/alert-facts.ts'
import { sampleAlert, sampleNotification } from '../../samples.ts'
import { stormSummary } from './hostile-alert.ts'

t.test('the headline says how many events there are, and whether it is over', (t) => {
  const alert = { ...sampleAlert(), count: 47 }
  t.equal(headlineOf(sampleNotification()), 'High: RunningRAT request parameters')
  t.equal(headlineOf(sampleNotification({ alert })), 'High: RunningRAT request parameters, 47 events')
  t.equal(headlineOf(sampleNotification({ alert, end: 'with news' })), 'High: RunningRAT request parameters, 47 events, over')
  const test = { ...alert, rule: { ...alert.rule, name: 'TEST: not an attack' }, count: 1 }
  t.equal(headlineOf(sampleNotification({ alert: test })), 'High: TEST: not an attack')
  t.end()
})

t.test('facts that are not known are left out', (t) => {
  const { own, foreign, long } = factsOf(sampleAlert())
  t.same(foreign, [
    { title: 'Source', text: 'ws-17 (192.0.2.10)' },
    { title: 'Destination', text: 'cdn.example.net (198.51.100.7)' },
    { title: 'Device', text: 'Fortinet Fortigate blocked' },
  ])
  t.same(long, [
    { title: 'Request', text: 'GET http://cdn.example.net/a?mactok=1' },
    { title: 'Matched', text: 'mactok= in RequestURL' },
  ])
  t.equal(own.find(({ title }) => title === 'Tactics')?.text, 'Exfiltration, T1041')
  t.match(storyOf(sampleAlert()), /^ws-17 \(192\.0\.2\.10\) to cdn/)
  t.end()
})

t.test('a summary of many alerts names their sources', (t) => {
  const { foreign, long } = factsOf(stormSummary().alert)
  t.same(foreign, [{ title: 'Source', text: '192.0.2.10, 192.0.2.11, 2001:db8::5' }])
  t.same(long, [])
  t.match(storyOf(stormSummary().alert), /^12000 more/)
  t.end()
})
