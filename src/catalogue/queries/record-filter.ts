import { sql, type RawBuilder } from 'kysely'

/** What a reader looks for in the catalogue. Names are those of the record, not of any one format. */
export type RecordFilter =
  | { kind: 'all' | 'any'; of: RecordFilter[] }
  | { kind: 'not'; of: RecordFilter }
  | { kind: 'true' }
  | { kind: 'false' }
  | { kind: 'words'; text: string }
  | { kind: 'is'; field: RecordField; value: string }
  /** Begins with, whatever the case */
  | { kind: 'begins'; field: RecordField; value: string }
  /** Both ends included; null is open */
  | {
      kind: 'between'
      field: 'issued' | 'modified'
      from: Temporal.Instant | null
      to: Temporal.Instant | null
    }

const recordFields = ['id', 'slug', 'title', 'keyword', 'theme', 'licence', 'format', 'kind'] as const
export type RecordField = (typeof recordFields)[number]

const columns = {
  id: sql`dataset.id::text`,
  slug: sql`dataset.slug`,
  title: sql`dataset.title`,
  theme: sql`dataset.theme`,
  licence: sql`dataset.licence`,
  kind: sql`dataset.kind`,
}
const formats = sql`(
  select 'csv' as value where dataset.kind = 'table' union all select 'json' where dataset.kind = 'table'
  union all select 'parquet' where dataset.kind = 'table' union all select 'xlsx' where dataset.kind = 'table'
  union all select lower(link ->> 'format') from jsonb_array_elements(dataset.links) as link)`
const keywords = sql`(select lower(keyword) as value from unnest(dataset.keywords) as keyword)`

export function toCondition(filter: RecordFilter): RawBuilder<boolean> {
  switch (filter.kind) {
    case 'true':
      return sql`true`
    case 'false':
      return sql`false`
    case 'not':
      return sql`(not ${toCondition(filter.of)})`
    case 'all':
    case 'any': {
      const parts = filter.of.map(toCondition)
      if (parts.length === 0) return filter.kind === 'all' ? sql`true` : sql`false`
      return sql`(${sql.join(parts, filter.kind === 'all' ? sql` and ` : sql` or `)})`
    }
    case 'words':
      // Titles and descriptions as they are read; a name or keyword only whole.
      return sql`(dataset.search @@ websearch_to_tsquery('english', ${filter.text})
        or dataset.slug = lower(${filter.text}) or exists (select from ${keywords} as word where word.value = lower(${filter.text})))`
    case 'between': {
      const column = filter.field === 'issued' ? sql`dataset.first_published_at` : sql`dataset.changed_at`
      const from = filter.from === null ? sql`true` : sql`${column} >= ${filter.from}`
      const to = filter.to === null ? sql`true` : sql`${column} <= ${filter.to}`
      return sql`(${from} and ${to})`
    }
    case 'begins':
    case 'is':
      return fieldCondition(filter)
  }
}

function fieldCondition({
  kind,
  field,
  value,
}: Extract<RecordFilter, { kind: 'is' | 'begins' }>): RawBuilder<boolean> {
  const wanted = value.toLowerCase()
  const matches = (column: RawBuilder<unknown>) =>
    kind === 'is' ? sql`lower(${column}) = ${wanted}` : sql`starts_with(lower(${column}), ${wanted})`
  if (field === 'keyword')
    return sql`exists (select from ${keywords} as word where ${matches(sql`word.value`)})`
  if (field === 'format')
    return sql`exists (select from ${formats} as form where ${matches(sql`form.value`)})`
  return sql`(${matches(columns[field])})`
}

/** A dataset's values of a field, one a row named `value`. */
export function valuesOf(field: RecordField): RawBuilder<unknown> {
  if (field === 'keyword') return sql`select unnest(dataset.keywords) as value`
  if (field === 'format') return sql`select form.value from ${formats} as form`
  return sql`select ${columns[field]} as value`
}
