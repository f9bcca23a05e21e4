import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import type { ContractColumn } from '../dataset.ts'
import { findVersion } from '../queries/dataset.ts'
import { appendRows, type AppendedRow } from './append-rows.ts'
import { createDataset } from './create-dataset.ts'
import { editDataset } from './edit-dataset.ts'
import {
  datasetOf,
  openPublishingOffice,
  published,
  refusal,
  valueOf,
  type PublishingOffice,
} from './publishing.fixture.ts'
import { runImport, runWaitingImports } from './run-import.ts'
import { sealDataset, sealDueDatasets } from './seal-dataset.ts'

const contract: ContractColumn[] = [
  { name: 'counter', title: 'Counter', type: 'string', description: '', required: true },
  { name: 'counted_at', title: 'Counted at', type: 'datetime', description: '' },
  { name: 'day', title: 'Day', type: 'date', description: '' },
  { name: 'bicycles', title: 'Bicycles', type: 'integer', description: '' },
  { name: 'speed', title: 'Mean speed', type: 'number', description: '' },
  { name: 'open', title: 'Open', type: 'boolean', description: '' },
  { name: 'side', title: 'Side', type: 'string', description: '', values: ['north', 'south'] },
]

describe('rows sent by machine', () => {
  let office: PublishingOffice
  before(async () => {
    office = await openPublishingOffice()
  })
  after(async () => office.close())
  let made = 0
  const live = async (sealEvery: 'hourly' | 'daily' | null = 'daily') =>
    valueOf(
      await createDataset(office.services, office.petra, {
        title: `Bicycle counters ${(made += 1)}`,
        contract,
        sealEvery,
        updateMode: 'add',
      }),
    ).slug
  const append = (slug: string, key: string, rows: AppendedRow[]) =>
    appendRows(office.services, office.petra, { slug, key, rows })
  const row = (counter: string, bicycles = 1): AppendedRow => ({
    counter,
    counted_at: '2026-03-02T08:00:00',
    day: '2026-03-02',
    bicycles,
    speed: 11.5,
    open: true,
    side: 'north',
  })

  it('are kept once per key', async () => {
    const slug = await live()
    assert.deepEqual(valueOf(await append(slug, 'a', [row('01')])), { received: 1, already: false })
    assert.deepEqual(valueOf(await append(slug, 'a', [row('01')])), { received: 1, already: true })
    assert.equal(refusal(await append(slug, 'a', [row('02')])), 'idempotency-conflict')
    const { services, dora, stella } = office
    const input = { slug, key: 'b', rows: [row('01')] }
    assert.equal(refusal(await appendRows(services, dora, input)), 'not-permitted')
    assert.equal(refusal(await appendRows(services, stella, input)), 'not-found')
  })

  it('are refused with every fault by row and column, and none of them is kept', async () => {
    const slug = await live()
    const outcome = await append(slug, 'a', [
      row('01'),
      {
        counter: 7,
        counted_at: '2 March',
        day: '2026-02-30',
        bicycles: 1.5,
        speed: 'fast',
        open: 'yes',
        side: 'up',
      },
      { bicycles: 3, wheels: 2 },
    ])
    assert.equal(
      refusal(outcome),
      'invalid-input: rows.1.counter rows.1.counted_at rows.1.day rows.1.bicycles rows.1.speed rows.1.open rows.1.side rows.2.wheels rows.2.counter',
    )
    assert.deepEqual(valueOf(await sealDataset(office.services, office.petra, { slug })), {
      importId: null,
      rows: 0,
    })
  })

  it('are too many above 10,000 or 5 MB, and need columns to be checked against', async () => {
    const slug = await live()
    const many = Array.from({ length: 10_001 }, () => ({ counter: 'x' }))
    assert.equal(refusal(await append(slug, 'a', many)), 'too-large')
    const long = Array.from({ length: 200 }, () => ({ counter: 'x'.repeat(30_000) }))
    assert.equal(refusal(await append(slug, 'a', long)), 'too-large')
    assert.equal(refusal(await append(slug, 'a', [])), 'invalid-input: rows')
    const bare = valueOf(await createDataset(office.services, office.petra, { title: 'No columns' }))
    assert.equal(refusal(await append(bare.slug, 'a', [row('1')])), 'not-now')
  })

  it('become a version when they are sealed; what comes meanwhile waits for the next', async () => {
    const { services, petra } = office
    const { reader } = services.database
    const slug = await live()
    valueOf(await append(slug, 'a', [row('001', 3), row('Total', 4)]))
    valueOf(await append(slug, 'b', [{ counter: 'quoted "twice", and\nbroken' }]))
    const sealed = valueOf(await sealDataset(services, petra, { slug }))
    assert.equal(sealed.rows, 3)
    valueOf(await append(slug, 'c', [row('002', 5)]))
    const again = valueOf(await sealDataset(services, petra, { slug }))
    assert.deepEqual(again, { importId: sealed.importId, rows: 0 }, 'one at a time')
    const record = valueOf(await runImport(services, sealed.importId ?? ''))
    assert.deepEqual(
      [record.state, record.outcome?.number],
      ['done', 1],
      JSON.stringify([record.problem, record.report?.decisions]),
    )
    const dataset = await datasetOf(office, slug)
    const version = await findVersion(reader, dataset.id, 1)
    assert.equal(version?.rows, 3)
    const csv = new TextDecoder().decode(await services.files.read(version.csv.sha256))
    assert.match(csv, /^001,2026-03-02T08:00:00,2026-03-02,3,11\.5,true,north\r?$/m)
    assert.match(csv, /^Total,/m)
    const next = valueOf(await sealDataset(services, petra, { slug }))
    assert.equal(next.rows, 1)
    assert.deepEqual(await runWaitingImports(services), { worked: 1 })
    const second = await findVersion(reader, dataset.id, 2)
    assert.deepEqual([second?.rows, second?.reason], [4, 'sealed'])
    const open = await reader
      .selectFrom('dataset_batch')
      .select('key')
      .where('dataset_id', '=', dataset.id)
      .where('sealed_in', 'is', null)
      .execute()
    assert.deepEqual(open, [])
  })

  it('are sealed by themselves once the interval has passed', async () => {
    const { services } = office
    const slug = await live('hourly')
    const byHand = await live(null)
    valueOf(await append(byHand, 'a', [row('1')]))
    office.clock.at = Temporal.Instant.from('2026-03-03T10:40:00Z')
    valueOf(await append(slug, 'a', [row('1')]))
    const before = await sealDueDatasets(services)
    await runWaitingImports(services)
    assert.equal((await datasetOf(office, slug)).latestVersion, null)
    office.clock.at = Temporal.Instant.from('2026-03-03T11:00:01Z')
    assert.deepEqual(await sealDueDatasets(services), { sealed: 1 })
    assert.deepEqual(await sealDueDatasets(services), { sealed: 0 }, `after ${before.sealed} others`)
    await runWaitingImports(services)
    assert.equal((await datasetOf(office, slug)).latestVersion, 1)
    assert.equal((await datasetOf(office, byHand)).latestVersion, null)
  })
})

describe('what is said of a dataset', () => {
  let office: PublishingOffice
  before(async () => {
    office = await openPublishingOffice()
  })
  after(async () => office.close())

  it('is held to its form, each fault by its field', async () => {
    const outcome = await createDataset(office.services, office.petra, {
      title: 'ab',
      slug: 'Not a slug',
      description: ' ',
      contactEmail: 'nobody',
      licence: 'MINE',
      frequency: 'now and then',
      theme: 'nothing',
      areaCode: 'E0800002',
      periodFrom: Temporal.PlainDate.from('2026-03-01'),
      periodTo: Temporal.PlainDate.from('2026-02-01'),
      links: [{ title: 'Bad', url: 'javascript:alert(1)', format: '', note: '' }],
      contract: [{ name: 'A b', title: 'A b', type: 'string', description: '' }],
      primaryKey: ['c'],
    })
    assert.equal(
      refusal(outcome),
      'invalid-input: title description theme contactEmail licence frequency areaCode periodTo links.0.url contract.0.name primaryKey slug',
    )
  })

  it('gives an address made from the title, free in its own authority', async () => {
    const { services, petra, stella, dora } = office
    const input = { title: '  Payments over £500:  2026/27 ' }
    assert.equal(valueOf(await createDataset(services, petra, input)).slug, 'payments-over-500-2026-27')
    assert.equal(valueOf(await createDataset(services, petra, input)).slug, 'payments-over-500-2026-27-2')
    assert.equal(valueOf(await createDataset(services, stella, input)).slug, 'payments-over-500-2026-27')
    assert.equal(refusal(await createDataset(services, dora, input)), 'not-permitted')
  })

  it('changes only for who saw it as it is, and the columns of what is public stay', async () => {
    const { services, petra, stella } = office
    const slug = await published(office)
    const { version } = await datasetOf(office, slug)
    const facts = { title: 'Visits to libraries', keywords: [' books ', 'books', ''] }
    assert.equal(refusal(await editDataset(services, stella, { slug, version, facts })), 'not-found')
    valueOf(await editDataset(services, petra, { slug, version, facts }))
    assert.equal(refusal(await editDataset(services, petra, { slug, version, facts })), 'stale')
    const dataset = await datasetOf(office, slug)
    assert.deepEqual(
      [dataset.title, dataset.keywords, dataset.version],
      ['Visits to libraries', ['books'], version + 1],
    )
    const item = await services.database.reader
      .selectFrom('published_item')
      .select('title')
      .where('url', '=', `/data/${slug}`)
      .executeTakeFirst()
    assert.equal(item?.title, 'Visits to libraries')
    const [first, ...rest] = dataset.contract
    assert.ok(first)
    const change = (contract: ContractColumn[]) =>
      editDataset(services, petra, { slug, version: dataset.version, facts: { contract } })
    assert.equal(refusal(await change([{ ...first, name: 'branch' }, ...rest])), 'invalid-input: contract')
    valueOf(await change([{ ...first, description: 'Its name.' }, ...rest]))
  })
})
