import {
  catalogueColumns,
  inTurns,
  inventoryType,
  projectOpenDataFrame,
  readRecords,
  toProjectOpenData,
  writeInventory,
  type CatalogueRecord,
  type CatalogueSource,
} from '../../../catalogue/index.ts'
import type { DatasetState } from '../../../datasets/index.ts'
import { legalDay } from '../../../kernel/clock.ts'
import { readState, sendCsv, type App } from '../../kit/index.ts'
import type { PublicServices } from '../public-services.ts'
import { exported, harvestPage, readOrRefuse, sendCatalogue, sourceFor } from './open-read.ts'

/** More datasets than any council has, so that in practice the whole catalogue is one answer. */
const pageSize = 1000

/** The catalogue in one piece: for Project Open Data, as an inventory and as a table. */
export function registerLists(routes: App, services: PublicServices): void {
  const { reader } = services.database

  routes.get('/data.json', { config: exported }, (request, reply) =>
    sendCatalogue(services, request, reply, async (source) => {
      const page = harvestPage(readState(request).query['page'])
      const start = (page - 1) * pageSize
      const { records, total } = await readRecords(reader, source, { start, rows: pageSize })
      if (records.length === 0 && page > 1) return null
      const datasets = await inTurns(records, (record) => JSON.stringify(toProjectOpenData(record)))
      const frame = JSON.stringify({ ...projectOpenDataFrame, '@id': source.linkTo('/data.json') })
      const body = `${frame.slice(0, -1)},\n"dataset":[\n${datasets.join(',\n')}\n]}\n`
      const next = source.linkTo(`/data.json?page=${page + 1}`)
      return {
        type: 'application/json; charset=utf-8',
        body,
        ...(start + pageSize < total ? { headers: { Link: `<${next}>; rel="next"` } } : {}),
      }
    }),
  )

  routes.get('/inventory.xml', { config: exported }, (request, reply) =>
    sendCatalogue(services, request, reply, async (source, modified) => {
      const records: CatalogueRecord[] = []
      for await (const record of allRecords(services, source, ['published', 'withdrawn']))
        records.push(record)
      const day = legalDay(modified ?? services.clock.now())
      return { type: inventoryType, body: await writeInventory(source, records, day) }
    }),
  )

  routes.get('/catalog.csv', { config: exported }, async (request, reply) => {
    const source = sourceFor(services, request)
    // The first page is read before anything is sent: from then on a fault cuts the answer off, and never empties it.
    const records = allRecords(services, source, ['published'])
    const first = await readOrRefuse(reply, () => records.next())
    return sendCsv(reply, `${source.authority.slug}-catalogue`, catalogueColumns, rest(first, records))
  })
}

async function* allRecords(
  { database }: PublicServices,
  source: CatalogueSource,
  states: readonly DatasetState[],
): AsyncGenerator<CatalogueRecord, undefined> {
  for (let start = 0; ; start += pageSize) {
    const { records, total } = await readRecords(database.reader, source, { states, start, rows: pageSize })
    yield* records
    if (start + pageSize >= total) return undefined
  }
}

async function* rest<T>(
  first: IteratorResult<T, undefined>,
  others: AsyncGenerator<T, undefined>,
): AsyncGenerator<T> {
  if (first.done === true) return
  yield first.value
  yield* others
}
