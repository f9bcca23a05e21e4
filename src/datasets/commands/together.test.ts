import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { DatasetServices } from '../dataset.ts'
import { findVersion, listVersions } from '../queries/dataset.ts'
import { listWaitingVersions } from '../queries/imports.ts'
import { answerImport } from './answer-import.ts'
import { approveVersion, refuseVersion } from './approve-version.ts'
import {
  datasetOf,
  newProposal,
  openPublishingOffice,
  publish,
  published,
  refusal,
  send,
  trySend,
  valueOf,
  type PublishingOffice,
} from './publishing.fixture.ts'
import { runImport, runWaitingImports } from './run-import.ts'
import { withdrawDataset, withdrawVersion } from './withdraw-dataset.ts'

let office: PublishingOffice
before(async () => {
  office = await openPublishingOffice()
})
after(async () => office.close())

const table = (...rows: string[]) => `Library,Visits\n${rows.join('\n')}\n`

/** The same services, with something that happens just before the first file goes into the store. */
function during(happens: () => Promise<unknown>): DatasetServices {
  const { services } = office
  let happened = false
  return {
    ...services,
    files: {
      ...services.files,
      async adopt(path, known) {
        if (!happened) {
          happened = true
          await happens()
        }
        return services.files.adopt(path, known)
      },
    },
  }
}

describe('several at once', () => {
  it('two files of one dataset make two versions, the second upon the first', async () => {
    const { services } = office
    const slug = await published(office)
    const first = await send(office, { slug, text: table('A,1') })
    const second = await send(office, { slug, text: table('A,1', 'B,2') })
    let refusedMeanwhile = ''
    const outcome = await runImport(
      during(async () => {
        refusedMeanwhile = refusal(await runImport(services, second))
      }),
      first,
    )
    assert.equal(valueOf(outcome).outcome?.number, 2)
    assert.equal(refusedMeanwhile, 'not-now')
    assert.deepEqual(await runWaitingImports(services), { worked: 1 })
    const dataset = await datasetOf(office, slug)
    const version = await findVersion(services.database.reader, dataset.id, 3)
    assert.deepEqual(version?.difference, { from: 2, added: 1, removed: 0, changed: 0, same: 1 })
  })

  it('two new datasets of one name: the second says that the name was taken', async () => {
    const proposal = newProposal()
    const first = await send(office, { proposal })
    assert.equal(refusal(await trySend(office, { proposal })), 'invalid-input: slug', 'it is spoken for')
    await office.services.database.reader
      .updateTable('dataset_import')
      .set({ state: 'failed' })
      .where('id', '=', first)
      .execute()
    const second = await send(office, { proposal })
    await office.services.database.reader
      .updateTable('dataset_import')
      .set({ state: 'received' })
      .where('id', '=', first)
      .execute()
    const both = await Promise.all([first, second].map((id) => runImport(office.services, id)))
    const states = both.map((outcome) => valueOf(outcome))
    assert.deepEqual(states.map(({ state }) => state).toSorted(), ['done', 'failed'])
    const failed = states.find(({ state }) => state === 'failed')
    assert.deepEqual(
      failed?.problem?.fields?.map(({ field }) => field),
      ['slug'],
    )
  })

  it('a version that is withdrawn under one being made: it is made again upon what is left', async () => {
    const { services, petra } = office
    const slug = await published(office)
    await publish(office, { slug, text: table('A,1') })
    const importId = await send(office, { slug, text: table('A,1', 'B,2') })
    const outcome = await runImport(
      during(() => withdrawVersion(services, petra, { slug, number: 2, reason: 'Wrong counts.' })),
      importId,
    )
    assert.equal(valueOf(outcome).outcome?.number, 3)
    const dataset = await datasetOf(office, slug)
    const version = await findVersion(services.database.reader, dataset.id, 3)
    assert.equal(version?.difference?.from, 1)
    assert.equal(dataset.latestVersion, 3)
  })

  it('a dataset that is withdrawn under a file on its way: the file is not published', async () => {
    const { services, petra } = office
    const slug = await published(office)
    const importId = await send(office, { slug, text: table('A,1') })
    const { version } = await datasetOf(office, slug)
    const outcome = await runImport(
      during(async () => {
        office.clock.at = office.clock.at.add({ seconds: 1 })
        valueOf(await withdrawDataset(services, petra, { slug, version, reason: 'Names were in it.' }))
      }),
      importId,
    )
    assert.deepEqual([valueOf(outcome).state, valueOf(outcome).problem?.code], ['failed', 'withdrawn'])
    assert.equal((await datasetOf(office, slug)).state, 'withdrawn')
  })
})

describe('withdrawal', () => {
  it('of the latest version leads back to the one before; of the last, takes the dataset down', async () => {
    const { services, petra, dora, stella } = office
    const { reader } = services.database
    const slug = await published(office)
    await publish(office, { slug, text: table('A,1') })
    const input = { slug, number: 2, reason: 'Wrong counts.' }
    assert.equal(refusal(await withdrawVersion(services, stella, input)), 'not-found')
    assert.equal(
      refusal(await withdrawVersion(services, dora, { ...input, reason: ' ' })),
      'invalid-input: reason',
    )
    assert.deepEqual(valueOf(await withdrawVersion(services, dora, input)), { slug, latestVersion: 1 })
    assert.equal(refusal(await withdrawVersion(services, dora, input)), 'not-now')
    valueOf(await withdrawVersion(services, petra, { ...input, number: 1 }))
    const dataset = await datasetOf(office, slug)
    assert.deepEqual(
      [dataset.state, dataset.latestVersion, dataset.withdrawal?.reason],
      ['withdrawn', null, 'Wrong counts.'],
    )
    const item = await reader
      .selectFrom('published_item')
      .select('id')
      .where('url', '=', `/data/${slug}`)
      .executeTakeFirst()
    assert.equal(item, undefined)
    const events = await reader
      .selectFrom('catalogue_event')
      .select('kind')
      .where('dataset_id', '=', dataset.id)
      .orderBy('number')
      .execute()
    assert.deepEqual(
      events.map(({ kind }) => kind),
      ['published', 'updated', 'version-withdrawn', 'version-withdrawn', 'withdrawn'],
    )
    // It comes back only by a correction, and that says why.
    assert.equal(refusal(await trySend(office, { slug, text: table('C,1') })), 'withdrawn')
    office.clock.at = office.clock.at.add({ seconds: 1 })
    const options = { reason: 'correction', note: 'Counted again.' } as const
    const again = await publish(office, { slug, text: table('C,1'), options })
    assert.equal(again.outcome?.number, 3, JSON.stringify(again.problem))
    const back = await datasetOf(office, slug)
    assert.deepEqual([back.state, back.latestVersion, back.withdrawal], ['published', 3, null])
    assert.deepEqual(
      (await listVersions(reader, dataset.id)).map(({ number, state }) => `${number} ${state}`),
      ['3 published', '2 withdrawn', '1 withdrawn'],
    )
  })

  it('of a dataset says whom to ask and what replaces it', async () => {
    const { services, petra } = office
    const slug = await published(office)
    const other = await published(office)
    const { version } = await datasetOf(office, slug)
    const input = { slug, version, reason: 'Merged.', contact: 'data@example.org' }
    const wrong = await withdrawDataset(services, petra, { ...input, replacedBy: 'no-such-thing' })
    assert.equal(refusal(wrong), 'invalid-input: replacedBy')
    assert.equal(refusal(await withdrawDataset(services, petra, { ...input, version: 99 })), 'stale')
    valueOf(await withdrawDataset(services, petra, { ...input, replacedBy: other }))
    const { withdrawal } = await datasetOf(office, slug)
    assert.deepEqual([withdrawal?.contact, withdrawal?.replacedBy], ['data@example.org', other])
  })
})

describe('what the screening held back', () => {
  /** As it would be were something found: no test can make real personal data. */
  async function heldBack(slug?: string, text?: string) {
    const { services, petra } = office
    const ready = await publish(office, {
      publish: false,
      ...(slug === undefined ? { proposal: newProposal() } : { slug }),
      ...(text === undefined ? {} : { text }),
    })
    const built = {
      ...(await services.database.reader
        .selectFrom('dataset_import')
        .select('built')
        .where('id', '=', ready.id)
        .executeTakeFirstOrThrow()),
    }.built
    assert.ok(built !== null && typeof built === 'object')
    const screening = {
      verdict: 'second-person',
      checks: [{ check: 'person-names', version: 1 }],
      findings: [
        { column: 'library', kind: 'person-name', count: 1, rows: [2], message: 'Looks like a name.' },
      ],
    }
    await services.database.reader
      .updateTable('dataset_import')
      .set({ built: JSON.stringify({ ...built, screening }) })
      .where('id', '=', ready.id)
      .execute()
    const answer = { importId: ready.id, version: ready.version, options: {}, publish: true }
    valueOf(await answerImport(services, petra, answer))
    const record = valueOf(await runImport(services, ready.id))
    assert.deepEqual([record.state, record.outcome?.state, record.outcome?.number], ['done', 'waiting', null])
    const versionId = record.outcome?.versionId ?? ''
    return { slug: record.slug, versionId }
  }

  it('waits for a second person, whose reason and certificate are kept', async () => {
    const { services, petra, paul, dora, stella, authority } = office
    const { reader } = services.database
    const { slug, versionId } = await heldBack()
    assert.deepEqual([(await datasetOf(office, slug)).state], ['draft'], 'nothing is public')
    const waiting = await listWaitingVersions(reader, authority.id)
    const listed = waiting.find(({ version }) => version.id === versionId)
    assert.deepEqual([listed?.dataset.slug, listed?.createdByName], [slug, 'Petra Example'])
    assert.deepEqual(await listWaitingVersions(reader, office.other.id), [])
    const input = { versionId, reason: 'It is a street.' }
    assert.equal(refusal(await approveVersion(services, petra, input)), 'own-work')
    assert.equal(refusal(await approveVersion(services, stella, input)), 'not-found')
    assert.equal(
      refusal(await approveVersion(services, paul, { versionId, reason: '' })),
      'invalid-input: reason',
    )
    assert.deepEqual(valueOf(await approveVersion(services, dora, input)), { slug, number: 1 })
    assert.equal(refusal(await approveVersion(services, paul, input)), 'not-now')
    const dataset = await datasetOf(office, slug)
    assert.deepEqual([dataset.state, dataset.latestVersion], ['published', 1])
    const row = await reader
      .selectFrom('dataset_version')
      .select(['approved_by', 'approval_reason', 'certificate_id', 'csv_sha256'])
      .where('id', '=', versionId)
      .executeTakeFirstOrThrow()
    assert.deepEqual([row.approved_by, row.approval_reason], [dora.id, 'It is a street.'])
    const certificates = await reader
      .selectFrom('release_certificate')
      .select(['id', 'verdict', 'checks', 'findings', 'created_by'])
      .where('sha256', '=', row.csv_sha256)
      .where('subject', '=', `dataset ${slug}`)
      .orderBy('id')
      .execute()
    assert.deepEqual(
      certificates.map(({ verdict, created_by }) => [verdict, created_by]),
      [
        ['stopped', petra.id],
        ['clean', dora.id],
      ],
    )
    const accepted = certificates[1]
    assert.ok(accepted)
    assert.equal(row.certificate_id, accepted.id)
    assert.deepEqual(
      (accepted.checks as { check: string }[]).map(({ check }) => check),
      ['person-names', 'second-person'],
    )
    assert.equal((accepted.findings as unknown[]).length, 1)
  })

  it('may be refused, and then stays unpublished', async () => {
    const { services, petra, dora } = office
    const { slug, versionId } = await heldBack()
    const input = { versionId, reason: 'It is a person.' }
    assert.equal(refusal(await refuseVersion(services, petra, input)), 'own-work')
    valueOf(await refuseVersion(services, dora, input))
    assert.equal(refusal(await approveVersion(services, dora, input)), 'not-now')
    assert.equal((await datasetOf(office, slug)).state, 'draft')
  })

  it('is not let out over a version that was published while it waited', async () => {
    const { services, dora } = office
    const slug = await published(office)
    const { versionId } = await heldBack(slug, table('A,1'))
    assert.equal((await publish(office, { slug, text: table('B,2') })).outcome?.number, 2)
    assert.equal(refusal(await approveVersion(services, dora, { versionId, reason: 'Fine.' })), 'not-now')
  })
})
