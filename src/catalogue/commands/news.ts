import { recordAudit } from '../../audit/index.ts'
import type { Writer } from '../../db/index.ts'
import { can, staffActor, type Staff } from '../../identity/index.ts'
import { legalDay } from '../../kernel/clock.ts'
import { newId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type FieldError, type Outcome } from '../../kernel/outcome.ts'
import { checkLength, tidyLine, tidyText } from '../check-input.ts'
import type { SaveNewsInput } from '../news-item.ts'
import type { CatalogueServices } from '../services.ts'

/** Publishes an item of news or an event, or changes one that stands. Its address never changes. */
export async function saveNews(
  { database, clock }: CatalogueServices,
  staff: Staff,
  given: SaveNewsInput,
): Promise<Outcome<{ slug: string }>> {
  if (!can(staff, 'manage-datasets')) return refuse('not-permitted')
  const input = {
    kind: given.kind,
    title: tidyLine(given.title),
    body: tidyText(given.body),
    startsAt: given.startsAt ?? null,
    endsAt: given.endsAt ?? null,
    place: tidyLine(given.place) || null,
  }
  const errors = check(input)
  if (errors.length > 0) return refuseFields(errors)
  const now = clock.now()
  return database.write(async (tx) => {
    const values = {
      kind: input.kind,
      title: input.title,
      body: input.body,
      starts_at: input.startsAt,
      ends_at: input.endsAt,
      place: input.place,
    }
    const existing = given.slug === undefined ? null : await lockItem(tx, staff.authorityId, given.slug)
    if (existing === undefined) return refuse('not-found')
    if (existing?.withdrawn_at) return refuse('withdrawn')
    const id = existing?.id ?? newId()
    const slug = existing?.slug ?? (await freeSlug(tx, staff.authorityId, input.title, now))
    if (existing === null)
      await tx
        .insertInto('news_item')
        .values({
          id,
          authority_id: staff.authorityId,
          slug,
          ...values,
          published_at: now,
          withdrawn_at: null,
          created_by: staff.id,
        })
        .execute()
    else await tx.updateTable('news_item').set(values).where('id', '=', id).execute()
    await recordAudit(tx, staff.authorityId, now, [
      {
        actor: staffActor(staff),
        action: existing === null ? 'publish-news' : 'change-news',
        subject: { kind: 'news-item', id },
        details: { kind: input.kind, slug },
      },
    ])
    return success({ slug })
  })
}

/** Takes an item down; its address says so from then on. */
export async function withdrawNews(
  { database, clock }: CatalogueServices,
  staff: Staff,
  { slug }: { slug: string },
): Promise<Outcome<null>> {
  if (!can(staff, 'manage-datasets')) return refuse('not-permitted')
  const now = clock.now()
  return database.write(async (tx) => {
    const item = await lockItem(tx, staff.authorityId, slug)
    if (item === undefined) return refuse('not-found')
    if (item.withdrawn_at !== null) return success(null)
    await tx.updateTable('news_item').set({ withdrawn_at: now }).where('id', '=', item.id).execute()
    await recordAudit(tx, staff.authorityId, now, [
      { actor: staffActor(staff), action: 'withdraw-news', subject: { kind: 'news-item', id: item.id } },
    ])
    return success(null)
  })
}

function lockItem(tx: Writer, authorityId: string, slug: string) {
  return tx
    .selectFrom('news_item')
    .select(['id', 'slug', 'withdrawn_at'])
    .where('authority_id', '=', authorityId)
    .where('slug', '=', slug)
    .forUpdate()
    .executeTakeFirst()
}

/** `2026-05-01-new-data`: the day keeps a yearly event apart from the last. */
async function freeSlug(
  tx: Writer,
  authorityId: string,
  title: string,
  now: Temporal.Instant,
): Promise<string> {
  const words = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/g, '')
  const base = `${legalDay(now).toString()}-${words || 'item'}`
  const taken = await tx
    .selectFrom('news_item')
    .select('slug')
    .where('authority_id', '=', authorityId)
    .where('slug', 'like', `${base}%`)
    .execute()
  const used = new Set(taken.map(({ slug }) => slug))
  let slug = base
  for (let number = 2; used.has(slug); number += 1) slug = `${base}-${number}`
  return slug
}

function check(input: {
  kind: SaveNewsInput['kind']
  title: string
  body: string
  startsAt: Temporal.Instant | null
  endsAt: Temporal.Instant | null
  place: string | null
}): FieldError[] {
  const { kind, title, body, startsAt, endsAt, place } = input
  return [
    ...checkLength('title', title, { most: 200 }, 'Enter a title'),
    ...checkLength('body', body, { most: 20_000 }, 'Enter the text'),
    ...checkLength('place', place ?? '', { least: 0, most: 300 }, ''),
    ...(kind === 'event' && startsAt === null
      ? [{ field: 'startsAt', message: 'Enter when the event begins' }]
      : []),
    ...(startsAt !== null && endsAt !== null && Temporal.Instant.compare(endsAt, startsAt) < 0
      ? [{ field: 'endsAt', message: 'The event cannot end before it begins' }]
      : []),
  ]
}
