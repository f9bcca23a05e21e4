import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { sha256 } from '../kernel/ids.ts'
import { ProblemError } from '../kernel/outcome.ts'
import type { Database } from './connection.ts'

export type Migration = { number: number; name: string; sha256: string; text: string }

const directory = join(import.meta.dirname, 'migrations')

/** The migrations in this version, in order. */
export function listMigrations(): Migration[] {
  return readdirSync(directory)
    .filter((name) => /^\d{4}-.*\.sql$/.test(name))
    .toSorted()
    .map((name) => {
      const text = readFileSync(join(directory, name), 'utf8')
      return { number: Number(name.slice(0, 4)), name, sha256: sha256(text), text }
    })
}

/**
 * Brings the database up to this version: forward only, each migration in the same transaction as its record.
 * Refuses a database that is newer than the program, or whose recorded migration differs from ours.
 */
export async function migrate(database: Database): Promise<{ applied: string[] }> {
  const applied: string[] = []
  const migrations = listMigrations()
  await database.write(async (tx) => {
    // Two servers that start at once must not both migrate. The number has no meaning beyond being ours.
    await sql`select pg_advisory_xact_lock(7305120017)`.execute(tx)
    await sql`create table if not exists schema_migration (
      number integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now()
    )`.execute(tx)
    const { rows } = await sql<{
      number: number
      sha256: string
    }>`select number, sha256 from schema_migration`.execute(tx)
    const recorded = new Map(rows.map((row) => [row.number, row.sha256]))
    const newest = Math.max(0, ...recorded.keys())
    if (newest > (migrations.at(-1)?.number ?? 0)) {
      throw new ProblemError(
        'database-unreachable',
        `The database is at migration ${newest}, newer than this program. Install the newer version.`,
      )
    }
    for (const migration of migrations) {
      const before = recorded.get(migration.number)
      if (before === migration.sha256) continue
      if (before !== undefined) {
        throw new ProblemError(
          'database-unreachable',
          `Migration ${migration.name} has changed since it was applied here.`,
        )
      }
      await sql.raw(migration.text).execute(tx)
      await sql`insert into schema_migration (number, name, sha256)
        values (${migration.number}, ${migration.name}, ${migration.sha256})`.execute(tx)
      applied.push(migration.name)
    }
  })
  return { applied }
}
