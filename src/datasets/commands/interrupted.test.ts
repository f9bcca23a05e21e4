import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { ScannerUnreachable, type VirusScanner } from '../../documents/index.ts'
import type { DatasetServices } from '../dataset.ts'
import { findVersion } from '../queries/dataset.ts'
import { findImport } from '../queries/imports.ts'
import { cancelImport, resumeImport } from './answer-import.ts'
import { importDirectory } from './import-base.ts'
import {
  datasetOf,
  newProposal,
  openPublishingOffice,
  publish,
  refusal,
  send,
  valueOf,
  type PublishingOffice,
} from './publishing.fixture.ts'
import { keepDatasetFile } from './keep-file.ts'
import { receiveImport } from './receive-import.ts'
import { runImport, runWaitingImports } from './run-import.ts'
import { sweepImports } from './sweep-imports.ts'

describe('an import that is interrupted', () => {
  let office: PublishingOffice
  before(async () => {
    office = await openPublishingOffice()
  })
  after(async () => office.close())
  const stateOf = async (importId: string) => {
    const record = await findImport(office.services.database.reader, office.authority.id, importId)
    assert.ok(record)
    return record
  }
  const later = (duration: Temporal.DurationLike) => {
    office.clock.at = office.clock.at.add(duration)
  }

  /** Has another process begin it, and kills that process at the place named. */
  async function beginAndKill(importId: string, where: 'built' | 'stored'): Promise<void> {
    const { settings, dataDirectory } = office.installation
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'run-import.fixture.ts'), importId, office.clock.at.toString(), where],
      {
        env: {
          PATH: process.env['PATH'] ?? '',
          MUNIMENT_DATA: dataDirectory,
          DATABASE_URL: settings.databaseUrl,
          MUNIMENT_LOG: 'silent',
        },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  for (const where of ['built', 'stored'] as const)
    it(`by kill -9 once it is ${where} is taken up when the lease ends, and published once`, async () => {
      const { services } = office
      const proposal = newProposal()
      const importId = await send(office, { proposal, text: `Library,Visits\n${where},1\n` })
      await beginAndKill(importId, where)
      assert.equal((await stateOf(importId)).state, 'working')
      assert.deepEqual(await runWaitingImports(services), { worked: 0 }, 'the lease is still held')
      later({ minutes: 2 })
      assert.deepEqual(await runWaitingImports(services), { worked: 1 })
      const record = await stateOf(importId)
      assert.deepEqual([record.state, record.outcome?.number, record.attempts], ['done', 1, 2])
      const version = await findVersion(
        services.database.reader,
        (await datasetOf(office, proposal.slug)).id,
        1,
      )
      assert.ok(version && (await services.files.has(version.csv.sha256)))
      assert.equal(existsSync(importDirectory(services, importId)), false)
    })

  it('and then given up leaves nothing in the store, but what others need', async () => {
    const { services, petra } = office
    const text = 'Library,Visits\nOrphan Road,77\n'
    const importId = await send(office, { text })
    await beginAndKill(importId, 'stored')
    const row = await services.database.reader
      .selectFrom('dataset_import')
      .select('stored')
      .where('id', '=', importId)
      .executeTakeFirstOrThrow()
    assert.equal(row.stored.length, 2)
    const shared = await publish(office, { text, proposal: newProposal() })
    assert.equal(shared.state, 'done')
    const version = await findVersion(services.database.reader, (await datasetOf(office, shared.slug)).id, 1)
    const record = await stateOf(importId)
    valueOf(await cancelImport(services, petra, { importId, version: record.version }))
    later({ hours: 2 })
    await sweepImports(services)
    const left = await Promise.all(row.stored.map((hash) => services.files.has(hash)))
    const needed = row.stored.map((hash) => hash === version?.csv.sha256 || hash === version?.parquet.sha256)
    assert.deepEqual(left, needed)
    assert.ok(needed.includes(true), 'the canonical file is shared')
  })

  it('before it began leaves a file that is swept after two days, unless something needs it', async () => {
    const { services, petra } = office
    const refused = 'Library,Visits\nRefused Road,5\n'
    const file = valueOf(await keepDatasetFile(services, 'a.csv', Buffer.from(refused)))
    const needed = valueOf(await keepDatasetFile(services, 'b.csv', Buffer.from(`${refused}Needed Way,6\n`)))
    const input = { proposal: newProposal(), file: needed, options: {}, publish: true }
    const { importId } = valueOf(await receiveImport(services, petra, input))
    valueOf(await runImport(services, importId))
    const has = async () => [await services.files.has(file.sha256), await services.files.has(needed.sha256)]
    const { at } = office.clock
    office.clock.at = Temporal.Now.instant()
    await sweepImports(services)
    assert.deepEqual(await has(), [true, true])
    later({ hours: 49 })
    await sweepImports(services)
    assert.deepEqual(await has(), [false, true])
    office.clock.at = at
  })

  it('by whoever stops the server is given back; by whoever asked for it, it waits to be resumed', async () => {
    const { services, petra } = office
    const importId = await send(office)
    const run = (whenStopped: 'release' | 'park') => {
      const stopping = new AbortController()
      const onProgress = () => stopping.abort()
      return runImport(services, importId, { signal: stopping.signal, onProgress, whenStopped })
    }
    assert.deepEqual(
      [valueOf(await run('release')).state, (await stateOf(importId)).attempts],
      ['received', 0],
    )
    const parked = valueOf(await run('park'))
    assert.deepEqual([parked.state, parked.problem?.code], ['failed', 'not-now'])
    assert.deepEqual(await runWaitingImports(services), { worked: 0 })
    valueOf(await resumeImport(services, petra, { importId, version: parked.version }))
    assert.equal(valueOf(await runImport(services, importId)).state, 'done')
  })

  it('by cancelling publishes nothing', async () => {
    const { services, petra } = office
    const proposal = newProposal()
    const importId = await send(office, { proposal })
    const { version } = await stateOf(importId)
    const outcome = await runImport(
      withAdopt(services, async () => {
        await cancelImport(services, petra, { importId, version })
      }),
      importId,
    )
    assert.equal(refusal(outcome), 'not-now')
    assert.equal((await stateOf(importId)).state, 'cancelled')
    const made = await services.database.reader
      .selectFrom('dataset')
      .select('id')
      .where('slug', '=', proposal.slug)
      .executeTakeFirst()
    assert.equal(made, undefined)
  })

  it('by a full disk is tried three times, then fails and says so, and can be resumed', async () => {
    const { services, petra } = office
    const importId = await send(office)
    const full = withAdopt(services, async () => {
      throw Object.assign(new Error('no space left on device, write'), { code: 'ENOSPC' })
    })
    for (const attempt of [1, 2, 3]) {
      const record = valueOf(await runImport(full, importId))
      assert.deepEqual(
        [record.state, record.problem?.code],
        [attempt < 3 ? 'received' : 'failed', 'disk-full'],
      )
      if (attempt < 3) assert.equal(refusal(await runImport(full, importId)), 'not-now', 'it pauses first')
      later({ minutes: 1 })
    }
    const { version } = await stateOf(importId)
    valueOf(await resumeImport(services, petra, { importId, version }))
    assert.equal(valueOf(await runImport(services, importId)).state, 'done')
  })

  it('again and again by what it holds is not begun for ever', async () => {
    const { services } = office
    const importId = await send(office)
    await services.database.reader
      .updateTable('dataset_import')
      .set({ state: 'working', attempts: 3, lease_until: office.clock.at.subtract({ minutes: 1 }) })
      .where('id', '=', importId)
      .execute()
    const record = valueOf(await runImport(services, importId))
    assert.deepEqual([record.state, record.problem?.code], ['failed', 'fault'])
  })

  it('by a virus is over at once, and the file is locked away; a scanner that is not there is waited for', async () => {
    const { services } = office
    const scanner = (scan: VirusScanner['scan']): DatasetServices => ({
      ...services,
      virusScanner: { scan, ping: async () => true, isReachable: () => true },
    })
    const waits = await send(office, { text: 'Library,Visits\nScan Road,5\n' })
    const away = scanner(() => Promise.reject(new ScannerUnreachable('nobody there')))
    const waiting = valueOf(await runImport(away, waits))
    assert.deepEqual([waiting.state, waiting.problem?.code], ['received', 'not-now'])
    later({ minutes: 2 })
    const seen: number[] = []
    const ill = scanner(async (content) => {
      if (!(content instanceof Uint8Array)) for await (const piece of content) seen.push(piece.length)
      return { virus: 'found', virusName: 'Test', engine: 'test' }
    })
    const record = valueOf(await runImport(ill, waits))
    assert.deepEqual([record.state, record.problem?.code], ['failed', 'quarantined'])
    assert.deepEqual(seen, [27])
    const row = await services.database.reader
      .selectFrom('dataset_import')
      .select('file_sha256')
      .where('id', '=', waits)
      .executeTakeFirstOrThrow()
    await assert.rejects(services.files.read(row.file_sha256), /virus/)
  })
})

/** The same services, with something that happens just before the first file goes into the store. */
function withAdopt(services: DatasetServices, happens: () => Promise<void>): DatasetServices {
  let happened = false
  return {
    ...services,
    files: {
      ...services.files,
      async adopt(path, known) {
        if (!happened) await happens()
        happened = true
        return services.files.adopt(path, known)
      },
    },
  }
}
