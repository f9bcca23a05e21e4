import { BlockList, isIP } from 'node:net'

/** Addresses that are not the public internet: RFC 6890 and the registries it began, IPv4 inside IPv6 too. */
const inside = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  inside.addSubnet(network, prefix, 'ipv4')
// Of IPv6 only 2000::/3 is given out; parts of it stand for other networks.
const given = new BlockList()
given.addSubnet('2000::', 3, 'ipv6')
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  inside.addSubnet(network, prefix, 'ipv6')

/** True for an IP address that anybody on the internet can reach; false for any other text. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address)
  if (version === 4) return !inside.check(address, 'ipv4')
  return version === 6 && given.check(address, 'ipv6') && !inside.check(address, 'ipv6')
}

/**
 * What keeps a webhook from an address, or null. Names are looked up only when something is sent, and what they then
 * stand for is checked again: see post-webhook.ts.
 */
export function webhookFault(text: string, allowPrivate: boolean): string | null {
  const url = URL.parse(text)
  if (url === null || text.length > 2000) return 'Enter a web address, like https://example.org/hook'
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:'))
    return 'The address must begin with https://'
  if (url.username !== '' || url.password !== '') return 'The address must not hold a name or a password'
  if (allowPrivate) return null
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (isIP(host) !== 0) return isPublicAddress(host) ? null : 'The address is not on the public internet'
  if (
    !host.includes('.') ||
    /(^|\.)(localhost|local|internal|intranet|lan|home|corp|arpa|test|invalid|example)$/.test(host)
  )
    return 'The address is not on the public internet'
  return null
}
