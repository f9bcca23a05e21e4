import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import { plainLine, plainText } from '../formats/plain-text.ts'
import { toCondition, type RecordFilter } from './record-filter.ts'

export type CatalogueEvent = {
  id: string
  kind: 'published' | 'updated' | 'corrected' | 'version-withdrawn' | 'withdrawn'
  slug: string
  title: string
  versionNumber: number | null
  summary: string
  at: Temporal.Instant
}

/** What the public was told of datasets that match, newest first. Those withdrawn since are among them. */
export async function listCatalogueEvents(
  reader: Reader,
  authorityId: string,
  { filter = { kind: 'true' }, start, rows }: { filter?: RecordFilter; start: number; rows: number },
): Promise<{ events: CatalogueEvent[]; total: number }> {
  const matching = reader
    .selectFrom('catalogue_event as event')
    .innerJoin('dataset', 'dataset.id', 'event.dataset_id')
    .where('event.authority_id', '=', authorityId)
    .where(toCondition(filter))
  const { total } = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const found = await matching
    .select([
      'event.id',
      sql<CatalogueEvent['kind']>`event.kind`.as('kind'),
      'dataset.slug',
      'dataset.title',
      'event.version_number as versionNumber',
      'event.summary',
      'event.at',
    ])
    .orderBy('event.at', 'desc')
    .orderBy('event.number', 'desc')
    .limit(rows)
    .offset(start)
    .execute()
  return {
    events: found.map((event) => ({
      ...event,
      title: plainLine(event.title) || event.slug,
      summary: plainText(event.summary),
    })),
    total,
  }
}
