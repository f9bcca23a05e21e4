import { recordAudit, systemActor } from '../../audit/index.ts'
import { json, type Reader } from '../../db/index.ts'
import { can, staffActor, type Staff } from '../../identity/index.ts'
import { legalZone } from '../../kernel/clock.ts'
import { newId } from '../../kernel/ids.ts'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import type { AppendedRow } from '../check-rows.ts'
import type { ContractColumn, Dataset, DatasetServices } from '../dataset.ts'
import { openStates, toReceived } from '../import-store.ts'
import { lockDataset } from '../store.ts'
import { tellOfImport } from './imports-waiting.ts'

/**
 * Turns the rows sent since the last version into a file that is added to it as any other file is: `importId` names
 * that import. Null where no rows wait. Rows that come meanwhile wait for the next. `staff` null: by the timer.
 */
export async function sealDataset(
  services: DatasetServices,
  staff: Staff | null,
  input: { slug: string; authorityId?: string },
): Promise<Outcome<{ importId: string | null; rows: number }>> {
  if (staff !== null && !can(staff, 'append-rows')) return refuse('not-permitted')
  const authorityId = staff?.authorityId ?? input.authorityId
  if (authorityId === undefined) return refuse('not-found')
  const { database, files, clock, largestDataset } = services
  const looked = await database.write(async (tx) => {
    const dataset = await lockDataset(tx, authorityId, { slug: input.slug })
    if (dataset === null) return refuse('not-found')
    if (dataset.state === 'withdrawn') return refuse('withdrawn')
    const waiting = await openRows(tx, dataset.id)
    return success({ dataset, ...waiting, sealing: await openSeal(tx, dataset.id) })
  })
  if (!looked.ok) return looked
  const { dataset, rows, upTo, sealing } = looked.value
  if (sealing !== null) return success({ importId: sealing, rows: 0 })
  if (upTo === null) return success({ importId: null, rows: 0 })
  const stored = await files.put(csvOf(database.reader, dataset, upTo), { maxBytes: largestDataset })
  const at = clock.now()
  const id = newId()
  const sealed = await database.write(async (tx) => {
    await lockDataset(tx, authorityId, { id: dataset.id })
    const other = await openSeal(tx, dataset.id)
    if (other !== null) return success({ importId: other, rows: 0 })
    await tx
      .insertInto('dataset_import')
      .values(
        toReceived({
          id,
          authority_id: authorityId,
          dataset_id: dataset.id,
          proposal: null,
          file_name: `${dataset.slug}-rows-to-${upTo}.csv`,
          file_sha256: stored.sha256,
          file_bytes: stored.size,
          options: json({ reason: 'sealed', exact: true }),
          publish: true,
          sealed_to: upTo,
          request_key: null,
          created_by: staff?.id ?? null,
          created_at: at,
        }),
      )
      .execute()
    await recordAudit(tx, authorityId, at, [
      {
        actor: staff === null ? systemActor : staffActor(staff),
        action: 'seal-rows',
        subject: { kind: 'dataset', id: dataset.id },
        details: { slug: dataset.slug, rows, sha256: stored.sha256 },
      },
    ])
    return success({ importId: id, rows })
  })
  if (sealed.ok && sealed.value.importId === id) tellOfImport()
  return sealed
}

async function openRows(reader: Reader, datasetId: string): Promise<{ rows: number; upTo: number | null }> {
  const row = await reader
    .selectFrom('dataset_batch')
    .select((select) => [
      select.fn.sum<number | string | null>('row_count').as('rows'),
      select.fn.max('number').as('upTo'),
    ])
    .where('dataset_id', '=', datasetId)
    .where('sealed_in', 'is', null)
    .executeTakeFirst()
  return { rows: Number(row?.rows ?? 0), upTo: row?.upTo ?? null }
}

/** An earlier seal that is not through yet: its rows must not go twice. */
async function openSeal(reader: Reader, datasetId: string): Promise<string | null> {
  const row = await reader
    .selectFrom('dataset_import')
    .select('id')
    .where('dataset_id', '=', datasetId)
    .where('sealed_to', 'is not', null)
    .where('state', 'in', openStates)
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

/** The rows as a table with the contract's own names, one batch in memory at a time. */
async function* csvOf(reader: Reader, dataset: Dataset, upTo: number): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  const { contract } = dataset
  yield encoder.encode(`${contract.map(({ name }) => quoted(name)).join(',')}\r\n`)
  let last = -1
  for (;;) {
    const batch = await reader
      .selectFrom('dataset_batch')
      .select(['number', 'rows'])
      .where('dataset_id', '=', dataset.id)
      .where('sealed_in', 'is', null)
      .where('number', '>', last)
      .where('number', '<=', upTo)
      .orderBy('number')
      .limit(1)
      .executeTakeFirst()
    if (batch === undefined) return
    last = batch.number
    yield encoder.encode((batch.rows as AppendedRow[]).map((row) => lineOf(contract, row)).join(''))
  }
}

function lineOf(contract: readonly ContractColumn[], row: AppendedRow): string {
  const cells = contract.map(({ name }) => {
    const value = row[name] ?? null
    return value === null ? '' : typeof value === 'string' ? quoted(value) : plain(value)
  })
  return `${cells.join(',')}\r\n`
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`
}

/** Never in powers of ten: `1e21` is not what a table says. */
function plain(value: number | boolean): string {
  if (typeof value === 'boolean' || !/e/i.test(String(value))) return String(value)
  return value.toLocaleString('en-GB', { useGrouping: false, maximumFractionDigits: 20 })
}

/** Seals every dataset whose interval has passed and that has open rows, for the hourly timer. */
export async function sealDueDatasets(services: DatasetServices): Promise<{ sealed: number }> {
  const now = services.clock.now()
  const rows = await services.database.reader
    .selectFrom('dataset')
    .innerJoin('dataset_batch', 'dataset_batch.dataset_id', 'dataset.id')
    .select((select) => [
      'dataset.authority_id',
      'dataset.slug',
      'dataset.seal_every',
      select.fn.min('dataset_batch.received_at').as('oldest'),
    ])
    .where('dataset_batch.sealed_in', 'is', null)
    .where('dataset.seal_every', 'is not', null)
    .where('dataset.state', '<>', 'withdrawn')
    .groupBy(['dataset.id', 'dataset.authority_id', 'dataset.slug', 'dataset.seal_every'])
    .execute()
  let sealed = 0
  for (const { authority_id: authorityId, slug, seal_every: every, oldest } of rows) {
    if (Temporal.Instant.compare(oldest, startOf(every as Dataset['sealEvery'], now)) >= 0) continue
    const outcome = await sealDataset(services, null, { slug, authorityId })
    if (outcome.ok && outcome.value.rows > 0) sealed += 1
  }
  return { sealed }
}

/** When the interval that runs now began, in London: rows from before it are due. */
function startOf(every: Dataset['sealEvery'], now: Temporal.Instant): Temporal.Instant {
  const local = now.toZonedDateTimeISO(legalZone)
  if (every === 'hourly' || every === null)
    return local.round({ smallestUnit: 'hour', roundingMode: 'floor' }).toInstant()
  const today = local.startOfDay()
  if (every === 'daily') return today.toInstant()
  if (every === 'weekly')
    return today
      .subtract({ days: today.dayOfWeek - 1 })
      .startOfDay()
      .toInstant()
  return today.with({ day: 1 }).startOfDay().toInstant()
}
