import type { KqlType, KqlValue } from '../query.ts'
import { asIpv6, formatIpv4, formatIpv6, type IpAddress, maskedValue, parseIp } from '../values/ip-address.ts'
import { spendWork } from '../work.ts'
import { scalar } from './scalar.ts'
import type { ScalarFunction } from './scalar-function.ts'

/** Source: RFC 1918. */
const PRIVATE = rangesOf(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'])

/** Addresses that stand in a text between what is no letter, digit or point. */
const IPV4_IN_TEXT = /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/g

/** Functions of addresses. What is no address gives null. */
export const IP = {
  ipv4_is_private: scalar('bool', ['text'], (text) => {
    const address = ipv4(text)
    return address === null ? null : PRIVATE.some((range) => isIn(address, range))
  }),
  ipv4_is_in_range: scalar('bool', ['text', 'text'], (text, range) => inRange(ipv4(text), ipv4(range))),
  ipv4_is_in_any_range: inAnyRange(ipv4),
  ipv6_is_in_range: scalar('bool', ['text', 'text'], (text, range) => inRange(ipv6(text), ipv6(range))),
  ipv6_is_in_any_range: inAnyRange(ipv6),
  ipv4_is_match: scalar('bool', ['text', 'text', 'long?'], (a, b, prefix) => isMatch(ipv4(a), ipv4(b), prefix)),
  ipv6_is_match: scalar('bool', ['text', 'text', 'long?'], (a, b, prefix) => isMatch(ipv6(a), ipv6(b), prefix)),
  ipv4_compare: scalar('long', ['text', 'text', 'long?'], (a, b, prefix) => compare(ipv4(a), ipv4(b), prefix)),
  ipv6_compare: scalar('long', ['text', 'text', 'long?'], (a, b, prefix) => compare(ipv6(a), ipv6(b), prefix)),
  parse_ipv4: scalar('long', ['text'], (text) => masked(ipv4(text))),
  parse_ipv4_mask: scalar('long', ['text', 'long'], (text, prefix) => {
    const address = ipv4(text)
    return address === null ? null : maskedValue(address, Number(prefix))
  }),
  parse_ipv6: scalar('string', ['text'], (text) => {
    const address = ipv6(text)
    return address === null ? null : formatIpv6(maskedValue(address, address.prefix))
  }),
  parse_ipv6_mask: scalar('string', ['text', 'long'], (text, prefix) => {
    const address = ipv6(text)
    if (address === null || prefix < 0n || prefix > 128n) return null
    return formatIpv6(maskedValue(address, Math.min(address.prefix, Number(prefix))))
  }),
  ipv4_range_to_cidr_list: scalar('dynamic', ['text', 'text'], (from, to) => rangesBetween(ipv4(from), ipv4(to))),
  format_ipv4: {
    ...scalar('string', ['any', 'long?'], (address, prefix) => formatted(address, prefix, false)),
    accepts: isAddress,
  },
  format_ipv4_mask: {
    ...scalar('string', ['any', 'long?'], (address, prefix) => formatted(address, prefix, true)),
    accepts: isAddress,
  },
  ipv4_netmask_suffix: scalar('long', ['text'], (text) => {
    const address = ipv4(text)
    return address === null ? null : BigInt(address.prefix)
  }),
  has_ipv4: scalar('bool', ['text', 'text'], (text, wanted) => ipv4(wanted) !== null && addressesIn(text).includes(wanted)),
  has_any_ipv4: scalar(
    'bool',
    ['text', 'dynamic'],
    (text, ...wanted: readonly KqlValue[]) => {
      const found = new Set(addressesIn(text))
      return textsIn(wanted).some((address) => found.has(address))
    },
    { rest: 'dynamic' },
  ),
  has_ipv4_prefix: scalar('bool', ['text', 'text'], (text, prefix) => hasPrefix(addressesIn(text), prefix)),
  has_any_ipv4_prefix: scalar(
    'bool',
    ['text', 'dynamic'],
    (text, ...prefixes: readonly KqlValue[]) => {
      const found = addressesIn(text)
      return textsIn(prefixes).some((prefix) => hasPrefix(found, prefix))
    },
    { rest: 'dynamic' },
  ),
} as const satisfies Record<string, ScalarFunction>

/** What it costs to read an address. */
const ADDRESS_WORK = 256

type Parse = (text: string) => IpAddress | null

function ipv4(text: string): IpAddress | null {
  const address = parseIp(text)
  return address?.bits === 32 ? address : null
}

function ipv6(text: string): IpAddress | null {
  const address = parseIp(text)
  return address === null ? null : asIpv6(address)
}

function rangesOf(texts: readonly string[]): readonly IpAddress[] {
  return texts.flatMap((text) => parseIp(text) ?? [])
}

function isIn(address: IpAddress, range: IpAddress): boolean {
  return maskedValue(address, range.prefix) === maskedValue(range, range.prefix)
}

function inRange(address: IpAddress | null, range: IpAddress | null): KqlValue {
  return address === null || range === null ? null : isIn(address, range)
}

function inAnyRange(parse: Parse): ScalarFunction {
  const of = (text: string, ...ranges: readonly KqlValue[]): KqlValue => {
    const address = parse(text)
    if (address === null) return null
    return textsIn(ranges).some((range) => inRange(address, parse(range)) === true)
  }
  return scalar('bool', ['text', 'dynamic'], of, { rest: 'dynamic' })
}

function compare(a: IpAddress | null, b: IpAddress | null, prefix?: bigint): KqlValue {
  if (a === null || b === null) return null
  const shared = Math.min(a.prefix, b.prefix, prefix === undefined ? a.bits : Number(prefix))
  const [x, y] = [maskedValue(a, shared), maskedValue(b, shared)]
  return x === y ? 0n : x < y ? -1n : 1n
}

function isMatch(a: IpAddress | null, b: IpAddress | null, prefix?: bigint): KqlValue {
  const compared = compare(a, b, prefix)
  return compared === null ? null : compared === 0n
}

function masked(address: IpAddress | null): KqlValue {
  return address === null ? null : maskedValue(address, address.prefix)
}

function isAddress(address: KqlType, prefix?: KqlType): boolean {
  return ['string', 'long', 'int'].includes(address) && (prefix === undefined || prefix === 'long' || prefix === 'int')
}

function formatted(value: KqlValue, prefix: bigint | undefined, withPrefix: boolean): KqlValue {
  const address =
    typeof value === 'string' ? ipv4(value) : value === null ? null : ipv4(formatIpv4(BigInt(value as number | bigint)))
  const length = prefix === undefined ? (address?.prefix ?? 32) : Number(prefix)
  if (address === null || length < 0 || length > 32) return ''
  return formatIpv4(maskedValue(address, length)) + (withPrefix ? `/${length}` : '')
}

/** The fewest ranges that hold all addresses from one to another, and no others. */
function rangesBetween(from: IpAddress | null, to: IpAddress | null): KqlValue {
  if (from === null || to === null || from.value > to.value) return null
  const ranges: string[] = []
  for (let start = from.value; start <= to.value;) {
    let free = 0n
    while (free < 32n && (start & (1n << free)) === 0n && start + (2n << free) - 1n <= to.value) free++
    ranges.push(`${formatIpv4(start)}/${32n - free}`)
    start += 1n << free
  }
  return ranges
}

/** The texts among arguments and the elements of lists. */
function textsIn(values: readonly KqlValue[]): readonly string[] {
  const texts = values.flat().filter((value) => typeof value === 'string')
  spendWork(ADDRESS_WORK * texts.length)
  return texts
}

function addressesIn(text: string): readonly string[] {
  return text.match(IPV4_IN_TEXT) ?? []
}

/** A prefix is whole octets and a point, or an address. */
function hasPrefix(addresses: readonly string[], prefix: string): boolean {
  spendWork(addresses.length)
  return addresses.some((address) => address === prefix || (prefix.endsWith('.') && address.startsWith(prefix)))
}
