import { sql } from 'kysely'
import { certifiedNotice } from '../certified-notice.ts'
import { queueMail } from '../send-mail.ts'
import type { CatalogueServices } from '../services.ts'
import { subscriptionPath } from '../subscription.ts'
import { networkPost, type PostWebhook } from '../webhooks/post-webhook.ts'
import { sendChallenges, tellWebhook, type Notified } from '../webhooks/tell-webhook.ts'
import { lockLive, newEvents, pageOf } from '../webhooks/telling.ts'

/** Receivers that never answer hold one another up no longer than a time-out. */
const hooksAtOnce = 8

/**
 * Tells subscribers what they have not been told: by mail through the outbox, one message for all that is new; by
 * webhook, one signed POST for each event, in order. A crash between a POST and its mark sends it again with the same
 * event id: at least once.
 */
export async function notifySubscribers(
  services: CatalogueServices,
  post: PostWebhook = networkPost(services.privateWebhooks ?? false),
): Promise<Notified> {
  const counts: Notified = { mailed: 0, posted: 0, failed: 0, ended: 0 }
  await sendChallenges(services, post, counts)
  const waiting = await findWaiting(services)
  if (waiting.length === 0) return counts
  const horizon = await settledNumber(services)
  for (const { id } of waiting.filter(({ channel }) => channel === 'email'))
    await mailOne(services, id, horizon, counts)
  const hooks = waiting.filter(({ channel }) => channel === 'webhook')
  while (hooks.length > 0)
    await Promise.all(
      hooks.splice(0, hooksAtOnce).map(({ id }) => tellWebhook(services, id, horizon, post, counts)),
    )
  return counts
}

/** Subscriptions for which there is something new, those that pause after a failure left out. */
async function findWaiting({
  database,
  clock,
}: CatalogueServices): Promise<{ id: string; channel: string }[]> {
  return database.reader
    .selectFrom('catalogue_subscription as subscription')
    .select(['subscription.id', 'subscription.channel'])
    .where('confirmed_at', 'is not', null)
    .where('ended_at', 'is', null)
    .where((where) =>
      where.or([where('next_attempt_at', 'is', null), where('next_attempt_at', '<=', clock.now())]),
    )
    .where((where) =>
      where.exists(
        where
          .selectFrom('catalogue_event as event')
          .select('event.id')
          .whereRef('event.authority_id', '=', 'subscription.authority_id')
          .whereRef('event.number', '>', 'subscription.told_number')
          .where((inner) =>
            inner.or([
              inner('subscription.dataset_id', 'is', null),
              inner('subscription.dataset_id', '=', inner.ref('event.dataset_id')),
            ]),
          ),
      ),
    )
    .orderBy('subscription.id')
    .limit(1000)
    .execute()
}

/**
 * The newest number below which nothing can still appear. A number is given before its transaction commits, so a
 * reader may see 8 before 7; the lock waits a moment for writers that have begun, and lets the next in at once.
 */
async function settledNumber({ database }: CatalogueServices): Promise<number> {
  return database.write(async (tx) => {
    await sql`lock table catalogue_event in share mode`.execute(tx)
    const newest = await tx
      .selectFrom('catalogue_event')
      .select((expression) => expression.fn.max('number').as('number'))
      .executeTakeFirst()
    return newest?.number ?? 0
  })
}

async function mailOne(
  services: CatalogueServices,
  id: string,
  horizon: number,
  counts: Notified,
): Promise<void> {
  const now = services.clock.now()
  const mailed = await services.database.write(async (tx) => {
    const telling = await lockLive(tx, id, now)
    if (telling === undefined) return false
    const events = await newEvents(tx, telling, horizon)
    const [first] = events
    const last = events.at(-1)
    if (first === undefined || last === undefined) return false
    const authority = services.authority(telling.authority_id)
    const end = services.linkTo(authority, subscriptionPath(services.trackingSecret(id)))
    const lines = events.map(
      (event) => `${event.title}: ${event.summary}\n${services.linkTo(authority, pageOf(event))}`,
    )
    const many = `${events.length} changes to our data`
    const notice = await certifiedNotice(
      tx,
      telling.authority_id,
      now,
      `news ${first.number} to ${last.number}`,
      {
        typed: {
          subject: events.length === 1 ? `${first.title}: ${words[first.kind] ?? 'changed'}` : many,
          text: lines.join('\n\n'),
        },
        plain: {
          subject: events.length === 1 ? 'A change to our data' : many,
          text: events.map((event) => services.linkTo(authority, pageOf(event))).join('\n'),
        },
      },
    )
    await queueMail(tx, telling.authority_id, now, {
      key: `notify:${id}:${last.number}`,
      to: telling.address,
      subject: notice.subject,
      text: `${notice.text}\n\nYou asked ${authority.name} to tell you of changes. To end that, open:\n${end}\n`,
      headers: { 'List-Unsubscribe': `<${end}>` },
    })
    await tx
      .updateTable('catalogue_subscription')
      .set({ told_number: last.number })
      .where('id', '=', id)
      .execute()
    return true
  })
  if (mailed) counts.mailed += 1
}

const words: Record<string, string> = {
  published: 'published',
  updated: 'a new version',
  corrected: 'corrected',
  'version-withdrawn': 'a version was withdrawn',
  withdrawn: 'withdrawn',
}
