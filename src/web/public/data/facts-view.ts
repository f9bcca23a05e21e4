import { attributionOf, opennessOf, type Dataset, type DatasetVersion } from '../../../datasets/index.ts'
import { legalDay } from '../../../kernel/clock.ts'
import { dayInWords } from '../../../kernel/dates.ts'
import { findFrequency, findLicence, nextDue } from '../../../law/index.ts'
import { plural } from '../../kit/index.ts'
import type { DatasetContext } from './dataset-context.ts'
import { datasetKindNames } from './kind-names.ts'

/** The key facts, statements about quality and terms of a dataset, as its page shows them. */
export function toFactsView(
  { authority, dataset, latest }: DatasetContext,
  version: DatasetVersion | null,
  day: Temporal.PlainDate,
) {
  const licence = findLicence(dataset.licence)
  const published = version?.publishedAt ?? dataset.changedAt
  return {
    slug: dataset.slug,
    href: `/data/${dataset.slug}`,
    title: dataset.title,
    description: dataset.description,
    kind: dataset.kind,
    kindName: datasetKindNames[dataset.kind],
    publisher: authority.name,
    owner: dataset.owner,
    updated: published,
    frequency: findFrequency(dataset.frequency)?.title ?? dataset.frequency,
    period: periodInWords(version?.periodFrom ?? dataset.periodFrom, version?.periodTo ?? dataset.periodTo),
    area: [dataset.areaName, dataset.areaCode].filter((part) => part !== null).join(', '),
    rows: version?.rows ?? null,
    licence: {
      title: licence?.title ?? dataset.licence,
      href: `/licences/${encodeURIComponent(dataset.licence)}`,
    },
    attribution: attributionOf(dataset, published),
    contact: dataset.contactEmail,
    keywords: dataset.keywords,
    knownProblems: dataset.knownProblems,
    redactionNote: dataset.redactionNote,
    links: dataset.links,
    charts: dataset.charts,
    quality: qualityOf(dataset, latest, day),
    openness: opennessOf(dataset, licence?.isOpen ?? false),
  }
}

/** What a user of the data should know before relying on it, one plain statement each. */
function qualityOf(dataset: Dataset, version: DatasetVersion | null, day: Temporal.PlainDate): string[] {
  const timely = timelinessOf(dataset, version, day)
  return [...(timely === null ? [] : [timely]), ...(version === null ? [] : completenessOf(version))]
}

function timelinessOf(
  dataset: Dataset,
  version: DatasetVersion | null,
  day: Temporal.PlainDate,
): string | null {
  const frequency = findFrequency(dataset.frequency)
  const last = version?.publishedAt ?? dataset.firstPublishedAt
  if (frequency === null || last === null || dataset.kind === 'paper') return null
  const due = nextDue(frequency, legalDay(last))
  if (due === null) return null
  return Temporal.PlainDate.compare(day, due) <= 0
    ? `Updated on time: the next update is due by ${dayInWords(due)}`
    : `Late: an update was due by ${dayInWords(due)}`
}

function completenessOf({ columns, rows }: DatasetVersion): string[] {
  const described = columns.filter(({ description }) => description.trim() !== '').length
  const all = columns.length
  const sum = (name: 'missing' | 'redacted' | 'suppressed') =>
    columns.reduce((total, { statistics }) => total + statistics[name], 0)
  const cells = rows * all
  const empty = cells === 0 ? 0 : (sum('missing') / cells) * 100
  const statements = [
    described === all
      ? `All ${plural(all, 'column')} described`
      : `${described} of ${plural(all, 'column')} described`,
    empty === 0 ? 'No empty cells' : `${empty < 1 ? 'Fewer than 1' : Math.round(empty)}% of cells are empty`,
  ]
  if (sum('redacted') > 0)
    statements.push(`${plural(sum('redacted'), 'cell')} redacted, each marked in its place`)
  if (sum('suppressed') > 0)
    statements.push(`${plural(sum('suppressed'), 'small number')} suppressed, each marked in its place`)
  return statements
}

export function periodInWords(from: Temporal.PlainDate | null, to: Temporal.PlainDate | null): string {
  if (from !== null && to !== null)
    return from.equals(to) ? dayInWords(from) : `${dayInWords(from)} to ${dayInWords(to)}`
  if (from !== null) return `From ${dayInWords(from)}`
  return to === null ? '' : `Up to ${dayInWords(to)}`
}
