const IPV4_MAPPED = '::ffff:'

/** A socket's remote address as it is shown and compared: IPv4-mapped IPv6 (RFC 4291, section 2.5.5.2) as IPv4, and without a zone. */
export function senderAddress(remote: string): string {
  if (remote.startsWith(IPV4_MAPPED) && remote.includes('.')) return remote.slice(IPV4_MAPPED.length)
  const zone = remote.indexOf('%')
  return zone === -1 ? remote : remote.slice(0, zone)
}
