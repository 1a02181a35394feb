import type { Device } from '../decode/devices/device.ts'
import { type FrameBatch, senderOf } from '../receive/frame-batch.ts'
import type { ScanResult } from '../receive/scanner/scanner.ts'

/** One sender, as a listener saw it. Times are milliseconds since the Unix epoch. */
export type SourceRecord = {
  readonly address: string
  readonly listener: string
  readonly transport: string
  /** The families whose events it sent, by the scanner's quick look; `other` for what it places in none. */
  readonly devices: readonly Device[]
  readonly messages: number
  /** Messages that could not be read, why the last of them could not, and how it began. */
  readonly unreadable: number
  readonly lastError: string | null
  readonly lastUnreadable: string | null
  readonly firstSeen: number
  readonly lastSeen: number
}

type MutableRecord = { -readonly [K in keyof Omit<SourceRecord, 'devices'>]: SourceRecord[K] } & { readonly devices: Set<Device> }

type Scan = Pick<ScanResult<Device>, 'families' | 'placements'>

/** Bounds: an attacker can forge the source of a datagram. */
const MAX_SOURCES = 1000
const MAX_SAMPLE_LENGTH = 500

/** Who sends: one record a sender and listener. When there are too many, those silent for longest are forgotten. */
export class SourceTable {
  /** In the order of the last message, oldest first. */
  readonly #records = new Map<string, MutableRecord>()

  scanned(batch: FrameBatch, { families, placements }: Scan): void {
    const single = typeof batch.addresses === 'string' ? this.#recordOf(batch, batch.addresses) : null
    for (let index = 0; index < batch.count; index++) {
      const record = single ?? this.#recordOf(batch, senderOf(batch, index))
      record.messages++
      record.devices.add(families[placements[index] ?? -1]?.name ?? 'other')
    }
  }

  unreadable(batch: FrameBatch, index: number, code: string, text: string): void {
    const record = this.#records.get(keyOf(batch, senderOf(batch, index)))
    if (record === undefined) return
    record.unreadable++
    record.lastError = code
    record.lastUnreadable = text.slice(0, MAX_SAMPLE_LENGTH)
  }

  list(): readonly SourceRecord[] {
    return [...this.#records.values()].map((record) => ({ ...record, devices: [...record.devices] }))
  }

  /** The sender's record, moved to the end: it is the one heard of last. */
  #recordOf(batch: FrameBatch, address: string): MutableRecord {
    const key = keyOf(batch, address)
    const record = this.#records.get(key) ?? newRecord(batch, address)
    if (record.lastSeen !== batch.receivedAt || record.messages === 0) {
      record.lastSeen = batch.receivedAt
      this.#records.delete(key)
      this.#records.set(key, record)
      if (this.#records.size > MAX_SOURCES) this.#forgetOldest()
    }
    return record
  }

  #forgetOldest(): void {
    const oldest = this.#records.keys().next()
    if (oldest.done !== true) this.#records.delete(oldest.value)
  }
}

function keyOf({ listener }: FrameBatch, address: string): string {
  return `${listener} ${address}`
}

function newRecord({ listener, transport, receivedAt }: FrameBatch, address: string): MutableRecord {
  return {
    address,
    listener,
    transport,
    devices: new Set(),
    messages: 0,
    unreadable: 0,
    lastError: null,
    lastUnreadable: null,
    firstSeen: receivedAt,
    lastSeen: receivedAt,
  }
}
