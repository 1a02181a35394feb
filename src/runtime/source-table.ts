import type { Device, EventFormat } from '../decode/devices/device.ts'
import type { Event } from '../detect/event.ts'
import type { FrameKind } from '../detect/frame-kinds.ts'
import { type FrameBatch, frameText, senderOf } from '../receive/frame-batch.ts'
import type { ScanResult } from '../receive/scanner/scanner.ts'

/** How many events of one family and format a sender sent; `format` is null for what could not be read at all. */
export type SourceEvents = { readonly device: Device; readonly format: EventFormat | null; readonly count: number }

/** How often messages could not be read, or not wholly, for one reason, when last, and how the last of them begins. */
export type SourceErrors = { readonly code: string; readonly count: number; readonly lastSeen: number; readonly lastLine: string }

/** One sender, as a listener saw it. Times are milliseconds since the Unix epoch. */
export type SourceRecord = {
  readonly address: string
  /** What the configuration calls it, or null. */
  readonly name: string | null
  readonly listener: string
  readonly transport: string
  readonly messages: number
  /** How many of them had an octet count in front (RFC 6587); the others ended at a newline, or with their datagram. */
  readonly octetCounted: number
  /** The most frequent first. Most of them by the scanner's quick look; what it does not know, by reading. */
  readonly events: readonly SourceEvents[]
  readonly errors: readonly SourceErrors[]
  readonly firstSeen: number
  readonly lastSeen: number
}

type MutableRecord = { -readonly [K in keyof Omit<SourceRecord, 'events' | 'errors'>]: SourceRecord[K] } & {
  readonly events: Map<string, { -readonly [K in keyof SourceEvents]: SourceEvents[K] }>
  readonly errors: Map<string, { -readonly [K in keyof SourceErrors]: SourceErrors[K] }>
}

type Scan = Pick<ScanResult<FrameKind>, 'kinds' | 'placements'>

/** Bounds: an attacker can forge the source of a datagram. */
const MAX_SOURCES = 1000

/** Forgotten at once: to look for the oldest costs as much as for a hundred of them. */
const FORGOTTEN_AT_ONCE = 100

/** Of the last line that could not be read. */
const MAX_LINE_LENGTH = 500

/** Who sends: one record a sender and listener. When there are too many, those silent for longest are forgotten. */
export class SourceTable {
  readonly #nameOf: (address: string) => string | null
  readonly #records = new Map<string, MutableRecord>()

  /** `nameOf` tells what the configuration calls an address. */
  constructor(nameOf: (address: string) => string | null) {
    this.#nameOf = nameOf
  }

  scanned(batch: FrameBatch, { kinds, placements }: Scan): void {
    if (typeof batch.addresses === 'string') {
      const record = this.#recordOf(batch, batch.addresses)
      record.messages += batch.count
      record.octetCounted += batch.octetCounted
      for (const { kind, count } of kinds) if (count > 0) countEvents(record, kind.device, kind.format, count)
      return
    }
    for (let index = 0; index < batch.count; index++) {
      const record = this.#recordOf(batch, senderOf(batch, index))
      record.messages++
      const kind = kinds[placements[index] ?? -1]?.kind
      if (kind !== undefined) countEvents(record, kind.device, kind.format, 1)
    }
  }

  /** `kind` is null for a frame that scanned() could not count by family. */
  read(batch: FrameBatch, index: number, { device, format, error }: Event, kind: FrameKind | null): void {
    const record = this.#records.get(keyOf(batch, senderOf(batch, index)))
    if (record === undefined) return
    if (kind === null) countEvents(record, device, format, 1)
    if (error === null) return
    const lastLine = frameText(batch, index).slice(0, MAX_LINE_LENGTH)
    const count = (record.errors.get(error.code)?.count ?? 0) + 1
    record.errors.set(error.code, { code: error.code, count, lastSeen: batch.receivedAt, lastLine })
  }

  /** The one silent for longest first. */
  list(): readonly SourceRecord[] {
    const records = [...this.#records.values()].sort((a, b) => a.lastSeen - b.lastSeen)
    return records.map((record) => ({
      ...record,
      events: [...record.events.values()].sort((a, b) => b.count - a.count),
      errors: [...record.errors.values()],
    }))
  }

  #recordOf(batch: FrameBatch, address: string): MutableRecord {
    const key = keyOf(batch, address)
    const known = this.#records.get(key)
    if (known !== undefined) {
      known.lastSeen = batch.receivedAt
      return known
    }
    if (this.#records.size >= MAX_SOURCES) this.#forgetOldest()
    const record = newRecord(batch, address, this.#nameOf(address))
    this.#records.set(key, record)
    return record
  }

  /** Those that the configuration names stay: there are few, and somebody wants to know when they fall silent. */
  #forgetOldest(): void {
    const unnamed = Array.from(this.#records).filter(([, { name }]) => name === null)
    unnamed.sort(([, a], [, b]) => a.lastSeen - b.lastSeen)
    for (const [key] of unnamed.slice(0, FORGOTTEN_AT_ONCE)) this.#records.delete(key)
  }
}

function countEvents(record: MutableRecord, device: Device, format: EventFormat | null, count: number): void {
  const key = `${device} ${format}`
  const events = record.events.get(key)
  if (events === undefined) record.events.set(key, { device, format, count })
  else events.count += count
}

function keyOf({ listener }: FrameBatch, address: string): string {
  return `${listener} ${address}`
}

function newRecord({ listener, transport, receivedAt }: FrameBatch, address: string, name: string | null): MutableRecord {
  return {
    ...{ address, name, listener, transport, messages: 0, octetCounted: 0, firstSeen: receivedAt, lastSeen: receivedAt },
    events: new Map(),
    errors: new Map(),
  }
}
