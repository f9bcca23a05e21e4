import type { NamedNode } from 'n3'
import type { CatalogueRecord, PublishedVersion } from '../../record.ts'
import { dateTime, day, type Description, node, text } from './describe.ts'

/** Where a version stands in the series of its dataset; `before` is null for the earliest that is named. */
type Member = { version: PublishedVersion; before: PublishedVersion | null }

/**
 * The members of a series, by number of version: where each file replaces the one before and stands for a period of its
 * own (a month, a year), every period is a dataset of its own, and its last version the one that counts. Empty where
 * versions only put the same right or add to it: those are versions, not a series (DCAT 3, sections 11 and 12).
 */
export function seriesMembers({ versions, live }: CatalogueRecord): Map<number, Member> {
  const latest = new Map<string, PublishedVersion>()
  for (const version of versions) {
    const { periodFrom, periodTo } = version
    if (periodFrom === null && periodTo === null) continue
    const period = `${periodFrom?.toString() ?? ''}/${periodTo?.toString() ?? ''}`
    if (!latest.has(period)) latest.set(period, version)
  }
  if (live || latest.size < 2) return new Map()
  const inOrder = [...latest.values()].toSorted((a, b) => (startOf(a) < startOf(b) ? -1 : 1))
  return new Map(
    inOrder.map((version, at) => [version.number, { version, before: inOrder[at - 1] ?? null }] as const),
  )
}

const startOf = ({ periodFrom, periodTo }: PublishedVersion): string =>
  (periodFrom ?? periodTo)?.toString() ?? ''

export const seriesAddress = ({ addresses }: CatalogueRecord): NamedNode => node(`${addresses.page}#series`)

/**
 * The series itself, beside the dataset that always holds its latest member. It is called a series and not a dataset
 * too, though it is one: a harvester would list it once more. Null where there is none.
 */
export function describeSeries(into: Description, record: CatalogueRecord): NamedNode | null {
  const members = [...seriesMembers(record).values()].map(({ version }) => version)
  const [first, last] = [members.at(0), members.at(-1)]
  if (first === undefined || last === undefined) return null
  const { addresses } = record
  const ends = members.flatMap(({ periodTo }) => (periodTo === null ? [] : [periodTo]))
  return into.about(seriesAddress(record), ['dcat:DatasetSeries'], {
    'dct:title': text(`${record.title}: every period`),
    'dct:description': text(record.description),
    'dct:publisher': node(record.publisher.uri),
    'dcat:contactPoint': node(`${addresses.page}#contact`),
    'dct:issued': dateTime(record.issued),
    'dct:modified': dateTime(record.modified),
    'dct:temporal': into.about(node(`${addresses.page}#series-period`), ['dct:PeriodOfTime'], {
      'dcat:startDate': day(first.periodFrom),
      'dcat:endDate': day(ends.toSorted((a, b) => Temporal.PlainDate.compare(a, b)).at(-1) ?? null),
    }),
    'dcat:last': node(addresses.version(last.number)),
  })
}
