import fc from 'fast-check'
import t from 'tap'
import { urlParts } from '../../../../src/respond/delivery/formats/url-parts.ts'

t.test('parts of URLs as logs hold them', (t) => {
  const cases = [
    ['http://a.example.com:8080/x/y?z=1#f', { scheme: 'http', host: 'a.example.com', port: 8080, path: '/x/y', query: 'z=1' }],
    ['a.example.com/x?y?z', { scheme: '', host: 'a.example.com', port: undefined, path: '/x', query: 'y?z' }],
    ['/ui/chk?mactok=1', { scheme: '', host: '', port: undefined, path: '/ui/chk', query: 'mactok=1' }],
    ['a.example.com:443', { scheme: '', host: 'a.example.com', port: 443, path: '', query: '' }],
    ['https://u:p@[2001:db8::1]:99999/', { scheme: 'https', host: '[2001:db8::1]', port: undefined, path: '/', query: '' }],
    ['', { scheme: '', host: '', port: undefined, path: '', query: '' }],
  ] as const
  for (const [url, expected] of cases) t.same(urlParts(url), expected, url)
  t.end()
})

t.test('any text has parts, in no time', (t) => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => typeof urlParts(text).host === 'string'))
  for (const text of ['@', ':', '[', '//', 'a://']) t.match(urlParts(text.repeat(100_000)), { scheme: String })
  t.end()
})
