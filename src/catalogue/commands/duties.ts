import { recordAudit, type Actor } from '../../audit/index.ts'
import type { Writer } from '../../db/index.ts'
import { authorise, staffActor, type Authority, type Staff } from '../../identity/index.ts'
import { legalDay } from '../../kernel/clock.ts'
import { isId, newId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type FieldError, type Outcome } from '../../kernel/outcome.ts'
import { cite, dutiesOf, findDuty, findFrequency } from '../../law/index.ts'
import { checkEmail, checkLength, tidyLine, tidyText } from '../check-input.ts'
import type { AddDutyInput, SaveDutyInput } from '../duty-item.ts'
import { listDuties } from '../queries/duties.ts'
import type { CatalogueServices } from '../services.ts'

/** Keeps a row for each duty of the authority’s nation that has none, counted from today. Saying it twice adds nothing. */
export async function takeUpDuties(
  { database, clock }: CatalogueServices,
  actor: Actor,
  authority: Authority,
): Promise<Outcome<{ taken: number }>> {
  const now = clock.now()
  return database.write(async (tx) => {
    const refusal = await authorise(tx, actor, 'manage-duties', authority.id)
    if (refusal !== null) return refusal
    const items = await listDuties(tx, authority, legalDay(now))
    const fresh = items.filter(({ rule, version }) => rule !== null && version === 0)
    for (const item of fresh) {
      const datasetId = item.dataset === null ? null : await datasetOf(tx, authority.id, item.dataset.slug)
      await tx
        .insertInto('publication_duty')
        .values({
          id: newId(),
          authority_id: authority.id,
          rule: item.rule,
          title: item.title,
          basis: item.basis,
          frequency: item.frequency,
          applies: item.applies,
          owner_email: null,
          dataset_id: datasetId ?? null,
          starts_on: item.startsOn,
          reminded_for: null,
        })
        .onConflict((conflict) => conflict.columns(['authority_id', 'rule']).doNothing())
        .execute()
    }
    if (fresh.length > 0)
      await recordAudit(tx, authority.id, now, [
        {
          actor,
          action: 'take-up-duties',
          subject: { kind: 'authority', id: authority.id },
          details: { duties: fresh.map(({ key }) => key) },
        },
      ])
    return success({ taken: fresh.length })
  })
}

/** Says of one duty whether it applies, who sees to it, from when, and with which dataset it is met. */
export async function saveDuty(
  services: CatalogueServices,
  staff: Staff,
  input: SaveDutyInput,
): Promise<Outcome<{ key: string; version: number }>> {
  return saveDutyAs(services, staffActor(staff), services.authority(staff.authorityId), input)
}

/** The same from the command line, which acts as the system. */
export async function saveDutyAs(
  { database, clock }: CatalogueServices,
  actor: Actor,
  authority: Authority,
  given: SaveDutyInput,
): Promise<Outcome<{ key: string; version: number }>> {
  const input = tidyDuty(given)
  const errors = checkDuty(input)
  if (errors.length > 0) return refuseFields(errors)
  const now = clock.now()
  return database.write(async (tx) => {
    const refusal = await authorise(tx, actor, 'manage-duties', authority.id)
    if (refusal !== null) return refusal
    const law = dutiesOf(authority.nation).find(({ id }) => id === input.key) ?? findDuty(input.key)
    const row = await tx
      .selectFrom('publication_duty')
      .select(['id', 'version'])
      .where('authority_id', '=', authority.id)
      .where((where) => (isId(input.key) ? where('id', '=', input.key) : where('rule', '=', input.key)))
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined && law === null) return refuse('not-found', 'There is no such duty here.')
    if ((row?.version ?? 0) !== input.version) return refuse('stale')
    const datasetId = await datasetOf(tx, authority.id, input.dataset)
    if (datasetId === undefined)
      return refuseFields([{ field: 'dataset', message: 'Select a dataset of this authority' }])
    const values = {
      applies: input.applies,
      note: input.note,
      owner: input.owner,
      owner_email: input.ownerEmail,
      dataset_id: datasetId,
      starts_on: input.startsOn,
    }
    const id = row?.id ?? newId()
    if (row !== undefined)
      await tx
        .updateTable('publication_duty')
        .set({ ...values, version: row.version + 1 })
        .where('id', '=', row.id)
        .execute()
    else if (law !== null)
      await tx
        .insertInto('publication_duty')
        .values({
          id,
          authority_id: authority.id,
          rule: law.id,
          title: law.title,
          basis: cite(law.citation),
          frequency: law.frequency,
          reminded_for: null,
          ...values,
        })
        .execute()
    await recordAudit(tx, authority.id, now, [
      {
        actor,
        action: 'save-duty',
        subject: { kind: 'publication-duty', id },
        details: { duty: input.key, applies: input.applies, datasetId, startsOn: input.startsOn.toString() },
      },
    ])
    return success({ key: input.key, version: (row?.version ?? 0) + 1 })
  })
}

/** Adds a duty of the authority’s own: a resolution of the council, an agreement, a promise. */
export async function addDuty(
  { database, clock }: CatalogueServices,
  staff: Staff,
  given: AddDutyInput,
): Promise<Outcome<{ key: string }>> {
  const input = { ...tidyDuty(given), title: tidyLine(given.title), basis: tidyLine(given.basis) }
  const errors = [
    ...checkLength('title', input.title, { most: 300 }, 'Enter what must be published'),
    ...checkLength('basis', input.basis, { most: 300 }, 'Enter what asks for it, such as a resolution'),
    ...(findFrequency(input.frequency) === null
      ? [{ field: 'frequency', message: 'Select how often it must be published' }]
      : []),
    ...(Number.isInteger(input.graceDays) && input.graceDays >= 0 && input.graceDays <= 366
      ? []
      : [{ field: 'graceDays', message: 'Enter a whole number of days from 0 to 366' }]),
    ...checkDuty(input),
  ]
  if (errors.length > 0) return refuseFields(errors)
  const now = clock.now()
  const actor = staffActor(staff)
  return database.write(async (tx) => {
    const refusal = await authorise(tx, actor, 'manage-duties', staff.authorityId)
    if (refusal !== null) return refusal
    const datasetId = await datasetOf(tx, staff.authorityId, input.dataset)
    if (datasetId === undefined)
      return refuseFields([{ field: 'dataset', message: 'Select a dataset of this authority' }])
    const id = newId()
    await tx
      .insertInto('publication_duty')
      .values({
        id,
        authority_id: staff.authorityId,
        rule: null,
        title: input.title,
        basis: input.basis,
        frequency: input.frequency,
        grace_days: input.graceDays,
        note: input.note,
        owner: input.owner,
        owner_email: input.ownerEmail,
        dataset_id: datasetId,
        starts_on: input.startsOn,
        reminded_for: null,
      })
      .execute()
    await recordAudit(tx, staff.authorityId, now, [
      {
        actor,
        action: 'add-duty',
        subject: { kind: 'publication-duty', id },
        details: { frequency: input.frequency, graceDays: input.graceDays, datasetId },
      },
    ])
    return success({ key: id })
  })
}

function tidyDuty<Input extends Omit<SaveDutyInput, 'key' | 'version' | 'applies'>>(input: Input): Input {
  return {
    ...input,
    note: tidyText(input.note),
    owner: tidyLine(input.owner),
    ownerEmail: tidyLine(input.ownerEmail) || null,
    dataset: tidyLine(input.dataset) || null,
  }
}

function checkDuty(input: Omit<SaveDutyInput, 'key' | 'version' | 'applies'>): FieldError[] {
  return [
    ...checkLength('note', input.note, { least: 0, most: 5000 }, ''),
    ...checkLength('owner', input.owner, { least: 0, most: 300 }, ''),
    ...checkEmail('ownerEmail', input.ownerEmail),
  ]
}

/** The dataset’s id; null where none is named, undefined where the authority has none of that address. */
async function datasetOf(
  tx: Writer,
  authorityId: string,
  slug: string | null,
): Promise<string | null | undefined> {
  if (slug === null) return null
  const row = await tx
    .selectFrom('dataset')
    .select('id')
    .where('authority_id', '=', authorityId)
    .where('slug', '=', slug)
    .executeTakeFirst()
  return row?.id
}
