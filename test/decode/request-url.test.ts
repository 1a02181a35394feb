import fc from 'fast-check'
import t from 'tap'
import { parseRequestUrl, type RequestUrl } from '../../src/decode/request-url.ts'

const NOTHING: RequestUrl = { scheme: '', host: '', port: '', path: '', query: '' }

t.test('URLs as devices log them', (t) => {
  const cases: readonly [text: string, parts: Partial<RequestUrl>][] = [
    ['', {}],
    ['http://www.example.com/a/b?c=d&e=f', { scheme: 'http', host: 'www.example.com', path: '/a/b', query: 'c=d&e=f' }],
    ['HTTPS://Www.Example.com', { scheme: 'HTTPS', host: 'Www.Example.com' }],
    ['http://example.com?a=/b', { scheme: 'http', host: 'example.com', query: 'a=/b' }],
    ['http://example.com/a#b?c', { scheme: 'http', host: 'example.com', path: '/a' }],
    ['http://user:pass@example.com:8080/', { scheme: 'http', host: 'example.com', port: '8080', path: '/' }],
    ['http://good.example@198.51.100.7/', { scheme: 'http', host: '198.51.100.7', path: '/' }],
    ['http://[2001:db8::1]:8080/a', { scheme: 'http', host: '2001:db8::1', port: '8080', path: '/a' }],
    ['[2001:db8::1]/a', { host: '2001:db8::1', path: '/a' }],
    ['2001:db8::1/a', { host: '2001:db8::1', path: '/a' }],
    ['example.com/ui/chk?mactok=a', { host: 'example.com', path: '/ui/chk', query: 'mactok=a' }],
    ['example.com:443/a?b?c', { host: 'example.com', port: '443', path: '/a', query: 'b?c' }],
    ['example.com:443', { host: 'example.com', port: '443' }],
    ['example.com:', { host: 'example.com' }],
    ['/ui/chk?mactok=a', { path: '/ui/chk', query: 'mactok=a' }],
    ['//ui/chk', { path: '//ui/chk' }],
    ['?%', { query: '%' }],
    ['/a?u=http://example.com/b', { path: '/a', query: 'u=http://example.com/b' }],
  ]
  for (const [text, parts] of cases) t.strictSame(parseRequestUrl(text), { ...NOTHING, ...parts }, text)
  t.end()
})

t.test('every part stands in the text, whatever it is', (t) => {
  const text = fc.string({ unit: fc.constantFrom('http', ':', '/', '?', '#', '@', '[', ']', 'a', '.', '%', ' ', '1') })
  t.doesNotThrow(() =>
    fc.assert(fc.property(text, (url) => Object.values(parseRequestUrl(url)).every((part) => url.includes(part)))),
  )
  t.end()
})
