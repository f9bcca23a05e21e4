import type { Reader } from '../../db/index.ts'
import { pageAsked, type Page } from '../../kernel/pagination.ts'
import {
  schemeClasses,
  type PublishedItem,
  type PublishedItemKind,
  type SchemeClassNumber,
} from '../published-item.ts'

export type PublishedItemFilters = {
  kind?: PublishedItemKind
  schemeClass?: SchemeClassNumber
  page?: number
  pageSize?: number
}

export async function listPublishedItems(
  reader: Reader,
  authorityId: string,
  { kind, schemeClass, ...asked }: PublishedItemFilters = {},
): Promise<Page<PublishedItem>> {
  const { page, size, offset } = pageAsked(asked, { usual: 50, most: 500 })
  let matching = reader.selectFrom('published_item').where('authority_id', '=', authorityId)
  if (kind !== undefined) matching = matching.where('kind', '=', kind)
  if (schemeClass !== undefined) matching = matching.where('scheme_class', '=', schemeClass)
  const counted = await matching
    .select((expression) => expression.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await matching
    .select(publicColumns)
    .orderBy('title')
    .orderBy('id')
    .limit(size)
    .offset(offset)
    .execute()
  return { items: rows.map(present), total: counted.total, page, pageSize: size }
}

export type SchemeClass = {
  number: SchemeClassNumber
  title: string
  holds: string
  items: PublishedItem[]
}

/** The publication scheme: every class, empty ones too, because an empty one is a fact; items by title. */
export async function readPublicationScheme(reader: Reader, authorityId: string): Promise<SchemeClass[]> {
  const rows = await reader
    .selectFrom('published_item')
    .select(publicColumns)
    .where('authority_id', '=', authorityId)
    .where('scheme_class', 'is not', null)
    .orderBy('scheme_class')
    .orderBy('title')
    .orderBy('id')
    .execute()
  const items = rows.map(present)
  return schemeClasses.map(({ number, title, holds }) => ({
    number,
    title,
    holds,
    items: items.filter((item) => item.schemeClass === number),
  }))
}

const publicColumns = [
  'id',
  'kind',
  'title',
  'description',
  'url',
  'scheme_class',
  'format',
  'charge',
  'updated_on',
] as const

function present(row: {
  id: string
  kind: string
  title: string
  description: string
  url: string
  scheme_class: number | null
  format: string | null
  charge: string
  updated_on: Temporal.PlainDate | null
}): PublishedItem {
  return {
    id: row.id,
    kind: row.kind as PublishedItemKind,
    title: row.title,
    description: row.description,
    url: row.url,
    schemeClass: row.scheme_class as SchemeClassNumber | null,
    format: row.format,
    charge: row.charge,
    updatedOn: row.updated_on,
  }
}
