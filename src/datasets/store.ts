import { sql, type Updateable } from 'kysely'
import { json, type DatasetTable, type Writer } from '../db/index.ts'
import { legalDay } from '../kernel/clock.ts'
import { newId } from '../kernel/ids.ts'
import type { Dataset, DatasetFacts } from './dataset.ts'
import { datasetColumns, toDataset } from './queries/row-to-dataset.ts'

/** The dataset as it is now, locked until the transaction ends. Null where the authority has none of that name. */
export async function lockDataset(
  tx: Writer,
  authorityId: string,
  by: { slug: string } | { id: string },
): Promise<Dataset | null> {
  const row = await tx
    .selectFrom('dataset')
    .select(datasetColumns)
    .where('authority_id', '=', authorityId)
    .where((where) => ('slug' in by ? where('slug', '=', by.slug) : where('id', '=', by.id)))
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : toDataset(row)
}

function toColumns(facts: DatasetFacts) {
  return {
    title: facts.title,
    description: facts.description,
    kind: facts.kind,
    theme: facts.theme,
    keywords: facts.keywords,
    owner: facts.owner,
    contact_email: facts.contactEmail,
    licence: facts.licence,
    attributions: facts.attributions,
    frequency: facts.frequency,
    area_name: facts.areaName,
    area_code: facts.areaCode,
    period_from: facts.periodFrom,
    period_to: facts.periodTo,
    template: facts.template,
    update_mode: facts.updateMode,
    contract: json(facts.contract),
    primary_key: facts.primaryKey,
    known_problems: facts.knownProblems,
    redaction_note: facts.redactionNote,
    links: json(facts.links),
    charts: facts.charts,
    seal_every: facts.sealEvery,
  }
}

/** A draft. Null where the authority has a dataset of that name already. */
export async function insertDataset(
  tx: Writer,
  given: {
    authorityId: string
    slug: string
    facts: DatasetFacts
    createdBy: string | null
    at: Temporal.Instant
  },
): Promise<{ id: string } | null> {
  const inserted = await tx
    .insertInto('dataset')
    .values({
      id: newId(),
      authority_id: given.authorityId,
      slug: given.slug,
      ...toColumns(given.facts),
      state: 'draft',
      latest_version: null,
      first_published_at: null,
      changed_at: given.at,
      withdrawn_at: null,
      withdrawn_by: null,
      withdrawn_reason: null,
      withdrawn_contact: null,
      replaced_by: null,
      created_by: given.createdBy,
      created_at: given.at,
    })
    .onConflict((conflict) => conflict.columns(['authority_id', 'slug']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted ?? null
}

export type DatasetChanges = Omit<
  Updateable<DatasetTable>,
  'id' | 'authority_id' | 'slug' | 'search' | 'created_at' | 'version'
>

/** Writes changed columns and moves the version on, so that everybody else's token goes stale. */
export async function updateDataset(tx: Writer, id: string, changes: DatasetChanges): Promise<void> {
  await tx
    .updateTable('dataset')
    .set({ ...changes, version: sql<number>`version + 1` })
    .where('id', '=', id)
    .execute()
}

export async function updateFacts(
  tx: Writer,
  id: string,
  facts: DatasetFacts,
  at: Temporal.Instant,
): Promise<void> {
  await updateDataset(tx, id, { ...toColumns(facts), changed_at: at })
}

export type CatalogueEventKind = 'published' | 'updated' | 'corrected' | 'version-withdrawn' | 'withdrawn'

/** Feeds, mail and webhooks are made from it, in the order of these. */
export async function addEvent(
  tx: Writer,
  event: {
    authorityId: string
    datasetId: string
    number: number | null
    kind: CatalogueEventKind
    summary: string
    at: Temporal.Instant
  },
): Promise<void> {
  await tx
    .insertInto('catalogue_event')
    .values({
      id: newId(),
      authority_id: event.authorityId,
      dataset_id: event.datasetId,
      version_number: event.number,
      kind: event.kind,
      summary: event.summary,
      at: event.at,
    })
    .execute()
}

function datasetPath(slug: string): string {
  return `/data/${slug}`
}

/** What the search over everything public finds. */
export async function listInSearch(
  tx: Writer,
  dataset: Pick<Dataset, 'authorityId' | 'slug' | 'title' | 'description' | 'kind'>,
  at: Temporal.Instant,
): Promise<void> {
  const values = {
    kind: 'dataset',
    title: dataset.title,
    description: dataset.description,
    format: dataset.kind === 'table' ? 'CSV' : null,
    updated_on: legalDay(at),
  }
  await tx
    .insertInto('published_item')
    .values({
      id: newId(),
      authority_id: dataset.authorityId,
      url: datasetPath(dataset.slug),
      scheme_class: null,
      charge: 'Free',
      ...values,
    })
    .onConflict((conflict) => conflict.columns(['authority_id', 'url']).doUpdateSet(values))
    .execute()
}

export async function dropFromSearch(tx: Writer, authorityId: string, slug: string): Promise<void> {
  await tx
    .deleteFrom('published_item')
    .where('authority_id', '=', authorityId)
    .where('url', '=', datasetPath(slug))
    .execute()
}
