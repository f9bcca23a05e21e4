import { sql } from 'kysely'
import type { Reader } from '../../src/db/index.ts'

/** What every table holds, as one hash each: for tests that something writes nothing. */
export async function hashTables(reader: Reader): Promise<Map<string, string>> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(reader)
  const hashes = await sql<{ name: string; hash: string }>`${sql.join(
    rows.map(
      ({ name }) =>
        sql`select ${name}::text as name, coalesce(md5(string_agg(t::text, chr(10) order by t::text)), '') as hash from ${sql.table(name)} t`,
    ),
    sql` union all `,
  )}`.execute(reader)
  return new Map(hashes.rows.map(({ name, hash }) => [name, hash]))
}

/** Tables that hold something else than before. */
export const tablesWritten = (before: Map<string, string>, after: Map<string, string>): string[] =>
  [...after].filter(([name, hash]) => before.get(name) !== hash).map(([name]) => name)
