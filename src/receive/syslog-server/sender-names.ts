import { SocketAddress } from 'node:net'
import type { AllowList } from './allow-list.ts'

/** A sender's address as text (IPv4 where it is mapped into IPv6), and whether it may send. */
export type Sender = { readonly address: string; readonly allowed: boolean }

/** Beyond this many the names are forgotten and made anew: an attacker can forge the source of a datagram. */
const MAX_NAMES = 10_000

const WORDS = 4

/** The word before an IPv4 address that is mapped into IPv6, in network order. */
const IPV4_MARK = 0xffff

/** Names the senders of a batch. One that sends datagram after datagram costs a comparison each. */
export class SenderNames {
  readonly #allowed: AllowList
  readonly #names = new Map<string, Sender>()
  #last: Sender = { address: '', allowed: false }

  constructor(allowed: AllowList) {
    this.#allowed = allowed
  }

  /** The sender of frame `index`: 16 bytes of `words`, in network order. */
  senderOf(words: Uint32Array, index: number): Sender {
    const at = WORDS * index
    if (index > 0 && isRepeated(words, at)) return this.#last
    const key = `${words[at]},${words[at + 1]},${words[at + 2]},${words[at + 3]}`
    this.#last = this.#names.get(key) ?? this.#name(key, words, at)
    return this.#last
  }

  #name(key: string, words: Uint32Array, at: number): Sender {
    const address = addressText(Buffer.from(words.buffer, words.byteOffset + 4 * at, 4 * WORDS))
    const sender = { address, allowed: this.#allowed.allows(address) }
    if (this.#names.size >= MAX_NAMES) this.#names.clear()
    this.#names.set(key, sender)
    return sender
  }
}

function isRepeated(words: Uint32Array, at: number): boolean {
  for (let index = at; index < at + WORDS; index++) if (words[index] !== words[index - WORDS]) return false
  return true
}

function addressText(bytes: Buffer): string {
  const isIPv4 = bytes.readBigUInt64BE(0) === 0n && bytes.readUInt32BE(8) === IPV4_MARK
  if (isIPv4) return bytes.subarray(12).join('.')
  const groups = bytes.toString('hex').replace(/(.{4})(?!$)/g, '$1:')
  return new SocketAddress({ address: groups, family: 'ipv6' }).address
}
