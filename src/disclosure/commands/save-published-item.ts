import { recordAudit } from '../../audit/index.ts'
import type { Writer } from '../../db/index.ts'
import { can, staffActor, type Services, type Staff } from '../../identity/index.ts'
import { isId, newId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import { checkPublishedItem, tidy } from '../check-input.ts'
import type { PublishedItem, PublishedItemInput } from '../published-item.ts'

/** Makes or changes what the public finds beside the answers. One address is one item, so saving twice makes one. */
export async function savePublishedItem(
  { database, clock }: Services,
  staff: Staff,
  given: PublishedItemInput,
): Promise<Outcome<PublishedItem>> {
  if (!can(staff, 'publish-disclosure')) return refuse('not-permitted')
  const input: PublishedItemInput = {
    ...given,
    title: tidy(given.title).replace(/\s+/g, ' '),
    description: tidy(given.description),
    url: tidy(given.url),
    format: tidy(given.format ?? '') || null,
    charge: tidy(given.charge) || 'Free',
  }
  const errors = checkPublishedItem(input)
  if (errors.length > 0) return refuseFields(errors)
  return database.write(async (tx) => {
    const existing = await findItem(tx, staff.authorityId, input)
    if (existing === null) return refuse('not-found')
    if (existing === 'taken')
      return refuseFields([{ field: 'url', message: 'Another item already has this address' }])
    const id = existing?.id ?? newId()
    const values = {
      kind: input.kind,
      title: input.title,
      description: input.description,
      url: input.url,
      scheme_class: input.schemeClass,
      format: input.format,
      charge: input.charge,
      updated_on: input.updatedOn,
    }
    await tx
      .insertInto('published_item')
      .values({ id, authority_id: staff.authorityId, ...values })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
      .execute()
    await recordAudit(tx, staff.authorityId, clock.now(), [
      {
        actor: staffActor(staff),
        action: 'save-published-item',
        subject: { kind: 'published-item', id },
        details: { kind: input.kind, schemeClass: input.schemeClass },
      },
    ])
    const { kind, title, description, url, schemeClass, format, charge, updatedOn } = input
    return success({ id, kind, title, description, url, schemeClass, format, charge, updatedOn })
  })
}

/** The item to change; undefined where there is none yet, null where the id names nothing. */
async function findItem(
  tx: Writer,
  authorityId: string,
  { id, url }: PublishedItemInput,
): Promise<{ id: string } | undefined | null | 'taken'> {
  const sameAddress = await tx
    .selectFrom('published_item')
    .select('id')
    .where('authority_id', '=', authorityId)
    .where('url', '=', url)
    .forUpdate()
    .executeTakeFirst()
  if (id === undefined) return sameAddress
  if (!isId(id)) return null
  if (sameAddress !== undefined && sameAddress.id !== id) return 'taken'
  const named = await tx
    .selectFrom('published_item')
    .select('id')
    .where('authority_id', '=', authorityId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return named ?? null
}

export async function removePublishedItem(
  { database, clock }: Services,
  staff: Staff,
  id: string,
): Promise<Outcome<null>> {
  if (!can(staff, 'publish-disclosure')) return refuse('not-permitted')
  if (!isId(id)) return refuse('not-found')
  return database.write(async (tx) => {
    const removed = await tx
      .deleteFrom('published_item')
      .where('authority_id', '=', staff.authorityId)
      .where('id', '=', id)
      .returning('id')
      .executeTakeFirst()
    if (removed === undefined) return refuse('not-found')
    await recordAudit(tx, staff.authorityId, clock.now(), [
      { actor: staffActor(staff), action: 'remove-published-item', subject: { kind: 'published-item', id } },
    ])
    return success(null)
  })
}
