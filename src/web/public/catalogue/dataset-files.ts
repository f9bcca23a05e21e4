import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  croissantType,
  csvwLocations,
  csvwType,
  findRecord,
  toCroissant,
  toCsvw,
  toDataPackage,
  toUkExchange,
  type DetailedRecord,
} from '../../../catalogue/index.ts'
import { writeZip } from '../../../kernel/write-zip.ts'
import { ProblemError } from '../../../kernel/outcome.ts'
import { httpDate, isUnchanged, type App } from '../../kit/index.ts'
import type { PublicServices } from '../public-services.ts'
import { withdrawn } from './dcat.ts'
import { exported, harvested, readOrRefuse, sendCatalogue, sourceFor, missing } from './open-read.ts'

const json = 'application/json; charset=utf-8'
/** What 32-bit sizes in a zip can say, with room for the description. */
const largestZipped = 4_000_000_000

/** What describes one dataset beside its page: each for another kind of client. */
export function registerDatasetFiles(routes: App, services: PublicServices): void {
  const { reader } = services.database

  const describe = (
    path: string,
    type: string,
    make: (record: DetailedRecord) => Record<string, unknown> | null,
  ) =>
    routes.get(path, { config: harvested }, (request, reply) =>
      sendCatalogue(services, request, reply, async (source) => {
        const { slug, number } = request.params as { slug: string; number?: string }
        if (number !== undefined && !/^[1-9]\d{0,8}$/.test(number)) return null
        const record = await findRecord(reader, source, slug, number === undefined ? null : Number(number))
        if (record === null) return null
        if (record.withdrawal !== null) throw withdrawn(record.withdrawal)
        const made = make(record)
        return made === null ? null : { type, body: `${JSON.stringify(made, null, 1)}\n` }
      }),
    )

  describe('/data/:slug/datapackage.json', json, (record) => toDataPackage(record))
  describe('/data/:slug/croissant.jsonld', croissantType, toCroissant)
  describe('/data/:slug/metadata.json', json, toUkExchange)
  describe('/data/:slug.csv-metadata.json', csvwType, (record) =>
    record.latest === null ? null : toCsvw(record, `${record.addresses.page}.csv`),
  )
  describe('/data/:slug/versions/:number/datapackage.json', json, (record) => toDataPackage(record))
  describe('/data/:slug/versions/:number.csv-metadata.json', csvwType, (record) =>
    record.latest === null ? null : toCsvw(record, `${record.addresses.version(record.latest.number)}.csv`),
  )
  routes.get('/data/:slug.zip', { config: exported }, (request, reply) => sendZip(services, request, reply))
  routes.get('/.well-known/csvm', { config: harvested }, (_request, reply) =>
    reply.type('text/plain; charset=utf-8').send(csvwLocations),
  )
}

/** The CSV and its data package in one file, made as it is sent. */
async function sendZip(
  services: PublicServices,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { slug } = request.params as { slug: string }
  const source = sourceFor(services, request)
  const record = await readOrRefuse(reply, () => findRecord(services.database.reader, source, slug))
  if (record === null || record.latest === null) return missing(reply)
  if (record.withdrawal !== null) throw withdrawn(record.withdrawal)
  const { latest, modified } = record
  if (latest.csv.bytes > largestZipped)
    throw new ProblemError(
      'too-large',
      `This table is too large for a ZIP. Take ${record.addresses.page}.csv instead.`,
    )
  const description = `${JSON.stringify(toDataPackage(record, 'data.csv'), null, 1)}\n`
  const etag = `"${latest.csv.sha256}-${modified.epochMilliseconds}-zip"`
  reply
    .type('application/zip')
    .header('ETag', etag)
    .header('Last-Modified', httpDate(modified))
    .header('Content-Disposition', `attachment; filename="${slug}-version-${latest.number}.zip"`)
  if (isUnchanged(request, etag, modified)) return reply.code(304).send()
  if (request.method === 'HEAD') return reply.send()
  const csv = await services.files.open(latest.csv.sha256)
  const parts = [
    { name: 'datapackage.json', content: [Buffer.from(description)] },
    { name: 'data.csv', content: csv },
  ]
  return reply.send(Readable.from(writeZip(parts), { objectMode: false }))
}
