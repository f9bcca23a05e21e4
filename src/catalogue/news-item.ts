export const newsKinds = ['news', 'event'] as const
export type NewsKind = (typeof newsKinds)[number]

export type NewsItem = {
  kind: NewsKind
  slug: string
  title: string
  /** Plain text, a blank line between paragraphs */
  body: string
  startsAt: Temporal.Instant | null
  endsAt: Temporal.Instant | null
  place: string | null
  publishedAt: Temporal.Instant
  withdrawnAt: Temporal.Instant | null
}

export type SaveNewsInput = {
  /** The item to change; without it a new one is made */
  slug?: string
  kind: NewsKind
  title: string
  body: string
  startsAt?: Temporal.Instant | null
  endsAt?: Temporal.Instant | null
  place?: string | null
}
