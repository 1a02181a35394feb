const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/
const IPV6_CHARACTERS = /^[\da-f:.]{2,45}$/i

/** An address as a number, of 32 or 128 bits, and how many of its bits a prefix leaves. */
export type IpAddress = { readonly value: bigint; readonly bits: 32 | 128; readonly prefix: number }

/** An address, or one with a prefix: `10.0.0.0/8`. null for what is none. IPv4 mapped to IPv6 stays IPv6. */
export function parseIp(text: string): IpAddress | null {
  const [address = '', length, ...others] = text.trim().split('/')
  const bits = IPV4.test(address) ? 32 : valueOfIpv6(address) !== null ? 128 : null
  if (bits === null || others.length > 0) return null
  const prefix = length === undefined ? bits : /^\d{1,3}$/.test(length) ? Number(length) : -1
  if (prefix < 0 || prefix > bits) return null
  return { value: bits === 32 ? valueOfIpv4(address) : (valueOfIpv6(address) ?? 0n), bits, prefix }
}

/** The address with all bits behind the prefix 0. */
export function maskedValue({ value, bits }: IpAddress, prefix: number): bigint {
  const shift = BigInt(bits - Math.max(0, Math.min(bits, prefix)))
  return (value >> shift) << shift
}

/** The same in 128 bits. */
export function asIpv6(address: IpAddress): IpAddress {
  if (address.bits === 128) return address
  return { value: 0xffff_0000_0000n | address.value, bits: 128, prefix: address.prefix + 96 }
}

export function formatIpv4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 0xffn)).join('.')
}

export function formatIpv6(value: bigint): string {
  return Array.from({ length: 8 }, (_, index) =>
    ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16).padStart(4, '0'),
  ).join(':')
}

function valueOfIpv4(address: string): bigint {
  return address.split('.').reduce((value, part) => (value << 8n) | BigInt(part), 0n)
}

/** null for what is no IPv6 address. */
function valueOfIpv6(address: string): bigint | null {
  if (!IPV6_CHARACTERS.test(address)) return null
  const last = address.slice(address.lastIndexOf(':') + 1)
  const hex = IPV4.test(last) ? address.slice(0, -last.length) + ipv4Groups(last) : address
  const halves = hex.split('::')
  const [before = [], after = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const missing = 8 - before.length - after.length
  if (halves.length > 2 || (halves.length === 2 ? missing < 1 : missing !== 0)) return null
  const groups = [...before, ...new Array<string>(missing).fill('0'), ...after]
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return null
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n)
}

function ipv4Groups(address: string): string {
  const value = valueOfIpv4(address)
  return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`
}
