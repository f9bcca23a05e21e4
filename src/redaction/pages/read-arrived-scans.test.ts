import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { valueOf } from '../../cases/cases.fixture.ts'
import { json } from '../../db/index.ts'
import { linesPdf, openRedactionOffice, type RedactionOffice } from '../redaction.fixture.ts'
import { readArrivedScans } from './read-arrived-scans.ts'
import { keptWords } from './scanned-words.ts'
import { showPage } from './show-page.ts'

let office: RedactionOffice
before(async () => {
  office = await openRedactionOffice()
})
after(() => office.close())

const picture = async (words: string): Promise<Uint8Array> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="420" height="90"><rect width="100%" height="100%" fill="#fff"/><text x="20" y="60" font-family="sans-serif" font-size="44">${words}</text></svg>`,
    ),
  )
    .png()
    .toBuffer()

/** As a worker leaves a file that it has looked into. */
async function addLooked(bytes: Uint8Array, name: string, virus = 'none') {
  const id = await office.add(bytes, name)
  const { database, clock } = office.services
  return database.write(async (tx) =>
    tx
      .updateTable('document')
      .set({
        arrival: json({ lookedAt: clock.now().toString(), clean: true, findings: [], notes: [], virus }),
      })
      .where('id', '=', id)
      .returning(['id', 'sha256'])
      .executeTakeFirstOrThrow(),
  )
}

const readings = () =>
  office.services.database.reader
    .selectFrom('scan_reading')
    .select(['sha256', 'attempts', 'taken_at', 'ended_at'])
    .execute()

test('scans that came in are read before anybody opens them; a fault holds up none of the others', async () => {
  const { services, officer } = office
  const { database, clock, files } = services
  const lost = await addLooked(await picture('Lost'), 'lost.png')
  const infected = await addLooked(await picture('Infected'), 'infected.png', 'found')
  const unseen = await office.add(await picture('Unseen'), 'unseen.png')
  const damaged = await addLooked(Buffer.from('No PDF at all'), 'damaged.txt')
  await database.write((tx) =>
    tx.updateTable('document').set({ file_type: 'pdf' }).where('id', '=', damaged.id).execute(),
  )
  const long = await addLooked(linesPdf(Array.from({ length: 101 }, () => [])), 'long.pdf')
  // Put down by a process that died, after its page had been read.
  const halfway = await addLooked(await picture('Halfway'), 'halfway.png')
  const words = [{ text: 'kept', left: 1, top: 1, width: 9, height: 9, line: 0 }]
  await database.write(async (tx) => {
    const made_at = clock.now()
    await tx
      .insertInto('scanned_page')
      .values({ sha256: halfway.sha256, page: 1, words: json(words), made_at })
      .execute()
    await tx
      .insertInto('scan_reading')
      .values({
        sha256: halfway.sha256,
        attempts: 1,
        taken_at: made_at.subtract({ minutes: 20 }),
        ended_at: null,
      })
      .execute()
  })
  const scan = await addLooked(await picture('Orchard minutes'), 'scan.png')

  const told = AbortSignal.abort()
  assert.deepEqual(await readArrivedScans(services, { signal: told, onFault: () => assert.fail() }), {
    read: 0,
    failed: 0,
  })
  const faults: unknown[] = []
  const failing = {
    ...services,
    files: {
      ...files,
      read: (sha256: string) =>
        sha256 === lost.sha256 ? Promise.reject(new Error('The disk fails')) : files.read(sha256),
    },
  }
  const work = () =>
    readArrivedScans(failing, {
      signal: new AbortController().signal,
      onFault: (error) => void faults.push(error),
    })
  const [one, other] = await Promise.all([work(), work()])
  assert.deepEqual([one.read + other.read, one.failed + other.failed, faults.length], [4, 1, 1])
  const known = new Map((await readings()).map((each) => [each.sha256, each]))
  assert.equal(known.size, 5)
  for (const { sha256 } of [damaged, long, halfway, scan]) assert.ok(known.get(sha256)?.ended_at)
  assert.equal(known.get(lost.sha256)?.ended_at, null)
  assert.equal(known.has(infected.sha256), false)
  assert.deepEqual(await keptWords(services, halfway.sha256, 1), words)

  const view = valueOf(await showPage(services, officer, scan.id, 1, { wait: 0 }))
  assert.equal(view.reading, undefined)
  assert.deepEqual(
    view.words.map(({ text }) => text),
    ['Orchard', 'minutes'],
  )
  assert.deepEqual(await work(), { read: 0, failed: 0 })

  // Three attempts, a quarter of an hour apart.
  for (const attempts of [2, 3, 3]) {
    await database.write((tx) =>
      tx
        .updateTable('scan_reading')
        .set({ taken_at: clock.now().subtract({ minutes: 16 }) })
        .where('sha256', '=', lost.sha256)
        .execute(),
    )
    await work()
    assert.equal((await readings()).find(({ sha256 }) => sha256 === lost.sha256)?.attempts, attempts)
  }
  assert.ok(valueOf(await showPage(services, officer, unseen, 1, { wait: 0 })).reading, 'not looked into yet')
})
