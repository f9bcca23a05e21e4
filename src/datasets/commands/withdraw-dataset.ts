import { recordAudit } from '../../audit/index.ts'
import type { Writer } from '../../db/index.ts'
import { can, staffActor, type Staff } from '../../identity/index.ts'
import { refuse, refuseFields, success, type FieldError, type Outcome } from '../../kernel/outcome.ts'
import { checkSlug, tidyLine, tidyText } from '../check-facts.ts'
import { certifyWords, newWords, wordsOfFacts } from '../check-words.ts'
import type { Dataset, DatasetServices } from '../dataset.ts'
import { addEvent, dropFromSearch, lockDataset, updateDataset } from '../store.ts'

const longestReason = 2_000

/**
 * Takes one version down. The reason is public, so it passes the gate too (`release-stopped`). The newest version still published becomes the latest; a dataset left
 * without any is withdrawn with it, for the same reason.
 */
export async function withdrawVersion(
  { database, clock }: DatasetServices,
  staff: Staff,
  input: { slug: string; number: number; reason: string },
): Promise<Outcome<{ slug: string; latestVersion: number | null }>> {
  if (!can(staff, 'withdraw-dataset')) return refuse('not-permitted')
  const reason = tidyText(input.reason)
  const errors = checkReason(reason)
  if (errors.length > 0) return refuseFields(errors)
  const at = clock.now()
  return database.write(async (tx) => {
    const dataset = await lockDataset(tx, staff.authorityId, { slug: input.slug })
    if (dataset === null) return refuse('not-found')
    const version = await tx
      .selectFrom('dataset_version')
      .select(['id', 'state'])
      .where('dataset_id', '=', dataset.id)
      .where('number', '=', input.number)
      .forUpdate()
      .executeTakeFirst()
    if (version === undefined) return refuse('not-found', 'There is no version of that number.')
    if (version.state !== 'published')
      return refuse('not-now', `Version ${input.number} is withdrawn already.`)
    const checked = await certifyWords(tx, at, {
      staff,
      subject: `reason for withdrawing version ${input.number} of ${dataset.slug}`,
      words: [{ where: 'the reason', text: reason }],
    })
    if (!checked.ok) return checked
    await tx
      .updateTable('dataset_version')
      .set({ state: 'withdrawn', withdrawn_at: at, withdrawn_by: staff.id, withdrawn_reason: reason })
      .where('id', '=', version.id)
      .execute()
    const latest = await newestPublished(tx, dataset.id)
    await addEvent(tx, {
      authorityId: staff.authorityId,
      datasetId: dataset.id,
      number: input.number,
      kind: 'version-withdrawn',
      summary: `Version ${input.number} was withdrawn: ${reason}`,
      at,
    })
    await recordAudit(tx, staff.authorityId, at, [
      {
        actor: staffActor(staff),
        action: 'withdraw-dataset-version',
        subject: { kind: 'dataset-version', id: version.id },
        details: { slug: dataset.slug, number: input.number, latest },
      },
    ])
    if (latest === null) await takeDown(tx, dataset, staff, { reason, contact: null, replacedBy: null, at })
    else await updateDataset(tx, dataset.id, { latest_version: latest, changed_at: at })
    return success({ slug: dataset.slug, latestVersion: latest })
  })
}

async function newestPublished(tx: Writer, datasetId: string): Promise<number | null> {
  const row = await tx
    .selectFrom('dataset_version')
    .select((select) => select.fn.max('number').as('number'))
    .where('dataset_id', '=', datasetId)
    .where('state', '=', 'published')
    .executeTakeFirst()
  return row?.number ?? null
}

/**
 * Takes a dataset down with all its versions; its address says what, when, why, whom to ask and what replaces it
 * (another dataset's slug, or a web address). It comes back only by a correction.
 * What it says passes the gate first: `release-stopped`.
 */
export async function withdrawDataset(
  { database, clock }: DatasetServices,
  staff: Staff,
  input: { slug: string; version: number; reason: string; contact?: string; replacedBy?: string },
): Promise<Outcome<{ slug: string; version: number }>> {
  if (!can(staff, 'withdraw-dataset')) return refuse('not-permitted')
  const reason = tidyText(input.reason)
  const contact = tidyLine(input.contact ?? '') || null
  const replacedBy = tidyLine(input.replacedBy ?? '') || null
  const errors = checkReason(reason)
  if ((contact ?? '').length > 300)
    errors.push({ field: 'contact', message: 'Give an email address or a telephone number' })
  const at = clock.now()
  return database.write(async (tx) => {
    const dataset = await lockDataset(tx, staff.authorityId, { slug: input.slug })
    if (dataset === null) return refuse('not-found')
    if (dataset.version !== input.version)
      return refuse('stale', `It is at version ${dataset.version}; you had version ${input.version}.`)
    if (dataset.state !== 'published')
      return refuse(
        'not-now',
        dataset.state === 'draft' ? 'It was never published.' : 'It is withdrawn already.',
      )
    if (replacedBy !== null && !(await isReplacement(tx, dataset, replacedBy)))
      errors.push({
        field: 'replacedBy',
        message: 'Name another dataset that is published here, or give a whole web address',
      })
    if (errors.length > 0) return refuseFields(errors)
    const checked = await certifyWords(tx, at, {
      staff,
      subject: `reason for withdrawing ${dataset.slug}`,
      words: newWords(
        [
          { where: 'the reason', text: reason },
          { where: 'whom to ask', text: contact ?? '' },
          { where: 'what replaces it', text: replacedBy ?? '' },
        ],
        wordsOfFacts(dataset),
      ),
    })
    if (!checked.ok) return checked
    await takeDown(tx, dataset, staff, { reason, contact, replacedBy, at })
    return success({ slug: dataset.slug, version: dataset.version + 1 })
  })
}

function checkReason(reason: string): FieldError[] {
  return reason === '' || reason.length > longestReason
    ? [
        {
          field: 'reason',
          message: `Say why, in up to ${longestReason.toLocaleString('en-GB')} characters: the public reads it`,
        },
      ]
    : []
}

async function isReplacement(tx: Writer, dataset: Dataset, replacedBy: string): Promise<boolean> {
  const url = URL.parse(replacedBy)
  if (url !== null) return url.protocol === 'https:' || url.protocol === 'http:'
  if (checkSlug(replacedBy) !== null || replacedBy === dataset.slug) return false
  const other = await tx
    .selectFrom('dataset')
    .select('id')
    .where('authority_id', '=', dataset.authorityId)
    .where('slug', '=', replacedBy)
    .where('state', '=', 'published')
    .executeTakeFirst()
  return other !== undefined
}

async function takeDown(
  tx: Writer,
  dataset: Dataset,
  staff: Staff,
  why: { reason: string; contact: string | null; replacedBy: string | null; at: Temporal.Instant },
): Promise<void> {
  const { reason, contact, replacedBy, at } = why
  await tx
    .updateTable('dataset_version')
    .set({ state: 'withdrawn', withdrawn_at: at, withdrawn_by: staff.id, withdrawn_reason: reason })
    .where('dataset_id', '=', dataset.id)
    .where('state', '=', 'published')
    .execute()
  await updateDataset(tx, dataset.id, {
    state: 'withdrawn',
    latest_version: null,
    changed_at: at,
    withdrawn_at: at,
    withdrawn_by: staff.id,
    withdrawn_reason: reason,
    withdrawn_contact: contact,
    replaced_by: replacedBy,
  })
  await dropFromSearch(tx, dataset.authorityId, dataset.slug)
  await addEvent(tx, {
    authorityId: dataset.authorityId,
    datasetId: dataset.id,
    number: null,
    kind: 'withdrawn',
    summary: `Withdrawn: ${reason}`,
    at,
  })
  await recordAudit(tx, dataset.authorityId, at, [
    {
      actor: staffActor(staff),
      action: 'withdraw-dataset',
      subject: { kind: 'dataset', id: dataset.id },
      details: { slug: dataset.slug, replacedBy },
    },
  ])
}
