import type { LookupAddress } from 'node:dns'
import t from 'tap'
import { forbiddenAddress } from '../../../src/respond/delivery/forbidden-address.ts'
import { guardedLookup } from '../../../src/respond/delivery/guarded-lookup.ts'

type Answer = { readonly error: string | null; readonly addresses: unknown }

/** Looks a name up that resolves to `addresses`. */
async function lookUp(addresses: readonly string[], all: boolean, error: Error | null = null): Promise<Answer> {
  const found: LookupAddress[] = addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
  const resolve = (_name: string, _options: object, done: (error: Error | null, found: LookupAddress[]) => void) =>
    done(error, found)
  const lookup = guardedLookup(forbiddenAddress([]), resolve as never)
  return new Promise((resolve) => {
    lookup('soc.example.com', { all }, (error, addresses) => resolve({ error: error?.message ?? null, addresses }))
  })
}

t.test('gives only what is not forbidden, in the form that is asked for', async (t) => {
  const [good, other, bad] = ['192.0.2.1', '2001:db8::1', 'fe80::1']
  const entry = (address: string) => ({ address, family: address.includes(':') ? 6 : 4 })
  t.same(await lookUp([good, other], true), { error: null, addresses: [entry(good), entry(other)] })
  t.same(await lookUp([bad, good], true), { error: null, addresses: [entry(good)] })
  t.same(await lookUp([bad, good], false), { error: null, addresses: good })
  t.match(await lookUp([bad], true), { error: 'fe80::1 is forbidden' })
  t.match(await lookUp(['::ffff:169.254.169.254', bad], false), { error: '::ffff:169.254.169.254 is forbidden' })
  t.match(await lookUp([], true), { error: 'soc.example.com has no address' })
  t.match(await lookUp([], true, new Error('ENOTFOUND')), { error: 'ENOTFOUND' })
})
