import { systemActor } from '../../audit/index.ts'
import type { Authority } from '../../identity/index.ts'
import { newSecret } from '../../kernel/ids.ts'
import { setConfirmed, setEnded } from '../commands/subscribe.ts'
import type { CatalogueServices } from '../services.ts'
import { signBody, type PostWebhook } from './post-webhook.ts'
import { lockLive, newEvents, pageOf, type Telling, type Told } from './telling.ts'

export type Notified = { mailed: number; posted: number; failed: number; ended: number }

/** A webhook that has failed so often is ended: with the pauses below that is about three weeks. */
const mostFailures = 30
/** A challenge is sent only so often. */
const mostChallenges = 5
const longestPauseMinutes = 24 * 60
/** Longer than a webhook may take: until then no other worker tries the same one. */
const leaseMinutes = 5
/** Posts what is new to one webhook, each event by itself. */
export async function tellWebhook(
  services: CatalogueServices,
  id: string,
  horizon: number,
  post: PostWebhook,
  counts: Notified,
): Promise<void> {
  const { database, clock } = services
  const begun = clock.now()
  const claimed = await database.write(async (tx) => {
    const telling = await lockLive(tx, id, begun)
    if (telling === undefined) return null
    await tx
      .updateTable('catalogue_subscription')
      .set({ next_attempt_at: begun.add({ minutes: leaseMinutes }) })
      .where('id', '=', id)
      .execute()
    return { telling, events: await newEvents(tx, telling, horizon) }
  })
  if (claimed === null) return
  const { telling, events } = claimed
  const authority = services.authority(telling.authority_id)
  const lease = begun.add({ minutes: leaseMinutes - 1 })
  for (const event of events) {
    // What is left goes in the next round, under a lease of its own.
    if (Temporal.Instant.compare(clock.now(), lease) >= 0) break
    const body = JSON.stringify(bodyOf(services, authority, event))
    const answer = await post(
      telling.address,
      body,
      headersOf(telling, event.id, `dataset.${event.kind}`, body, clock.now()),
    )
    if (!answer.ok || answer.status < 200 || answer.status > 299)
      return failOne(
        services,
        telling,
        counts,
        answer.ok && answer.status === 410 ? mostFailures : telling.failures + 1,
      )
    counts.posted += 1
    await database.reader
      .updateTable('catalogue_subscription')
      .set({ told_number: event.number, failures: 0 })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .execute()
  }
  await database.reader
    .updateTable('catalogue_subscription')
    .set({ next_attempt_at: null })
    .where('id', '=', id)
    .execute()
}

function bodyOf(services: CatalogueServices, authority: Authority, event: Told): unknown {
  return {
    id: event.id,
    type: `dataset.${event.kind}`,
    at: event.at.toString(),
    authority: authority.slug,
    dataset: {
      slug: event.slug,
      title: event.title,
      url: services.linkTo(authority, `/data/${event.slug}`),
    },
    version:
      event.version_number === null
        ? null
        : { number: event.version_number, url: services.linkTo(authority, pageOf(event)) },
    summary: event.summary,
  }
}

function headersOf(
  { id, signing_secret }: Pick<Telling, 'id' | 'signing_secret'>,
  eventId: string,
  type: string,
  body: string,
  at: Temporal.Instant,
): Record<string, string> {
  return {
    'user-agent': 'Muniment webhooks',
    'muniment-event': eventId,
    'muniment-type': type,
    'muniment-subscription': id,
    'muniment-signature': signBody(signing_secret ?? '', body, at),
  }
}

/** Tries again after 2, 4, 8 … minutes, a day at most; a receiver that says 410, or never answers, is ended. */
async function failOne(
  { database, clock }: CatalogueServices,
  { id, authority_id }: Pick<Telling, 'id' | 'authority_id'>,
  counts: Notified,
  failures: number,
  most = mostFailures,
): Promise<void> {
  const now = clock.now()
  counts.failed += 1
  await database.write(async (tx) => {
    if (failures >= most) {
      await setEnded(tx, authority_id, id, now, systemActor)
      counts.ended += 1
      return
    }
    const minutes = Math.min(2 ** failures, longestPauseMinutes)
    await tx
      .updateTable('catalogue_subscription')
      .set({ failures, next_attempt_at: now.add({ minutes }) })
      .where('id', '=', id)
      .execute()
  })
}

/** Asks each new webhook whether it wants to be told: it says yes by giving the challenge back. */
export async function sendChallenges(
  services: CatalogueServices,
  post: PostWebhook,
  counts: Notified,
): Promise<void> {
  const { database, clock } = services
  const now = clock.now()
  const waiting = await database.write(async (tx) => {
    const rows = await tx
      .selectFrom('catalogue_subscription')
      .select(['id', 'authority_id', 'address', 'signing_secret', 'failures'])
      .where('channel', '=', 'webhook')
      .where('confirmed_at', 'is', null)
      .where('ended_at', 'is', null)
      .where('next_attempt_at', '<=', now)
      .orderBy('created_at')
      .limit(20)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const { id } of rows)
      await tx
        .updateTable('catalogue_subscription')
        .set({ next_attempt_at: now.add({ minutes: leaseMinutes }) })
        .where('id', '=', id)
        .execute()
    return rows
  })
  for (const row of waiting) {
    const challenge = newSecret()
    const body = JSON.stringify({ type: 'subscription.challenge', challenge })
    const headers = headersOf(row, challenge, 'subscription.challenge', body, clock.now())
    const answer = await post(row.address, body, headers)
    if (answer.ok && answer.status >= 200 && answer.status <= 299 && answer.body.includes(challenge))
      await database.write((tx) => setConfirmed(tx, row.authority_id, row.id, clock.now()))
    else await failOne(services, row, counts, row.failures + 1, mostChallenges)
  }
}
