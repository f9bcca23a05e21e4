import type { Writer } from '../../db/index.ts'

const eventsAtOnce = 50

/** A subscription that is owed something. */
export type Telling = {
  id: string
  authority_id: string
  dataset_id: string | null
  address: string
  signing_secret: string | null
  told_number: number
  failures: number
}
/** One thing the public was told. */
export type Told = {
  id: string
  number: number
  kind: string
  summary: string
  version_number: number | null
  at: Temporal.Instant
  slug: string
  title: string
}

/** Locks it, where it is live and nobody else is at it. */
export async function lockLive(tx: Writer, id: string, now: Temporal.Instant): Promise<Telling | undefined> {
  return tx
    .selectFrom('catalogue_subscription')
    .select(['id', 'authority_id', 'dataset_id', 'address', 'signing_secret', 'told_number', 'failures'])
    .where('id', '=', id)
    .where('confirmed_at', 'is not', null)
    .where('ended_at', 'is', null)
    .where((where) => where.or([where('next_attempt_at', 'is', null), where('next_attempt_at', '<=', now)]))
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

/** What it was not told yet, oldest first. */
export async function newEvents(tx: Writer, telling: Telling, horizon: number): Promise<Told[]> {
  let events = tx
    .selectFrom('catalogue_event as event')
    .innerJoin('dataset', 'dataset.id', 'event.dataset_id')
    .select([
      'event.id',
      'event.number',
      'event.kind',
      'event.summary',
      'event.version_number',
      'event.at',
      'dataset.slug',
      'dataset.title',
    ])
    .where('event.authority_id', '=', telling.authority_id)
    .where('event.number', '>', telling.told_number)
    .where('event.number', '<=', horizon)
  if (telling.dataset_id !== null) events = events.where('event.dataset_id', '=', telling.dataset_id)
  return events.orderBy('event.number').limit(eventsAtOnce).execute()
}

/** The version’s own page, so that the link still shows what the message is about when there are newer ones. */
export function pageOf({ slug, version_number }: Told): string {
  return version_number === null ? `/data/${slug}` : `/data/${slug}/versions/${version_number}`
}
