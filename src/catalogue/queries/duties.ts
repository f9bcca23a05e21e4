import type { Reader } from '../../db/index.ts'
import type { Authority } from '../../identity/index.ts'
import { legalDay } from '../../kernel/clock.ts'
import { cite, dutiesOf, dutyStatus, findDuty, findFrequency, ownRule, type Duty } from '../../law/index.ts'
import type { DutyItem, StaffDutyItem } from '../duty-item.ts'

export type DutyAuthority = Pick<Authority, 'id' | 'nation'>

/**
 * Every duty of an authority and how it stands, what is late first. A duty of the law that nobody has saved yet is
 * there too, as if taken up today and met by the dataset made from its template.
 */
export async function listDuties(
  reader: Reader,
  authority: DutyAuthority,
  today: Temporal.PlainDate,
): Promise<StaffDutyItem[]> {
  const [rows, datasets] = await Promise.all([
    reader.selectFrom('publication_duty').selectAll().where('authority_id', '=', authority.id).execute(),
    publishedDatasets(reader, authority.id),
  ])
  const saved = new Map(rows.map((row) => [row.rule ?? row.id, row]))
  const byId = new Map(datasets.map((dataset) => [dataset.id, dataset]))
  const items = dutiesOf(authority.nation).map((duty) => {
    const row = saved.get(duty.id)
    const dataset =
      row === undefined
        ? datasets.find(({ template }) => template !== null && template === duty.template)
        : byId.get(row.dataset_id ?? '')
    return present(duty, row, dataset, today)
  })
  const own = rows
    .filter(({ rule }) => rule === null || !items.some(({ key }) => key === rule))
    .map((row) =>
      present(row.rule === null ? null : findDuty(row.rule), row, byId.get(row.dataset_id ?? ''), today),
    )
  return [...items, ...own].sort(byUrgency)
}

/** The same without who sees to it: that duties are met on time is public. Those that do not apply are left out. */
export async function listPublicDuties(
  reader: Reader,
  authority: DutyAuthority,
  today: Temporal.PlainDate,
): Promise<DutyItem[]> {
  const items = await listDuties(reader, authority, today)
  return items
    .filter(({ applies }) => applies)
    .map(
      ({ note: _note, owner: _owner, ownerEmail: _email, graceDays: _grace, version: _version, ...item }) =>
        item,
    )
}

/** One duty by its key; null where the authority has none of that name. */
export async function findDutyItem(
  reader: Reader,
  authority: DutyAuthority,
  key: string,
  today: Temporal.PlainDate,
): Promise<StaffDutyItem | null> {
  const items = await listDuties(reader, authority, today)
  return items.find((item) => item.key === key) ?? null
}

type Row = {
  id: string
  rule: string | null
  title: string
  basis: string
  frequency: string
  grace_days: number
  applies: boolean
  note: string
  owner: string
  owner_email: string | null
  starts_on: Temporal.PlainDate
  version: number
}
type Met = {
  id: string
  slug: string
  title: string
  template: string | null
  latest_version: number | null
  published_at: Temporal.Instant | null
  covers_to: Temporal.PlainDate | null
}

function present(
  duty: Duty | null,
  row: Row | undefined,
  dataset: Met | undefined,
  today: Temporal.PlainDate,
): StaffDutyItem {
  const startsOn = row?.starts_on ?? today
  const graceDays = row?.grace_days ?? 0
  const frequency = duty?.frequency ?? row?.frequency ?? 'as-needed'
  const basis = duty === null ? (row?.basis ?? '') : cite(duty.citation)
  const applies = row?.applies ?? duty?.appliesAtFirst ?? true
  const publishedOn =
    dataset === undefined || dataset.published_at === null ? null : legalDay(dataset.published_at)
  const coversTo = dataset?.covers_to ?? null
  const last = publishedOn === null ? null : { publishedOn, coversTo }
  const rule = duty?.due ?? ownRule(frequency, startsOn, graceDays)
  return {
    key: row?.rule ?? row?.id ?? duty?.id ?? '',
    rule: duty?.id ?? null,
    title: duty?.title ?? row?.title ?? '',
    words: duty?.words ?? '',
    basis,
    basisUrl: duty?.citation.url ?? null,
    basisNote: duty?.citation.note ?? null,
    force: duty?.force ?? 'own',
    frequency,
    dueWords: duty?.dueWords ?? ownDueWords(frequency, graceDays),
    appliesWhen: duty?.appliesWhen ?? null,
    applies,
    template: duty?.template ?? null,
    dataset:
      dataset === undefined
        ? null
        : { slug: dataset.slug, title: dataset.title, latestVersion: dataset.latest_version },
    publishedOn,
    coversTo,
    startsOn,
    status: applies ? dutyStatus(rule, basis, startsOn, last, today) : null,
    note: row?.note ?? '',
    owner: row?.owner ?? '',
    ownerEmail: row?.owner_email ?? null,
    graceDays,
    version: row?.version ?? 0,
  }
}

function ownDueWords(frequency: string, graceDays: number): string {
  const found = findFrequency(frequency)
  if (found === null || found.length === null) return 'Always there, and changed when it changes'
  return `${found.title}, ${graceDays === 0 ? 'by the last day of each period' : `within ${graceDays} days of the end of each period`}`
}

/**
 * Published datasets with the last day any standing version covers, and the day of the newest; what has no versions
 * (documents, paper) was published when it was last changed.
 */
async function publishedDatasets(reader: Reader, authorityId: string): Promise<Met[]> {
  const rows = await reader
    .selectFrom('dataset')
    .leftJoin('dataset_version', (join) =>
      join
        .onRef('dataset_version.dataset_id', '=', 'dataset.id')
        .on('dataset_version.state', '=', 'published'),
    )
    .where('dataset.authority_id', '=', authorityId)
    .where('dataset.state', '=', 'published')
    .select((select) => [
      'dataset.id',
      'dataset.slug',
      'dataset.title',
      'dataset.kind',
      'dataset.template',
      'dataset.latest_version',
      'dataset.changed_at',
      'dataset.period_to',
      select.fn.max('dataset_version.published_at').as('version_at'),
      select.fn.max('dataset_version.period_to').as('version_to'),
    ])
    .groupBy('dataset.id')
    .orderBy('dataset.first_published_at')
    .orderBy('dataset.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    title: row.title,
    template: row.template,
    latest_version: row.latest_version,
    published_at: row.version_at ?? (row.kind === 'table' ? null : row.changed_at),
    covers_to: row.version_to ?? (row.kind === 'table' ? null : row.period_to),
  }))
}

const urgency = ['missing', 'late', 'due-soon', 'on-time', 'met']

/** What is late by the day it was due, oldest first; then what is due soonest; what does not apply last. */
function byUrgency(a: StaffDutyItem, b: StaffDutyItem): number {
  const rank = ({ status }: StaffDutyItem): number => {
    if (status === null) return urgency.length
    return status.state === 'missing' ? urgency.indexOf('late') : urgency.indexOf(status.state)
  }
  const day = ({ status }: StaffDutyItem): string => status?.dueOn?.toString() ?? '9999'
  return rank(a) - rank(b) || day(a).localeCompare(day(b)) || a.title.localeCompare(b.title)
}
