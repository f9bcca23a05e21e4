import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { verifyAudit } from '../../audit/index.ts'
import { findVersion } from '../queries/dataset.ts'
import { findImport, listImports } from '../queries/imports.ts'
import { answerImport, cancelImport } from './answer-import.ts'
import { importDirectory } from './import-base.ts'
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
  visits,
  type PublishingOffice,
} from './publishing.fixture.ts'
import { runImport, runWaitingImports } from './run-import.ts'

describe('a file becomes a version', () => {
  let office: PublishingOffice
  before(async () => {
    office = await openPublishingOffice()
  })
  after(async () => office.close())
  const reader = () => office.services.database.reader

  it('with its dataset, certificate, event, place in the search and record', async () => {
    const { services, authority, petra } = office
    const proposal = newProposal()
    const stages = new Set<string>()
    const importId = await send(office, { proposal, options: { note: 'From the door counters' } })
    const record = valueOf(
      await runImport(services, importId, { onProgress: (stage) => void stages.add(stage) }),
    )
    assert.equal(record.state, 'done', JSON.stringify(record))
    assert.ok(stages.has('reading') && stages.has('publishing'), [...stages].join())
    const dataset = await datasetOf(office, proposal.slug)
    assert.deepEqual(
      [dataset.state, dataset.latestVersion, dataset.licence, dataset.contactEmail],
      ['published', 1, 'OGL-UK-3.0', 'data@upfold.example.org'],
    )
    assert.deepEqual(
      dataset.contract.map(({ name, type }) => `${name} ${type}`),
      ['library string', 'visits integer'],
    )
    const version = await findVersion(reader(), dataset.id, 1)
    assert.ok(version)
    assert.deepEqual([version.rows, version.reason, version.note], [2, 'first', 'From the door counters'])
    const csv = new TextDecoder().decode(await services.files.read(version.csv.sha256))
    assert.equal(csv.replaceAll('\r\n', '\n').toLowerCase(), visits.toLowerCase())
    assert.ok(await services.files.has(version.parquet.sha256))
    assert.equal(version.createdBy, petra.id)
    const certificate = await reader()
      .selectFrom('release_certificate')
      .selectAll()
      .where('sha256', '=', version.csv.sha256)
      .executeTakeFirstOrThrow()
    assert.deepEqual([certificate.route, certificate.verdict], ['dataset', 'clean'])
    const event = await reader()
      .selectFrom('catalogue_event')
      .select(['kind', 'summary', 'version_number'])
      .where('dataset_id', '=', dataset.id)
      .executeTakeFirstOrThrow()
    assert.deepEqual(event, {
      kind: 'published',
      summary: 'First published: 2 rows. From the door counters',
      version_number: 1,
    })
    const item = await reader()
      .selectFrom('published_item')
      .select(['kind', 'title'])
      .where('url', '=', `/data/${proposal.slug}`)
      .executeTakeFirstOrThrow()
    assert.deepEqual(item, { kind: 'dataset', title: 'Library visits' })
    const actions = await reader()
      .selectFrom('audit_event')
      .select('action')
      .where('subject_id', 'in', [importId, version.id])
      .orderBy('number')
      .execute()
    assert.deepEqual(
      actions.map(({ action }) => action),
      ['receive-import', 'publish-dataset-version'],
    )
    for (const { broken } of await verifyAudit(services.database)) assert.equal(broken, null)
    assert.equal(existsSync(importDirectory(services, importId)), false)
    assert.equal(await findImport(reader(), office.other.id, importId), null)
    assert.equal((await listImports(reader(), authority.id, { slug: proposal.slug })).total, 1)
  })

  it('only once somebody has looked, where that was asked for, from the files built before', async () => {
    const { services, petra } = office
    const proposal = newProposal()
    const ready = await publish(office, { proposal, publish: false })
    assert.deepEqual([ready.state, ready.built?.rows], ['ready', 2])
    assert.equal(ready.outcome, null)
    const answer = { importId: ready.id, options: {}, publish: true }
    assert.equal(refusal(await answerImport(services, petra, { ...answer, version: 1 })), 'stale')
    valueOf(await answerImport(services, petra, { ...answer, version: ready.version }))
    const stages = new Set<string>()
    const done = valueOf(
      await runImport(services, ready.id, { onProgress: (stage) => void stages.add(stage) }),
    )
    assert.deepEqual([done.state, done.outcome?.number], ['done', 1])
    assert.deepEqual([...stages], ['publishing'], 'nothing was built twice')
  })

  it('once what only a person may decide is answered', async () => {
    const { services, petra, stella } = office
    const text = 'Paid on,Amount\n03/04/2026,5\n05/06/2026,7\n'
    const asked = await publish(office, { text, proposal: newProposal() })
    assert.equal(asked.state, 'needs-decision')
    assert.deepEqual(
      asked.report?.decisions.map(({ kind }) => kind),
      ['dates'],
    )
    const answer = { importId: asked.id, version: asked.version, publish: true }
    const dates = { dates: 'day-first' } as const
    assert.equal(refusal(await answerImport(services, stella, { ...answer, options: dates })), 'not-found')
    assert.equal(
      refusal(await answerImport(services, petra, { ...answer, options: { periodFrom: '1 May' } })),
      'invalid-input: periodFrom',
    )
    valueOf(await answerImport(services, petra, { ...answer, options: dates }))
    assert.deepEqual(await runWaitingImports(services), { worked: 1 })
    const done = await findImport(reader(), petra.authorityId, asked.id)
    assert.equal(done?.state, 'done', JSON.stringify(done?.problem))
  })

  it('and a second one tells what changed', async () => {
    const slug = await published(office)
    const text = 'Library,Visits\nHill Top,12\nNew Street,3\n'
    const record = await publish(office, { slug, text })
    assert.deepEqual([record.state, record.outcome?.number], ['done', 2])
    const dataset = await datasetOf(office, slug)
    const version = await findVersion(reader(), dataset.id, 2)
    assert.equal(version?.reason, 'update')
    assert.deepEqual(version.difference, { from: 1, added: 1, removed: 1, changed: 0, same: 1 })
    const events = await reader()
      .selectFrom('catalogue_event')
      .select(['kind', 'summary'])
      .where('dataset_id', '=', dataset.id)
      .orderBy('number')
      .execute()
    assert.deepEqual(events.at(-1), {
      kind: 'updated',
      summary: 'Version 2: 1 row added, 1 removed, 0 changed.',
    })
  })

  it('a heading that somebody chose is known the next time', async () => {
    const slug = await published(office)
    const text = 'Branch,Visits\nHill Top,13\n'
    const asked = await publish(office, { slug, text })
    assert.equal(asked.state, 'needs-decision')
    const answered = {
      importId: asked.id,
      version: asked.version,
      options: { mapping: { library: 'Branch' } },
    }
    valueOf(await answerImport(office.services, office.petra, { ...answered, publish: true }))
    const done = valueOf(await runImport(office.services, asked.id))
    assert.equal(done.state, 'done', JSON.stringify(done.report?.decisions))
    const next = await publish(office, { slug, text: 'Branch,Visits\nHill Top,14\n' })
    assert.deepEqual([next.state, next.outcome?.number], ['done', 3])
    assert.deepEqual((await datasetOf(office, slug)).contract[0]?.synonyms, ['Branch'])
  })

  it('the same file again is refused, unless it is a correction with its reason', async () => {
    const slug = await published(office)
    const again = await trySend(office, { slug })
    assert.ok(!again.ok && again.problem === 'not-now')
    assert.match(again.detail ?? '', /already version 1/)
    const bare = await trySend(office, { slug, options: { reason: 'correction' } })
    assert.equal(refusal(bare), 'invalid-input: note')
    const options = { reason: 'correction', note: 'Two libraries were exchanged.' } as const
    const record = await publish(office, { slug, options })
    assert.equal(record.outcome?.number, 2)
    const dataset = await datasetOf(office, slug)
    const event = await reader()
      .selectFrom('catalogue_event')
      .select('kind')
      .where('dataset_id', '=', dataset.id)
      .where('version_number', '=', 2)
      .executeTakeFirst()
    assert.equal(event?.kind, 'corrected')
  })

  it('one request makes one import, and its key is for nothing else', async () => {
    const proposal = newProposal()
    const first = valueOf(await trySend(office, { proposal, requestKey: 'k1' }))
    assert.deepEqual(valueOf(await trySend(office, { proposal, requestKey: 'k1' })), {
      importId: first.importId,
      already: true,
    })
    const other = await trySend(office, { proposal, requestKey: 'k1', text: 'a\n1\n' })
    assert.equal(refusal(other), 'idempotency-conflict')
    const record = await findImport(reader(), office.authority.id, first.importId)
    assert.ok(record)
    const cancel = { importId: record.id, version: record.version }
    assert.equal(refusal(await cancelImport(office.services, office.stella, cancel)), 'not-found')
    valueOf(await cancelImport(office.services, office.petra, cancel))
    assert.equal(refusal(await runImport(office.services, record.id)), 'not-now')
  })

  it('nobody sends a file who may not publish, or for another authority’s dataset', async () => {
    const slug = await published(office)
    assert.equal(refusal(await trySend(office, { staff: office.dora })), 'not-permitted')
    assert.equal(refusal(await trySend(office, { staff: office.stella, slug })), 'not-found')
    assert.equal(
      refusal(await trySend(office, { proposal: { title: 'x', slug: 'A b' } })),
      'invalid-input: title slug',
    )
    assert.equal(
      refusal(await trySend(office, { proposal: { title: 'Again', slug } })),
      'invalid-input: slug',
    )
  })
})
