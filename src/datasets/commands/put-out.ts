import { recordAudit, systemActor, type Actor } from '../../audit/index.ts'
import { json, type Writer } from '../../db/index.ts'
import type { MappedColumn } from '../build/job.ts'
import type { ContractColumn, Dataset, DatasetVersion, VersionColumn } from '../dataset.ts'
import { countOf } from '../../kernel/count-of.ts'
import { wordsOf } from '../ingest/headings.ts'
import { addEvent, listInSearch, updateDataset } from '../store.ts'

const mostSynonyms = 20

/** The headings a person chose for a column are known next time. */
export function withSynonyms(columns: VersionColumn[], mapping: readonly MappedColumn[]): VersionColumn[] {
  const chosen = new Map(
    mapping.flatMap(({ column, heading, how }) =>
      how === 'chosen' && heading !== null ? [[column.name, heading] as const] : [],
    ),
  )
  return columns.map((column) => {
    const heading = chosen.get(column.name)
    const known = [column.name, column.title, ...(column.synonyms ?? [])].map(wordsOf)
    if (heading === undefined || known.includes(wordsOf(heading))) return column
    return { ...column, synonyms: [...(column.synonyms ?? []), heading].slice(-mostSynonyms) }
  })
}

function contractOf(columns: readonly VersionColumn[]): ContractColumn[] {
  return columns.map(({ statistics: _statistics, markers: _markers, ...column }) => column)
}

/**
 * Makes a version that passed the gate public: its number, what the dataset's address now shows, the event that feeds
 * and mail are made from, the search and the trail. Whoever calls it holds the lock on the dataset.
 */
export async function putOut(
  tx: Writer,
  dataset: Dataset,
  version: DatasetVersion,
  { at, actor }: { at: Temporal.Instant; actor: Actor | null },
): Promise<{ number: number }> {
  const last = await tx
    .selectFrom('dataset_version')
    .select((select) => select.fn.max('number').as('number'))
    .where('dataset_id', '=', dataset.id)
    .executeTakeFirst()
  const number = (last?.number ?? 0) + 1
  const first = dataset.firstPublishedAt === null
  await tx
    .updateTable('dataset_version')
    .set({ number, state: 'published', published_at: at })
    .where('id', '=', version.id)
    .execute()
  await updateDataset(tx, dataset.id, {
    kind: 'table',
    state: 'published',
    latest_version: number,
    first_published_at: dataset.firstPublishedAt ?? at,
    changed_at: at,
    contract: json(contractOf(version.columns)),
    primary_key: version.primaryKey,
    ...periodOf(dataset, version),
    withdrawn_at: null,
    withdrawn_by: null,
    withdrawn_reason: null,
    withdrawn_contact: null,
    replaced_by: null,
  })
  await addEvent(tx, {
    authorityId: dataset.authorityId,
    datasetId: dataset.id,
    number,
    kind: first ? 'published' : version.reason === 'correction' ? 'corrected' : 'updated',
    summary: summaryOf(number, version, first),
    at,
  })
  await listInSearch(tx, { ...dataset, kind: 'table' }, at)
  await recordAudit(tx, dataset.authorityId, at, [
    {
      actor: actor ?? systemActor,
      action: 'publish-dataset-version',
      subject: { kind: 'dataset-version', id: version.id },
      details: {
        slug: dataset.slug,
        number,
        reason: version.reason,
        rows: version.rows,
        source: version.source.sha256,
        csv: version.csv.sha256,
        breaking: version.breaking !== null,
      },
    },
  ])
  return { number }
}

/** The period of a table that is added to grows; another's is that of its newest version, where that says one. */
function periodOf(
  dataset: Dataset,
  { periodFrom, periodTo, reason }: DatasetVersion,
): { period_from?: Temporal.PlainDate; period_to?: Temporal.PlainDate } {
  const adds = reason === 'addition' || reason === 'sealed'
  const from =
    adds && dataset.periodFrom && periodFrom && Temporal.PlainDate.compare(dataset.periodFrom, periodFrom) < 0
      ? dataset.periodFrom
      : periodFrom
  const to =
    adds && dataset.periodTo && periodTo && Temporal.PlainDate.compare(dataset.periodTo, periodTo) > 0
      ? dataset.periodTo
      : periodTo
  return {
    ...(from === null ? {} : { period_from: from }),
    ...(to === null ? {} : { period_to: to }),
  }
}

/** One line, as a feed shows it. */
function summaryOf(number: number, version: DatasetVersion, first: boolean): string {
  const { difference, rows, reason, note, breaking } = version
  const changed =
    difference === null
      ? `${countOf(rows, 'row')}.`
      : `${countOf(difference.added, 'row')} added, ${difference.removed.toLocaleString('en-GB')} removed, ${difference.changed.toLocaleString('en-GB')} changed.`
  const what = first
    ? `First published: ${countOf(rows, 'row')}.`
    : reason === 'correction'
      ? `Version ${number} is a correction: ${changed}`
      : `Version ${number}: ${changed}`
  return [what, note, breaking === null ? '' : `What changes for those who use it: ${breaking}`]
    .filter((part) => part !== '')
    .join(' ')
    .replace(/\s+/g, ' ')
}
