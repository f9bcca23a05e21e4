import type { Expression, SqlBool } from 'kysely'
import type { Reader } from '../../db/index.ts'
import { pageAsked, type Page } from '../../kernel/pagination.ts'
import type { FeedbackKind, FeedbackState, PublicFeedback, StaffFeedback } from '../feedback.ts'

export type FeedbackFilters = {
  /** A dataset’s address */
  dataset?: string | undefined
  kind?: FeedbackKind | undefined
  states?: readonly FeedbackState[] | undefined
  page?: number | undefined
  pageSize?: number | undefined
}

/** What was reported and suggested, as cleared for the public, newest first. */
export async function listPublicFeedback(
  reader: Reader,
  authorityId: string,
  filters: Omit<FeedbackFilters, 'states'> & { states?: readonly ('open' | 'answered')[] | undefined } = {},
): Promise<Page<PublicFeedback>> {
  const found = await page(
    reader,
    authorityId,
    { ...filters, states: filters.states ?? ['open', 'answered'] },
    true,
  )
  return { ...found, items: found.items.flatMap((row) => presentPublic(row) ?? []) }
}

/**
 * One by its reference, for whoever follows it. Before it is cleared its state alone is shown; a rejected one is not
 * there.
 */
export async function findPublicFeedback(
  reader: Reader,
  authorityId: string,
  reference: string,
): Promise<PublicFeedback | null> {
  const row = await select(reader, authorityId).where('feedback.reference', '=', reference).executeTakeFirst()
  return row === undefined ? null : presentPublic(row)
}

/** For staff: what waits longest first, unless other states are asked for. */
export async function listFeedback(
  reader: Reader,
  authorityId: string,
  filters: FeedbackFilters = {},
): Promise<Page<StaffFeedback>> {
  const found = await page(
    reader,
    authorityId,
    { ...filters, states: filters.states ?? ['new', 'open'] },
    false,
  )
  return { ...found, items: found.items.map(presentStaff) }
}

export async function findFeedback(
  reader: Reader,
  authorityId: string,
  reference: string,
): Promise<StaffFeedback | null> {
  const row = await select(reader, authorityId).where('feedback.reference', '=', reference).executeTakeFirst()
  return row === undefined ? null : presentStaff(row)
}

/** How many wait for staff. */
export async function countWaitingFeedback(reader: Reader, authorityId: string): Promise<number> {
  const { count } = await reader
    .selectFrom('feedback')
    .select((expression) => expression.fn.countAll<number>().as('count'))
    .where('authority_id', '=', authorityId)
    .where('state', 'in', ['new', 'open'])
    .executeTakeFirstOrThrow()
  return count
}

function select(reader: Reader, authorityId: string) {
  return reader
    .selectFrom('feedback')
    .leftJoin('dataset', 'dataset.id', 'feedback.dataset_id')
    .leftJoin('staff', 'staff.id', 'feedback.answered_by')
    .where('feedback.authority_id', '=', authorityId)
    .select((expression) => [
      'feedback.reference',
      'feedback.kind',
      'feedback.message',
      'feedback.place',
      'feedback.state',
      'feedback.public_text',
      'feedback.answer',
      'feedback.corrected_in',
      'feedback.received_at',
      'feedback.answered_at',
      'feedback.version',
      'dataset.slug as dataset_slug',
      'dataset.title as dataset_title',
      'dataset.state as dataset_state',
      'staff.name as answered_by',
      expression('feedback.reporter_email', 'is not', null).as('wants_answer'),
    ])
}
type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

async function page(
  reader: Reader,
  authorityId: string,
  { dataset, kind, states = [], ...asked }: FeedbackFilters,
  newestFirst: boolean,
): Promise<Page<Row>> {
  const place = pageAsked(asked, { usual: 50, most: 500 })
  const matching = select(reader, authorityId).where((where) => {
    const all: Expression<SqlBool>[] = [where('feedback.state', 'in', states)]
    if (dataset !== undefined) all.push(where('dataset.slug', '=', dataset))
    if (kind !== undefined) all.push(where('feedback.kind', '=', kind))
    return where.and(all)
  })
  const [counted, items] = await Promise.all([
    matching
      .clearSelect()
      .select((expression) => expression.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow(),
    matching
      .orderBy('feedback.received_at', newestFirst ? 'desc' : 'asc')
      .orderBy('feedback.id', newestFirst ? 'desc' : 'asc')
      .limit(place.size)
      .offset(place.offset)
      .execute(),
  ])
  return { items, total: counted.total, page: place.page, pageSize: place.size }
}

/** A draft’s name is not public, so neither is what is said of it. */
function presentPublic(row: Row): PublicFeedback | null {
  const { state } = row
  if (state === 'rejected' || row.dataset_state === 'draft') return null
  const cleared = state !== 'new'
  return {
    reference: row.reference,
    kind: row.kind as FeedbackKind,
    dataset: datasetOf(row),
    text: cleared ? row.public_text : null,
    place: cleared ? row.place : null,
    state: state as PublicFeedback['state'],
    answer: state === 'answered' ? row.answer : null,
    correctedIn: row.corrected_in,
    receivedAt: row.received_at,
    answeredAt: row.answered_at,
  }
}

function presentStaff(row: Row): StaffFeedback {
  return {
    reference: row.reference,
    kind: row.kind as FeedbackKind,
    dataset: datasetOf(row),
    message: row.message,
    publicText: row.public_text,
    place: row.place,
    state: row.state as FeedbackState,
    answer: row.answer,
    correctedIn: row.corrected_in,
    receivedAt: row.received_at,
    answeredAt: row.answered_at,
    answeredBy: row.answered_by,
    wantsAnswer: Boolean(row.wants_answer),
    version: row.version,
  }
}

function datasetOf({ dataset_slug, dataset_title }: Row): PublicFeedback['dataset'] {
  return dataset_slug === null || dataset_title === null ? null : { slug: dataset_slug, title: dataset_title }
}
