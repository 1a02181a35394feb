import type { Test } from 'tap'
import { AlertStore } from '../../src/respond/alerts/alert-store.ts'
import { openStore, type Store } from '../../src/respond/alerts/store.ts'
import { DeliveryStore } from '../../src/respond/delivery/delivery-store.ts'
import { Journal } from './journal.ts'

export type TestStore = {
  readonly store: Store
  readonly alerts: AlertStore
  readonly deliveries: DeliveryStore
  readonly events: Journal<'failed' | 'recovered'>
  readonly file: string
}

/** A real store in a folder of the test's, closed at its end. */
export function openTestStore(t: Test, file = `${t.testdir({})}/cefwatch.db`): TestStore {
  const events = new Journal<'failed' | 'recovered'>()
  const store = openStore(file, { storeFailed: () => events.add('failed'), storeRecovered: () => events.add('recovered') })
  t.teardown(() => store.close())
  return { store, alerts: new AlertStore(store), deliveries: new DeliveryStore(store), events, file }
}
