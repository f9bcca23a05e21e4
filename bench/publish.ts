// From an upload over HTTP to rows that anybody can ask for, everything included: kept, checked, screened, written,
// certified, audited. Beside DuckDB's bare copy of the same file to Parquet.
//   node bench/run.ts publish --file supplier-spend.zip
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { systemActor } from '../src/audit/index.ts'
import { approveVersion, findImport, warmImports } from '../src/datasets/index.ts'
import {
  createApiToken,
  createAuthority,
  createStaff,
  loadStaff,
  type Role,
  type Staff,
} from '../src/identity/index.ts'
import { openInstallation, type Installation } from '../src/installation.ts'
import type { Outcome } from '../src/kernel/outcome.ts'
import { readSettings } from '../src/kernel/settings.ts'
import { buildApp } from '../src/server.ts'
import { startWorkers } from '../src/workers/index.ts'
import { copyBare, median, unpacked, type BareCopy } from './support/bare-copy.ts'
import { watchChildren } from './support/child-usage.ts'
import { sayHeld, staysFree, watchEventLoop, worseOf, type Held } from './support/event-loop.ts'

const { values } = parseArgs({
  options: { file: { type: 'string', multiple: true, default: [] }, turns: { type: 'string', default: '3' } },
})
const limit = 6
const directory = mkdtempSync(join(tmpdir(), 'muniment-bench-'))

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome))
  return outcome.value
}

async function hire(
  installation: Installation,
  authorityId: Staff['authorityId'],
  role: Role,
): Promise<Staff> {
  const { services } = installation
  const { id } = valueOf(
    await createStaff(services, systemActor, {
      authorityId,
      email: `${role}@example.org`,
      name: `A ${role}`,
      jobTitle: role,
      roles: [role],
      teamIds: [],
    }),
  )
  const staff = await loadStaff(services.database.reader, id)
  if (staff === null) throw new Error('nobody was hired')
  return staff
}

const installation = await openInstallation(
  readSettings({
    MUNIMENT_DATA: join(directory, 'data'),
    MUNIMENT_LOG: 'silent',
    MUNIMENT_RATE_LIMIT: '1000000',
  }),
)
const { services } = installation
try {
  const authority = valueOf(
    await createAuthority(services, {
      slug: 'bench',
      name: 'Bench Council',
      shortName: 'Bench',
      nation: 'england',
      referencePrefix: 'REQ',
      addressLines: ['1 High Street'],
      email: 'foi@example.org',
    }),
  )
  await installation.reload()
  const publisher = await hire(installation, authority.id, 'publisher')
  const approver = await hire(installation, authority.id, 'approver')
  const { token } = valueOf(await createApiToken(services, publisher, { name: 'bench', days: 1 }))
  const app = await buildApp(installation, { level: 'silent' })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const workers = await startWorkers(installation)
  warmImports()
  await wait(1500)

  /** Milliseconds from the first byte sent to the first row read back. */
  const publish = async (path: string, slug: string): Promise<{ time: number; held: boolean }> => {
    const began = performance.now()
    const sent = await fetch(
      `${url}/api/v1/imports?${new URLSearchParams({ title: slug, slug, options: '{"leaveOutFaultyRows":true,"dates":"day-first"}' }).toString()}`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'x-file-name': basename(path),
          'content-type': 'application/octet-stream',
        },
        body: readFileSync(path),
      },
    )
    if (sent.status !== 202) throw new Error(`${sent.status} ${await sent.text()}`)
    const { id } = (await sent.json()) as { id: string }
    let held = false
    for (;;) {
      const record = await findImport(services.database.reader, authority.id, id)
      if (record?.state === 'needs-decision' || record?.state === 'failed')
        throw new Error(JSON.stringify(record.report?.decisions ?? record.problem))
      if (record?.outcome?.state === 'waiting') {
        held = true
        valueOf(
          await approveVersion(services, approver, {
            versionId: record.outcome.versionId,
            reason: 'Looked at: a benchmark.',
          }),
        )
        break
      }
      if (record?.state === 'done') break
      await wait(20)
    }
    const rows = await fetch(`${url}/api/v1/datasets/${slug}/rows?limit=1`)
    if (rows.status !== 200) throw new Error(`${rows.status} ${await rows.text()}`)
    await rows.arrayBuffer()
    return { time: performance.now() - began, held }
  }

  let good = true
  for (const [at, path] of values.file.entries()) {
    const csv = unpacked(path, directory)
    const bare: BareCopy[] = []
    const ours: number[] = []
    const work: number[] = []
    let held = false
    let longest: Held = { held: 0, worked: 0 }
    for (let turn = 0; turn < Number(values.turns); turn += 1) {
      bare.push(await copyBare(csv, directory))
      const [usage, used, watch] = [watchChildren(), process.cpuUsage(), watchEventLoop()]
      const done = await publish(path, `file-${at + 1}-turn-${turn + 1}`)
      longest = worseOf(longest, watch.stop())
      const { user, system } = process.cpuUsage(used)
      work.push((user + system) / 1000 + (usage.stop().processor ?? Number.NaN))
      ours.push(done.time)
      held ||= done.held
    }
    const bareTime = median(bare.map(({ time }) => time))
    const bareWork = median(bare.map(({ processor }) => processor))
    const ratio = median(ours) / bareTime
    good &&= ratio <= limit && staysFree(longest)
    console.log(
      `${basename(path)} (${Math.round(statSync(csv).size / 1e6)} MB): upload to first row ${(median(ours) / 1000).toFixed(2)} s${held ? ', a second person’s yes included' : ''}, bare copy ${(bareTime / 1000).toFixed(2)} s, ratio ${ratio.toFixed(1)} (limit ${limit}); of processor, database and all, ${(median(work) / 1000).toFixed(2)} s and ${(bareWork / 1000).toFixed(2)} s, ratio ${(median(work) / bareWork).toFixed(1)}; ${sayHeld(longest)}`,
    )
  }
  if (values.file.length === 0) console.log('Name the files to publish with --file.')
  await app.close()
  await workers.stop()
  process.exitCode = good ? 0 : 1
} finally {
  await installation.close()
  rmSync(directory, { recursive: true, force: true })
}
