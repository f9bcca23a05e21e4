import {
  exportTable,
  readTableQuery,
  writeTableQuery,
  type DatasetVersion,
  type ExportFormat,
  type TableQuery,
} from '../../../datasets/index.ts'
import { legalDay } from '../../../kernel/clock.ts'
import { sha256 } from '../../../kernel/ids.ts'
import type { App } from '../../kit/index.ts'
import { sendMade, sendRefusal, sendStored } from '../../kit/index.ts'
import type { FastifyReply, FastifyRequest } from '../../kit/options.ts'
import type { PublicServices } from '../public-services.ts'
import type { DatasetContexts } from './dataset-context.ts'
import { findAsked, type Found } from './find-version.ts'
import { makeJsonTwin, toDatasetJson } from './json-twin.ts'
import { letAnySiteRead } from './public-file.ts'
import { emptyQuery, isExploring, pageParameters } from './table-address.ts'

const mediaTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
const formats = Object.keys(mediaTypes) as ExportFormat[]

/** The files of a dataset and of each version, whole or in any state an address can hold. */
export function registerDatasetFiles(app: App, services: PublicServices, contexts: DatasetContexts): void {
  for (const format of formats)
    for (const path of [`/data/:slug.${format}`, `/data/:slug/versions/:number.${format}`])
      app.route({
        method: ['GET', 'HEAD'],
        url: path,
        config: { rate: 'exports' },
        handler: async (request, reply) => {
          letAnySiteRead(reply)
          const found = await findAsked(services, contexts, request, reply)
          return found === null ? reply : sendFile(services, request, reply, found, format)
        },
      })
}

async function sendFile(
  services: PublicServices,
  request: FastifyRequest,
  reply: FastifyReply,
  found: Found,
  format: ExportFormat,
): Promise<FastifyReply> {
  const { context, version, asked } = found
  const { slug, licence } = context.dataset
  const linkTo = (path: string) => services.linkTo(context.authority, path)
  if (version === null) {
    if (format !== 'json') {
      reply.callNotFound()
      return reply
    }
    return reply.send({ dataset: toDatasetJson(context, linkTo), version: null, rows: [], next: null })
  }
  const params = new URL(request.url, 'http://internal.invalid').searchParams
  const read = readTableQuery(version.columns, params, pageParameters)
  if (!read.ok) return sendRefusal(reply, read)
  const { query } = read
  const flags = { bom: isOn(params.get('bom')), spreadsheetSafe: isOn(params.get('safe')) }
  const path = `/data/${slug}${asked === null ? '' : `/versions/${asked}`}`
  const links = [
    `<${linkTo(`/licences/${encodeURIComponent(licence)}`)}>; rel="license"`,
    ...(format === 'csv'
      ? [`<${linkTo(`${path}.csv-metadata.json`)}>; rel="describedby"; type="application/csvm+json"`]
      : []),
    ...(asked === null ? [] : [`<${linkTo(`/data/${slug}.${format}`)}>; rel="latest-version"`]),
  ]
  reply.header('Link', links.join(', '))
  const whole = !isExploring({ ...query, facets: [], next: null })
  const fileName = `${slug}-${dayOf(version)}${whole ? '' : '-part'}.${format}`
  if (whole && !flags.bom && !flags.spreadsheetSafe && (format === 'csv' || format === 'parquet')) {
    const { sha256: hash, bytes } = format === 'csv' ? version.csv : version.parquet
    return sendStored(request, reply, {
      sha256: hash,
      size: bytes,
      mediaType: mediaTypes[format],
      fileName,
      modified: version.publishedAt ?? version.createdAt,
      immutable: asked !== null,
      open: (range) => services.files.open(hash, range),
    })
  }
  const paged = format === 'json' && (params.has('limit') || params.has('next'))
  return sendMade(request, reply, {
    stamp: stampOf(found, version, query, format, [flags, paged]),
    mediaType: mediaTypes[format],
    fileName: format === 'json' ? null : fileName,
    // The JSON says beside the rows what the dataset is called today.
    immutable: asked !== null && format !== 'json',
    make: async () => {
      if (format === 'json')
        return makeJsonTwin(services, context, version, { path, charts: [] }, query, paged)
      const exported = await exportTable(services, version, query, { format, ...flags })
      return exported.ok ? { ok: true, value: exported.value.stream } : exported
    },
  })
}

/** What the bytes of a made file depend on. Pages know of more: of the other versions, and of the day. */
function stampOf(
  { context }: Found,
  version: DatasetVersion,
  query: TableQuery,
  format: ExportFormat,
  rest: unknown[],
): string {
  const about = format === 'json' ? context.stamp : ''
  const state = writeTableQuery({ ...query, ...(format === 'json' ? {} : { ...pageless }) }).toString()
  return sha256(JSON.stringify([about, version.id, version.parquet.sha256, format, state, rest])).slice(0, 40)
}

const pageless = { next: null, limit: emptyQuery.limit, facets: [] }

function isOn(value: string | null): boolean {
  return value === 'true' || value === '1' || value === 'yes'
}

function dayOf({ publishedAt, createdAt }: DatasetVersion): string {
  return legalDay(publishedAt ?? createdAt).toString()
}
