import type { Reader } from '../../db/index.ts'
import { hashSecret } from '../../kernel/ids.ts'
import { addressHint, type Channel, type Subscription } from '../subscription.ts'

/** The subscription a link belongs to; null where the link is of none. */
export async function findSubscription(
  reader: Reader,
  authorityId: string,
  secret: string,
): Promise<Subscription | null> {
  const row = await reader
    .selectFrom('catalogue_subscription as subscription')
    .leftJoin('dataset', 'dataset.id', 'subscription.dataset_id')
    .select([
      'subscription.id',
      'subscription.channel',
      'subscription.address',
      'subscription.confirmed_at',
      'subscription.ended_at',
      'subscription.created_at',
      'dataset.slug',
      'dataset.title',
    ])
    .where('subscription.authority_id', '=', authorityId)
    .where('subscription.secret_hash', '=', hashSecret(secret))
    .executeTakeFirst()
  if (row === undefined) return null
  const channel = row.channel as Channel
  return {
    id: row.id,
    channel,
    addressHint: row.ended_at === null ? addressHint(channel, row.address) : '',
    dataset: row.slug === null || row.title === null ? null : { slug: row.slug, title: row.title },
    state: row.ended_at !== null ? 'ended' : row.confirmed_at !== null ? 'confirmed' : 'waiting',
    createdAt: row.created_at,
  }
}

/** How many are told of changes, for the dataset’s own page for staff; without a dataset, of everything. */
export async function countSubscribers(
  reader: Reader,
  authorityId: string,
  datasetId: string | null,
): Promise<number> {
  const { count } = await reader
    .selectFrom('catalogue_subscription')
    .select((expression) => expression.fn.countAll<number>().as('count'))
    .where('authority_id', '=', authorityId)
    .where('dataset_id', datasetId === null ? 'is' : '=', datasetId)
    .where('confirmed_at', 'is not', null)
    .where('ended_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}
