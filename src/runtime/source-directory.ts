import { type AddressRange, parseAddressRange } from '../base/address-range.ts'

/** A sender, or several, that the configuration knows by name. Structured-cloneable. */
export type NamedSource = {
  readonly name: string
  /** Addresses and networks in CIDR notation. */
  readonly addresses: readonly string[]
  /** The zone of its times that come without one. */
  readonly timeZone: string
}

/** The source that an address belongs to, the first in the configuration's order, or null. */
export type SourceDirectory = (address: string) => NamedSource | null

/** Answers are kept; beyond this many they are found anew: an attacker can forge the source of a datagram. */
const MAX_KEPT = 10_000

export function createSourceDirectory(sources: readonly NamedSource[]): SourceDirectory {
  if (sources.length === 0) return () => null
  const entries = sources.map((source) => ({ source, ranges: source.addresses.flatMap(rangeOf) }))
  const known = new Map<string, NamedSource | null>()
  return (address) => {
    const kept = known.get(address)
    if (kept !== undefined) return kept
    const found = entries.find(({ ranges }) => ranges.some((contains) => contains(address)))?.source ?? null
    if (known.size < MAX_KEPT) known.set(address, found)
    return found
  }
}

/** The configuration lets no other text pass. */
function rangeOf(text: string): readonly AddressRange[] {
  const range = parseAddressRange(text)
  return range === null ? [] : [range]
}
