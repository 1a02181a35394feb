import { BlockList, isIP } from 'node:net'

/** True of an address of the range, however it is written: IPv6 in any spelling, IPv4 plain or mapped into IPv6. */
export type AddressRange = (address: string) => boolean

type Address = { readonly text: string; readonly family: 'ipv4' | 'ipv6' }

/** The range that an IP address or a CIDR stands for, or null when the text is neither. */
export function parseAddressRange(text: string): AddressRange | null {
  const [, network = text, prefix] = /^(.+)\/(\d{1,3})$/.exec(text) ?? []
  const address = readAddress(network)
  if (address === null) return null
  const bits = address.family === 'ipv4' ? 32 : 128
  const prefixLength = prefix === undefined ? bits : Number(prefix)
  if (prefixLength > bits) return null
  const range = new BlockList()
  range.addSubnet(address.text, prefixLength, address.family)
  return (text) => {
    const address = readAddress(text)
    return address !== null && range.check(address.text, address.family)
  }
}

function readAddress(text: string): Address | null {
  const version = isIP(text)
  return version === 0 ? null : { text, family: version === 4 ? 'ipv4' : 'ipv6' }
}
