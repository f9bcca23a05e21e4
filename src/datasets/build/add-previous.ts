import type { VersionColumn } from '../dataset.ts'
import { scaleOf, typesOf } from './difference.ts'
import { literal, name, type Duck } from './duck.ts'
import type { ImportJob } from './job.ts'

type Column = Omit<VersionColumn, 'statistics'>

/** Puts the rows of the version before above those of `typed`, columns aligned by name. */
export async function addPrevious(
  duck: Duck,
  previous: NonNullable<ImportJob['previous']>,
  columns: readonly Column[],
): Promise<{ columns: Column[]; rows: number }> {
  const before = `read_parquet(${literal(previous.parquetPath)})`
  const [old, now] = [await typesOf(duck, before), await typesOf(duck, 'typed')]
  const joined = columns.map((column) => ({
    ...column,
    markers: column.markers || old.has(`${column.name}__marker`),
  }))
  const stored = joined.flatMap(({ name: one, markers }) => (markers ? [one, `${one}__marker`] : [one]))
  const select = (types: Map<string, string>, from: string, row: string): string => {
    const cells = stored.map((column) => {
      const type = commonType(old.get(column), now.get(column))
      return types.has(column)
        ? `cast(${name(column)} as ${type}) as ${name(column)}`
        : `cast(null as ${type}) as ${name(column)}`
    })
    return `select ${row} as _row, ${cells.join(', ')} from ${from}`
  }
  await duck.run(
    `create table joined as ${select(old, before, '0::bigint')} union all ${select(now, 'typed', '_row')}`,
  )
  await duck.run('drop table typed')
  await duck.run('alter table joined rename to typed')
  const [[rows = 0] = []] = await duck.rows('select count(*)::double from typed')
  return { columns: joined, rows: Number(rows) }
}

function commonType(old: string | undefined, now: string | undefined): string {
  if (old === undefined || now === undefined || old === now) return now ?? old ?? 'varchar'
  const [one, two] = [scaleOf(old), scaleOf(now)]
  if (one !== null && two !== null) return `decimal(38, ${Math.max(one, two)})`
  if (one === null && two === null && old.startsWith('TIMESTAMP')) return old
  return 'varchar'
}
