import { recordAudit, type Actor } from '../../audit/index.ts'
import type { Writer } from '../../db/index.ts'
import type { Authority } from '../../identity/index.ts'
import { legalDay } from '../../kernel/clock.ts'
import { hashSecret, newId, newSecret } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import { checkEmail, tidyLine } from '../check-input.ts'
import { certifiedNotice } from '../certified-notice.ts'
import { isQueued, queueMail } from '../send-mail.ts'
import type { CatalogueServices } from '../services.ts'
import { subscriptionPath, type Channel, type SubscribeInput } from '../subscription.ts'
import { webhookFault } from '../webhooks/public-address.ts'

const publicActor: Actor = { kind: 'requester', id: null }

export type Subscribed =
  /** Whether or not the address subscribed before: nobody learns that by asking */
  | { channel: 'email' }
  /** Shown once: the link that ends it and the secret that signs what is sent */
  | { channel: 'webhook'; secret: string; signingSecret: string }

/**
 * Asks to be told of new versions, corrections and withdrawals. Nothing is sent before it is confirmed: an email
 * address by its link, a webhook by answering with the challenge it is sent.
 */
export async function subscribe(
  services: CatalogueServices,
  authority: Authority,
  given: SubscribeInput,
): Promise<Outcome<Subscribed>> {
  const { database, clock } = services
  const { channel } = given
  const slug = tidyLine(given.dataset) || null
  const address = tidyLine(given.address)
  const fault = channel === 'webhook' ? webhookFault(address, services.privateWebhooks ?? false) : null
  const errors = channel === 'email' ? checkEmail('address', address) : []
  if (fault !== null) errors.push({ field: 'address', message: fault })
  if (errors.length > 0) return refuseFields(errors)
  const now = clock.now()
  return database.write(async (tx) => {
    const dataset = slug === null ? null : await findDataset(tx, authority.id, slug)
    if (dataset === undefined)
      return refuseFields([{ field: 'dataset', message: 'There is no dataset of that name here' }])
    const before =
      channel === 'email' ? await findSame(tx, authority.id, dataset?.id ?? null, address) : undefined
    const id = before?.id ?? newId()
    const secret = services.trackingSecret(id)
    const signingSecret = channel === 'webhook' ? newSecret() : null
    if (before === undefined) {
      await tx
        .insertInto('catalogue_subscription')
        .values({
          id,
          authority_id: authority.id,
          dataset_id: dataset?.id ?? null,
          channel,
          address,
          secret_hash: hashSecret(secret),
          signing_secret: signingSecret,
          confirmed_at: null,
          ended_at: null,
          told_number: 0,
          next_attempt_at: channel === 'webhook' ? now : null,
          created_at: now,
        })
        .execute()
      await recordAudit(tx, authority.id, now, [
        {
          actor: publicActor,
          action: 'ask-subscription',
          subject: { kind: 'catalogue-subscription', id },
          details: { channel, datasetId: dataset?.id ?? null },
        },
      ])
    }
    if (channel === 'webhook') return success({ channel, secret, signingSecret: signingSecret ?? '' })
    const link = services.linkTo(authority, subscriptionPath(secret))
    // One message a day to an address, however often somebody types it in.
    const key = `subscribe:${id}:${legalDay(now).toString()}`
    if (await isQueued(tx, key)) return success({ channel })
    const news = 'Confirm: news of our data'
    const { subject, text: about } =
      dataset === null
        ? { subject: news, text: 'all our data' }
        : await certifiedNotice(tx, authority.id, now, `dataset ${slug}`, {
            typed: { subject: `Confirm: news of ${dataset.title}`, text: `“${dataset.title}”` },
            plain: { subject: news, text: 'a dataset' },
          })
    await queueMail(tx, authority.id, now, {
      key,
      to: address,
      subject,
      text: before?.confirmed_at
        ? `This address is told already of changes to ${about}. To end that, open:\n${link}\n`
        : `Somebody, we hope you, asked to be told here of changes to ${about} of ${authority.name}.\n\nTo confirm, open:\n${link}\n\nIf it was not you, do nothing: nothing more will be sent.\n`,
    })
    return success({ channel })
  })
}

/** Confirms by the link. From now on: what was published before is not told again. Confirming twice changes nothing. */
export async function confirmSubscription(
  { database, clock }: CatalogueServices,
  authority: Pick<Authority, 'id'>,
  secret: string,
): Promise<Outcome<null>> {
  const now = clock.now()
  return database.write(async (tx) => {
    const row = await lockBySecret(tx, authority.id, secret)
    if (row === undefined) return refuse('not-found')
    if (row.ended_at !== null) return refuse('withdrawn', 'This subscription has ended. Subscribe again.')
    if (row.channel === 'webhook' && row.confirmed_at === null)
      return refuse('not-now', 'A webhook is confirmed by its answer to the challenge it was sent.')
    if (row.confirmed_at === null) await setConfirmed(tx, authority.id, row.id, now)
    return success(null)
  })
}

/** Marks a subscription as confirmed from the newest event on. */
export async function setConfirmed(
  tx: Writer,
  authorityId: string,
  id: string,
  now: Temporal.Instant,
): Promise<void> {
  const newest = await tx
    .selectFrom('catalogue_event')
    .select((expression) => expression.fn.max('number').as('number'))
    .executeTakeFirst()
  await tx
    .updateTable('catalogue_subscription')
    .set({ confirmed_at: now, told_number: newest?.number ?? 0, failures: 0, next_attempt_at: null })
    .where('id', '=', id)
    .execute()
  await recordAudit(tx, authorityId, now, [
    { actor: publicActor, action: 'confirm-subscription', subject: { kind: 'catalogue-subscription', id } },
  ])
}

/** Ends it by the link, and forgets the address. Ending twice changes nothing. */
export async function endSubscription(
  { database, clock }: CatalogueServices,
  authority: Pick<Authority, 'id'>,
  secret: string,
): Promise<Outcome<null>> {
  const now = clock.now()
  return database.write(async (tx) => {
    const row = await lockBySecret(tx, authority.id, secret)
    if (row === undefined) return refuse('not-found')
    if (row.ended_at === null) await setEnded(tx, authority.id, row.id, now, publicActor)
    return success(null)
  })
}

export async function setEnded(
  tx: Writer,
  authorityId: string,
  id: string,
  now: Temporal.Instant,
  actor: Actor,
): Promise<void> {
  await tx
    .updateTable('catalogue_subscription')
    .set({ ended_at: now, address: '', signing_secret: null })
    .where('id', '=', id)
    .execute()
  await recordAudit(tx, authorityId, now, [
    { actor, action: 'end-subscription', subject: { kind: 'catalogue-subscription', id } },
  ])
}

/** Days after which what nobody confirmed is forgotten. */
const waitDays = 7

/** Forgets addresses that were never confirmed. */
export async function removeUnconfirmed({
  database,
  clock,
}: CatalogueServices): Promise<{ removed: number }> {
  const done = await database.reader
    .deleteFrom('catalogue_subscription')
    .where('confirmed_at', 'is', null)
    .where('created_at', '<', clock.now().subtract({ hours: 24 * waitDays }))
    .executeTakeFirst()
  return { removed: Number(done.numDeletedRows) }
}

function findDataset(tx: Writer, authorityId: string, slug: string) {
  return tx
    .selectFrom('dataset')
    .select(['id', 'title'])
    .where('authority_id', '=', authorityId)
    .where('slug', '=', slug)
    .where('state', '=', 'published')
    .executeTakeFirst()
}

function findSame(tx: Writer, authorityId: string, datasetId: string | null, address: string) {
  return tx
    .selectFrom('catalogue_subscription')
    .select(['id', 'confirmed_at'])
    .where('authority_id', '=', authorityId)
    .where('dataset_id', datasetId === null ? 'is' : '=', datasetId)
    .where('channel', '=', 'email' satisfies Channel)
    .where('address', '=', address)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

function lockBySecret(tx: Writer, authorityId: string, secret: string) {
  return tx
    .selectFrom('catalogue_subscription')
    .select(['id', 'channel', 'confirmed_at', 'ended_at'])
    .where('authority_id', '=', authorityId)
    .where('secret_hash', '=', hashSecret(secret))
    .forUpdate()
    .executeTakeFirst()
}
