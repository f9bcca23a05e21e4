import type { VersionColumn } from '../dataset.ts'
import { columnOf, type StoredColumn, type StoredTable } from './stored-table.ts'
import type { PageColumn, TableQuery } from './table-query.ts'

export function toPageColumn({ name, title, type, kind, unit }: VersionColumn): PageColumn {
  return {
    name,
    title,
    type,
    ...(kind === undefined ? {} : { kind }),
    ...(unit === undefined ? {} : { unit }),
  }
}

export function shownColumns(table: StoredTable, { fields }: TableQuery): StoredColumn[] {
  return fields === null ? table.columns : fields.map((name) => columnOf(table, name))
}
