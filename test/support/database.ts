import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { beginEmbedded, embeddedSocket } from '../../src/db/embedded/start.ts'
import { listMigrations, migrate, openDatabase, takeLock, type Database } from '../../src/db/index.ts'
import { newSecret, sha256 } from '../../src/kernel/ids.ts'

export type TestDatabase = {
  database: Database
  dataDirectory: string
  databaseUrl: string | null
  close(): Promise<void>
}

/**
 * A migrated, empty database of its own: a copy of a prepared embedded one, or, where TEST_DATABASE_URL names
 * a PostgreSQL server, a fresh database there. Call `close` in `after`.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  const server = process.env['TEST_DATABASE_URL']
  return server ? openOnServer(server) : openEmbedded()
}

async function openEmbedded(): Promise<TestDatabase> {
  const template = await preparedTemplate()
  const dataDirectory = mkdtempSync(join(tmpdir(), 'muniment-test-'))
  cpSync(template, dataDirectory, { recursive: true })
  const process = beginEmbedded(dataDirectory)
  const database = await openDatabase({ databaseUrl: null, dataDirectory })
  return {
    database,
    dataDirectory,
    databaseUrl: null,
    close: async () => {
      await database.close()
      // It would write everything to the disk first, and what is written is thrown away.
      process?.kill('SIGKILL')
      await whenEnded(dataDirectory)
      rmSync(embeddedSocket(dataDirectory).directory, { recursive: true, force: true })
      rmSync(dataDirectory, { recursive: true, force: true })
    },
  }
}

/** The embedded database ends a moment after its last client has gone; only then is its directory free. */
async function whenEnded(dataDirectory: string): Promise<void> {
  for (let attempt = 0; attempt < 500; attempt += 1) {
    const lock = await takeLock(dataDirectory, 'database')
    lock?.release()
    if (lock) return
    await wait(10)
  }
}

/** Creating a cluster takes seconds, copying one takes milliseconds: make it once per set of migrations. */
async function preparedTemplate(): Promise<string> {
  const root = join(import.meta.dirname, '../../.cache/test-database')
  const digest = sha256(
    listMigrations()
      .map((migration) => migration.sha256)
      .join(''),
  ).slice(0, 16)
  const template = join(root, digest)
  mkdirSync(root, { recursive: true })
  while (!existsSync(template)) {
    const lock = await takeLock(root, 'template')
    if (lock === null) {
      await wait(100)
      continue
    }
    try {
      if (existsSync(template)) break
      const making = mkdtempSync(join(root, 'making-'))
      const database = await openDatabase({ databaseUrl: null, dataDirectory: making })
      await migrate(database)
      await database.close()
      await whenEnded(making)
      renameSync(making, template)
    } finally {
      lock.release()
    }
  }
  return template
}

async function openOnServer(server: string): Promise<TestDatabase> {
  const name = `muniment_test_${newSecret()
    .replace(/[^a-z0-9]/gi, '')
    .slice(0, 16)
    .toLowerCase()}`
  await onServer(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const dataDirectory = mkdtempSync(join(tmpdir(), 'muniment-test-'))
  const database = await openDatabase({ databaseUrl: url.href, dataDirectory })
  await migrate(database)
  return {
    database,
    dataDirectory,
    databaseUrl: url.href,
    close: async () => {
      await database.close()
      await onServer(server, `drop database if exists ${name} with (force)`)
      rmSync(dataDirectory, { recursive: true, force: true })
    },
  }
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(statement)
  await client.end()
}
