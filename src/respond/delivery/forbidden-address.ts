import { isIP } from 'node:net'
import { type AddressRange, parseAddressRange } from '../../base/address-range.ts'

/**
 * Where no receiver of alerts is, but what answers there hands out credentials of the machine: link-local networks (RFC 3927, RFC 4291),
 * in which most clouds have their metadata service, and the services that are elsewhere. The IPv4 ranges hold their IPv4-mapped forms.
 */
const NEVER_RECEIVERS: readonly string[] = [
  '169.254.0.0/16',
  'fe80::/10',
  // 169.254.0.0/16 behind a NAT64 gateway: RFC 6052 section 2.1
  '64:ff9b::a9fe:0/112',
  // https://docs.aws.amazon.com/whitepapers/latest/ipv6-on-aws/supporting-amazon-vpc-services.html
  'fd00:ec2::/32',
  // https://cloud.google.com/compute/docs/metadata/querying-metadata
  'fd20:ce::254',
  // https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
  '168.63.129.16',
  // https://www.alibabacloud.com/help/en/ecs/user-guide/view-instance-metadata
  '100.100.100.200',
]

const RANGES = rangesOf(NEVER_RECEIVERS)

/** True of an address that a webhook must not be connected to. */
export type ForbiddenAddress = (address: string) => boolean

/** `allow` holds addresses and networks that are not forbidden after all. A text that is no address is never forbidden. */
export function forbiddenAddress(allow: readonly string[]): ForbiddenAddress {
  const allowed = rangesOf(allow)
  return (address) => {
    if (isIP(address) === 0) return false
    return RANGES.some((holds) => holds(address)) && !allowed.some((holds) => holds(address))
  }
}

/** Carries the address; whoever sends makes words of it. */
export class ForbiddenAddressError extends Error {
  override readonly name = 'ForbiddenAddressError'
  readonly address: string

  constructor(address: string) {
    super(`${address} is forbidden`)
    this.address = address
  }
}

function rangesOf(texts: readonly string[]): readonly AddressRange[] {
  return texts.flatMap((text) => parseAddressRange(text) ?? [])
}
