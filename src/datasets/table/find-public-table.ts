import type { Reader } from '../../db/index.ts'
import { legalDay } from '../../kernel/clock.ts'
import { dayInWords } from '../../kernel/dates.ts'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import type { Dataset, DatasetVersion } from '../dataset.ts'
import { findDataset, findVersion } from '../queries/dataset.ts'

export type PublicTable = { dataset: Dataset; version: DatasetVersion }

/**
 * The version of a dataset that anybody may read: the latest, or the one of that number. Refuses with `not-found` what
 * never was public, and with `withdrawn` and the reason what was taken down.
 */
export async function findPublicTable(
  reader: Reader,
  authorityId: string,
  slug: string,
  number: number | null = null,
): Promise<Outcome<PublicTable>> {
  const found = await findPublicDataset(reader, authorityId, slug)
  if (!found.ok) return found
  const dataset = found.value
  const wanted = number ?? dataset.latestVersion
  if (wanted === null) return refuse('not-found', `“${slug}” has no table: what there is, its page says.`)
  const version = await findVersion(reader, dataset.id, wanted)
  if (version === null) return refuse('not-found', `“${slug}” has no version ${wanted}.`)
  if (version.state === 'withdrawn')
    return refuse(
      'withdrawn',
      `Version ${wanted} of “${dataset.title}” was withdrawn${onDay(version.withdrawal?.at)}: ${version.withdrawal?.reason ?? ''}`,
    )
  if (version.state !== 'published') return refuse('not-found', `“${slug}” has no version ${wanted}.`)
  return success({ dataset, version })
}

/** A dataset that is public. Refuses as `findPublicTable`. */
export async function findPublicDataset(
  reader: Reader,
  authorityId: string,
  slug: string,
): Promise<Outcome<Dataset>> {
  const dataset = await findDataset(reader, authorityId, slug)
  if (dataset === null || dataset.state === 'draft')
    return refuse('not-found', 'No dataset of that name was ever published here.')
  if (dataset.state !== 'withdrawn') return success(dataset)
  const { withdrawal } = dataset
  const instead = withdrawal?.replacedBy ? ` In its place there is ${withdrawal.replacedBy}.` : ''
  return refuse(
    'withdrawn',
    `“${dataset.title}” was withdrawn${onDay(withdrawal?.at)}: ${(withdrawal?.reason ?? '').replace(/\.$/, '')}. Ask ${withdrawal?.contact || dataset.contactEmail}.${instead}`,
  )
}

function onDay(at: Temporal.Instant | undefined): string {
  return at === undefined ? '' : ` on ${dayInWords(legalDay(at))}`
}

/** A statement that names more is not one a person wrote. */
const mostTables = 20

/** Those published tables of an authority, in their latest version, that a statement names. */
export async function tablesNamedIn(
  reader: Reader,
  authorityId: string,
  sql: string,
): Promise<{ name: string; version: DatasetVersion }[]> {
  const rows = await reader
    .selectFrom('dataset')
    .select(['id', 'slug', 'latest_version'])
    .where('authority_id', '=', authorityId)
    .where('state', '=', 'published')
    .where('latest_version', 'is not', null)
    .orderBy('slug')
    .execute()
  const text = sql.toLowerCase()
  const named = rows.filter(({ slug }) => text.includes(slug) || text.includes(slug.replaceAll('-', '_')))
  // The longer name says more of what was meant, where one is part of another.
  named.sort((a, b) => b.slug.length - a.slug.length)
  const found = await Promise.all(
    named.slice(0, mostTables).map(async ({ id, slug, latest_version: number }) => ({
      name: slug,
      version: number === null ? null : await findVersion(reader, id, number),
    })),
  )
  return found.flatMap(({ name, version }) => (version?.state === 'published' ? [{ name, version }] : []))
}
