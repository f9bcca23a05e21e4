import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, describe, it } from 'node:test'
import { acceptFindings } from '../../release/index.ts'
import { verifyAudit } from '../../audit/index.ts'
import { findVersion } from '../queries/dataset.ts'
import { findImport, findVersionById, listImports } from '../queries/imports.ts'
import { approveVersion } from './approve-version.ts'
import { createDataset } from './create-dataset.ts'
import { editDataset, publishEntryOfDataset } from './edit-dataset.ts'
import { withdrawDataset, withdrawVersion } from './withdraw-dataset.ts'
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

  describe('the words that go with it', () => {
    const victim = 'Rosalind Quaintance'
    const number = 'AB 12 34 56 C'
    const slugOf = async (changes: object = {}): Promise<string> => {
      const proposal = newProposal()
      await published(office, { proposal: { ...proposal, ...changes } })
      return proposal.slug
    }
    const acceptAll = async (outcome: { ok: boolean; certificates?: string[] }) => {
      const [certificateId = ''] = outcome.certificates ?? []
      const input = { certificateId, findings: 'all', reason: 'It is a made-up number.' } as const
      assert.equal(refusal(await acceptFindings(office.services, office.petra, input)), 'not-permitted')
      return valueOf(await acceptFindings(office.services, office.dora, input))
    }

    it('hold a version back for a second person, wherever they stand', async () => {
      const proposal = {
        ...newProposal(),
        description: `Visits. Asked for by ${victim}, National Insurance number ${number}.`,
      }
      const record = await publish(office, { proposal, options: { note: `See also ${number}` } })
      assert.equal(record.outcome?.number, null)
      const found = await findVersionById(reader(), office.authority.id, record.outcome?.versionId ?? '')
      assert.deepEqual(
        found?.version.screening.findings.map(({ column, kind, words }) => [column, kind, words]),
        [['its description; the note on what changed', 'UK_NINO', true]],
      )
      const kept = await reader()
        .selectFrom('release_certificate')
        .select('findings')
        .where('sha256', '=', found?.version.csv.sha256 ?? '')
        .where('verdict', '=', 'stopped')
        .where('authority_id', '=', office.authority.id)
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      assert.match(JSON.stringify(kept.findings), /"its description; the note on what changed"/)
      assert.doesNotMatch(JSON.stringify(kept.findings), /AB 12|Quaintance/)
      const dataset = await datasetOf(office, proposal.slug)
      assert.equal(dataset.state, 'draft')
      const facts = { description: `Visits, ${number} and QQ 12 34 56 A, 943 476 5919 (NHS number)` }
      const edited = await editDataset(office.services, office.petra, {
        slug: proposal.slug,
        version: dataset.version,
        facts,
      })
      assert.equal(refusal(edited), 'release-stopped', 'what waits is not changed behind the second person')
      const input = { versionId: found?.version.id ?? '', reason: 'Made up' }
      valueOf(await approveVersion(office.services, office.dora, input))
    })

    it('change only after the gate, and what was public already is not asked about again', async () => {
      const { services, petra, authority } = office
      const slug = await slugOf()
      const change = async (facts: object) => {
        const { version } = await datasetOf(office, slug)
        return editDataset(services, petra, { slug, version, facts })
      }
      const { contract, title } = await datasetOf(office, slug)
      const usual = `Counted by door counters. Ask ${authority.email}, libraries@example.org or Councillor Ann Example, Cabinet Member for Libraries, Moot Hall.`
      valueOf(await change({ description: usual, contactEmail: 'ann.example@upfold.example.org' }))
      const column = contract.map((each, index) =>
        index === 0 ? { ...each, description: `Of ${victim}, born on 3 May 1961, ${number}` } : each,
      )
      const stopped = await change({ contract: column })
      assert.equal(refusal(stopped), 'release-stopped')
      assert.match(JSON.stringify(stopped), /what is said of the column library/)
      assert.doesNotMatch(JSON.stringify(stopped), /Quaintance|AB 12/)
      assert.equal((await datasetOf(office, slug)).contract[0]?.description, contract[0]?.description)
      await acceptAll(stopped)
      valueOf(await change({ contract: column }))
      valueOf(await change({ title: `${title} again` }))
    })

    it('say why it was withdrawn only after the gate', async () => {
      const { services, dora } = office
      const slug = await slugOf()
      const reason = `${victim} complained; her number is ${number}`
      const version = await withdrawVersion(services, dora, { slug, number: 1, reason })
      assert.equal(refusal(version), 'release-stopped')
      const dataset = await datasetOf(office, slug)
      const whole = await withdrawDataset(services, dora, { slug, version: dataset.version, reason })
      assert.equal(refusal(whole), 'release-stopped')
      assert.equal((await datasetOf(office, slug)).state, 'published')
      const plain = {
        slug,
        version: dataset.version,
        reason: 'It named people.',
        contact: 'data@upfold.example.org',
      }
      valueOf(await withdrawDataset(services, dora, plain))
    })

    it('list data that is kept elsewhere only after the gate', async () => {
      const { services, petra } = office
      const proposal = newProposal()
      const made = valueOf(
        await createDataset(services, petra, {
          ...proposal,
          kind: 'external',
          links: [{ title: `Calls about ${number}`, url: 'https://example.org/', format: '', note: '' }],
        }),
      )
      const entry = { slug: made.slug, version: (await datasetOf(office, made.slug)).version }
      const stopped = await publishEntryOfDataset(services, petra, entry)
      assert.equal(refusal(stopped), 'release-stopped')
      await acceptAll(stopped)
      valueOf(await publishEntryOfDataset(services, petra, entry))
    })
  })
})
