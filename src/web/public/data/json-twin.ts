import { Readable } from 'node:stream'
import {
  attributionOf,
  exportTable,
  licenceOf,
  queryTable,
  writeTableQuery,
  type DatasetVersion,
  type TablePage,
  type TableQuery,
} from '../../../datasets/index.ts'
import type { Refusal } from '../../../kernel/outcome.ts'
import type { PublicServices } from '../public-services.ts'
import type { DatasetContext } from './dataset-context.ts'
import { emptyQuery, fileHref, type TablePlace } from './table-address.ts'

/** A dataset as JSON. Every field is named here, so that nothing is published by accident. */
export function toDatasetJson(
  { dataset, authority, latest }: DatasetContext,
  linkTo: (path: string) => string,
) {
  const updated = latest?.publishedAt ?? dataset.changedAt
  return {
    slug: dataset.slug,
    url: linkTo(`/data/${dataset.slug}`),
    title: dataset.title,
    description: dataset.description,
    kind: dataset.kind,
    publisher: authority.name,
    theme: dataset.theme,
    keywords: dataset.keywords,
    licence: licenceOf(dataset, linkTo),
    attribution: attributionOf(dataset, updated),
    frequency: dataset.frequency,
    area: { name: dataset.areaName, code: dataset.areaCode },
    period: { from: dataset.periodFrom?.toString() ?? null, to: dataset.periodTo?.toString() ?? null },
    contact: dataset.contactEmail,
    knownProblems: dataset.knownProblems,
    redactionNote: dataset.redactionNote,
    links: dataset.links.map(({ title, url, format, note }) => ({ title, url, format, note })),
    updated: updated.toString(),
    latestVersion: latest?.number ?? null,
  }
}

export function toVersionJson(slug: string, version: DatasetVersion, linkTo: (path: string) => string) {
  return {
    number: version.number,
    url: linkTo(`/data/${slug}/versions/${version.number ?? ''}`),
    publishedAt: version.publishedAt?.toString() ?? null,
    reason: version.reason,
    note: version.note,
    rows: version.rows,
    columns: version.columns.map(({ name, title, type, kind, unit, description }) => ({
      name,
      title,
      type,
      kind: kind ?? null,
      unit: unit ?? null,
      description,
    })),
    primaryKey: version.primaryKey,
    csv: version.csv,
    parquet: version.parquet,
  }
}

/**
 * The rows of a state with what they are rows of: `{ dataset, version, query, count, total, columns, facets, rows, next }`.
 * Whole, unless the address asks for a page with `limit` or `next`: then `next` is the address of the next page.
 */
export async function makeJsonTwin(
  services: PublicServices,
  context: DatasetContext,
  version: DatasetVersion,
  place: TablePlace,
  query: TableQuery,
  paged: boolean,
): Promise<{ ok: true; value: Readable } | Refusal> {
  const linkTo = (path: string) => services.linkTo(context.authority, path)
  const found = await queryTable(services, version, paged ? query : { ...query, limit: 1, next: null })
  if (!found.ok) return found
  const page = found.value
  const head = {
    dataset: toDatasetJson(context, linkTo),
    version: toVersionJson(context.dataset.slug, version, linkTo),
    query: queryObject(query),
    count: page.count,
    total: page.total,
    columns: page.columns,
    facets: page.facets,
  }
  const opening = `${JSON.stringify(head).slice(0, -1)},"rows":[`
  if (paged) {
    const next =
      page.next === null
        ? null
        : linkTo(fileHref(place, query, 'json', { limit: String(query.limit), next: page.next }))
    const rows = page.rows.map((cells) => JSON.stringify(toObject(page, cells))).join(',\n')
    return { ok: true, value: Readable.from([`${opening}\n${rows}\n],"next":${JSON.stringify(next)}}\n`]) }
  }
  const exported = await exportTable(services, version, query, { format: 'ndjson' })
  if (!exported.ok) return exported
  return {
    ok: true,
    value: Readable.from(wrapLines(exported.value.stream, opening, '],"next":null}\n'), {
      objectMode: false,
    }),
  }
}

function toObject({ columns }: TablePage, cells: TablePage['rows'][number]): Record<string, unknown> {
  return Object.fromEntries(columns.map(({ name }, index) => [name, cells[index] ?? null]))
}

function queryObject(query: TableQuery): Record<string, string | string[]> {
  const params = writeTableQuery({ ...query, next: null, limit: emptyQuery.limit })
  return Object.fromEntries(
    [...new Set(params.keys())].map((name) => {
      const values = params.getAll(name)
      return [name, values.length === 1 ? (values[0] ?? '') : values]
    }),
  )
}

/** Lines of JSON as the items of an array. No line break stands within a line: JSON writes it `\n`. */
async function* wrapLines(lines: Readable, opening: string, closing: string): AsyncGenerator<Buffer> {
  yield Buffer.from(opening)
  let before = '\n'
  for await (const chunk of lines) {
    // Byte for byte, so that a letter cut in two between chunks stays whole.
    const text = (chunk as Buffer).toString('latin1')
    const ended = text.endsWith('\n')
    yield Buffer.from(before + (ended ? text.slice(0, -1) : text).replaceAll('\n', ',\n'), 'latin1')
    before = ended ? ',\n' : ''
  }
  yield Buffer.from(`\n${closing}`)
}
