import type { Difference } from '../dataset.ts'
import { literal, name, type Duck } from './duck.ts'

/**
 * Counts what changed between a version and the one before, over the columns both have: by the primary key, or, with
 * none, by whole rows however often each occurs.
 */
export async function countDifference(
  duck: Duck,
  table: string,
  previous: { number: number; parquetPath: string },
  primaryKey: readonly string[],
): Promise<Difference> {
  const before = `read_parquet(${literal(previous.parquetPath)})`
  const [old, now] = [await typesOf(duck, before), await typesOf(duck, table)]
  const shared = [...now.keys()].filter((column) => old.has(column) && column !== '_row')
  const values = shared.map((column) => alike(column, old.get(column) ?? '', now.get(column) ?? ''))
  const keyed = primaryKey.length > 0 && primaryKey.every((column) => shared.includes(column))
  const unique = keyed && (await isUnique(duck, before, primaryKey))
  const row = `hash(${values.join(', ')}) as h1, hash('second', ${values.join(', ')}) as h2`
  const keys = unique
    ? primaryKey.map(
        (column, at) => `${alike(column, old.get(column) ?? '', now.get(column) ?? '')} as k${at}`,
      )
    : []
  const side = (number: number, from: string): string =>
    `select ${number} as side, ${[...keys, row].join(', ')} from ${from}`
  const both = `(${side(0, before)} union all ${side(1, table)})`
  const statement = unique
    ? `select count(*) filter (a = 0)::double, count(*) filter (b = 0)::double, ` +
      `count(*) filter (a > 0 and b > 0 and not s)::double, count(*) filter (a > 0 and b > 0 and s)::double from ` +
      `(select count(*) filter (side = 0) as a, count(*) filter (side = 1) as b, min(h1) = max(h1) and min(h2) = max(h2) as s ` +
      `from ${both} group by ${keys.map((_, at) => `k${at}`).join(', ')})`
    : `select sum(greatest(b - a, 0))::double, sum(greatest(a - b, 0))::double, 0, sum(least(a, b))::double from ` +
      `(select count(*) filter (side = 0) as a, count(*) filter (side = 1) as b from ${both} group by h1, h2)`
  const [[added = 0, removed = 0, changed = 0, same = 0] = []] = await duck.rows(statement)
  return {
    from: previous.number,
    added: Number(added),
    removed: Number(removed),
    changed: Number(changed),
    same: Number(same),
  }
}

/** True where no two rows have the same values in `columns`. */
export async function isUnique(duck: Duck, table: string, columns: readonly string[]): Promise<boolean> {
  const keys = columns.map(name).join(', ')
  const found = await duck.rows(`select 1 from ${table} group by ${keys} having count(*) > 1 limit 1`)
  return found.length === 0
}

export async function typesOf(duck: Duck, table: string): Promise<Map<string, string>> {
  const rows = await duck.rows(`describe select * from ${table}`)
  return new Map(rows.map(([column, type]) => [String(column), String(type)]))
}

/** One column in a type that both versions can be compared in: 1.5 and 1.50 are the same number. */
function alike(column: string, old: string, now: string): string {
  if (old === now) return name(column)
  const scales = [old, now].map(scaleOf)
  const [one = null, two = null] = scales
  return one === null || two === null
    ? `cast(${name(column)} as varchar)`
    : `cast(${name(column)} as decimal(38, ${Math.max(one, two)}))`
}

export function scaleOf(type: string): number | null {
  if (type === 'BIGINT') return 0
  const scale = /^DECIMAL\(\d+,(\d+)\)$/.exec(type)?.[1]
  return scale === undefined ? null : Number(scale)
}
