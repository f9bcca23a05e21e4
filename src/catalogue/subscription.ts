export const channels = ['email', 'webhook'] as const
export type Channel = (typeof channels)[number]

export type SubscribeInput = {
  /** A dataset’s address; null for everything */
  dataset: string | null
  channel: Channel
  /** An email address, or an https address that takes a POST */
  address: string
}

/** What somebody who holds the link may see. */
export type Subscription = {
  id: string
  channel: Channel
  /** Enough to be recognised: `a…@example.org`, `https://example.org/…` */
  addressHint: string
  dataset: { slug: string; title: string } | null
  /** `waiting`: not confirmed yet */
  state: 'waiting' | 'confirmed' | 'ended'
  createdAt: Temporal.Instant
}

/** Where a subscription is confirmed and ended. Opening it changes nothing: mail scanners open links. */
export function subscriptionPath(secret: string): string {
  return `/subscriptions/${secret}`
}

export function addressHint(channel: Channel, address: string): string {
  if (channel === 'webhook') return `${URL.parse(address)?.origin ?? 'https:/'}/…`
  const at = address.lastIndexOf('@')
  return at < 1 ? '…' : `${address.charAt(0)}…${address.slice(at)}`
}
