import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type {
  ColumnStatistics,
  ContractColumn,
  Dataset,
  DatasetServices,
  DatasetVersion,
  VersionColumn,
} from '../../src/datasets/index.ts'
import { findDataset, findVersion } from '../../src/datasets/index.ts'
import { json } from '../../src/db/index.ts'
import { newId } from '../../src/kernel/ids.ts'

type Made = { dataset: Dataset; version: DatasetVersion }
type Facts = Partial<
  Pick<Dataset, 'title' | 'description' | 'theme' | 'charts' | 'primaryKey' | 'keywords' | 'updateMode'>
> & { slug: string; columns: ContractColumn[]; csv: string }

const types: Record<string, string> = {
  string: 'varchar',
  integer: 'bigint',
  number: 'decimal(18,2)',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamp',
}

/** A published dataset of one version, put straight into store and database: for tests of what reads datasets. */
export async function makeDataset(
  services: DatasetServices,
  authorityId: string,
  { slug, columns, csv, ...facts }: Facts,
): Promise<Made> {
  const directory = join(services.tables.workDirectory, newId())
  mkdirSync(directory, { recursive: true })
  const csvPath = join(directory, 'made.csv')
  const parquetPath = join(directory, 'made.parquet')
  writeFileSync(csvPath, csv)
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const list = columns.map(({ name, type }) => `'${name}': '${types[type]}'`).join(', ')
  await connection.run(
    `copy (select * from read_csv('${csvPath}', header=true, columns={${list}})) to '${parquetPath}' (format parquet, compression zstd)`,
  )
  const counted = await connection.runAndReadAll(`select count(*)::integer from '${parquetPath}'`)
  const rows = Number(counted.getRows()[0]?.[0])
  const statistics = async (name: string): Promise<ColumnStatistics> => {
    const read = await connection.runAndReadAll(
      `select count("${name}")::integer, count(distinct "${name}")::integer, min("${name}")::varchar, max("${name}")::varchar from '${parquetPath}'`,
    )
    const [filled, distinct, least, greatest] = read.getRows()[0] ?? []
    return {
      filled: Number(filled),
      missing: rows - Number(filled),
      redacted: 0,
      suppressed: 0,
      distinct: Number(distinct),
      least: least === null ? null : String(least),
      greatest: greatest === null ? null : String(greatest),
      sum: null,
      mean: null,
      common: [],
    }
  }
  const versionColumns: VersionColumn[] = []
  for (const column of columns)
    versionColumns.push({ ...column, markers: false, statistics: await statistics(column.name) })
  connection.closeSync()
  instance.closeSync()
  const parquet = await services.files.adopt(parquetPath)
  const canonical = await services.files.adopt(csvPath)
  const now = services.clock.now()
  const datasetId = newId()
  await services.database.write(async (tx) => {
    await tx
      .insertInto('dataset')
      .values({
        id: datasetId,
        authority_id: authorityId,
        slug,
        title: facts.title ?? 'Library visits',
        description: facts.description ?? 'Visits to each library, counted at the door.',
        kind: 'table',
        theme: facts.theme ?? 'culture',
        keywords: facts.keywords ?? ['libraries'],
        owner: 'Libraries',
        contact_email: 'data@example.org',
        licence: 'OGL-UK-3.0',
        attributions: [],
        frequency: 'monthly',
        area_name: null,
        area_code: null,
        period_from: null,
        period_to: null,
        template: null,
        update_mode: facts.updateMode ?? 'replace',
        contract: json(columns),
        primary_key: facts.primaryKey ?? [],
        links: json([]),
        charts: facts.charts ?? [],
        seal_every: null,
        state: 'published',
        latest_version: 1,
        first_published_at: now,
        changed_at: now,
        withdrawn_at: null,
        withdrawn_by: null,
        withdrawn_reason: null,
        withdrawn_contact: null,
        replaced_by: null,
        created_by: null,
        created_at: now,
      })
      .execute()
    await tx
      .insertInto('dataset_version')
      .values({
        id: newId(),
        dataset_id: datasetId,
        number: 1,
        state: 'published',
        reason: 'first',
        breaking: null,
        period_from: null,
        period_to: null,
        rows,
        columns: json(versionColumns),
        primary_key: facts.primaryKey ?? [],
        source_name: `${slug}.csv`,
        source_sha256: canonical.sha256,
        source_bytes: canonical.size,
        recipe: json({}),
        ledger: json({}),
        parquet_sha256: parquet.sha256,
        parquet_bytes: parquet.size,
        csv_sha256: canonical.sha256,
        csv_bytes: canonical.size,
        difference: null,
        screening: json({ verdict: 'clear', checks: [], findings: [] }),
        certificate_id: null,
        created_by: null,
        created_at: now,
        published_at: now,
        approved_by: null,
        approval_reason: null,
        withdrawn_at: null,
        withdrawn_by: null,
        withdrawn_reason: null,
      })
      .execute()
  })
  const { reader } = services.database
  const dataset = await findDataset(reader, authorityId, slug)
  const version = dataset && (await findVersion(reader, dataset.id, 1))
  if (!dataset || !version) throw new Error('the dataset could not be made')
  return { dataset, version }
}
