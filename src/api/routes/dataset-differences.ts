import {
  differenceKinds,
  exportDifference,
  findPublicTable,
  readDifference,
  type DatasetVersion,
} from '../../datasets/index.ts'
import { sha256 } from '../../kernel/ids.ts'
import { sendMade, type App } from '../../web/kit/index.ts'
import { valueOf } from '../access.ts'
import type { ApiServices } from '../api-services.ts'
import { pageColumnSchema } from '../present/dataset.ts'
import { publicExport, publicRead } from '../route-settings.ts'
import { answers, limit, named, next, nextToken, nullable, oneOf, Type } from '../schemas.ts'
import { addressWith, cellSchema, downloads, mediaTypes, tableProblems } from './dataset-rows.ts'
import { versionParams } from './datasets.ts'

const tags = ['Data']

/** What changed between versions, row by row. */
export function registerDatasetDifferences(api: App, services: ApiServices): void {
  const { reader } = services.database
  const find = async (
    request: Parameters<typeof services.authorityFor>[0],
    slug: string,
    number: number,
  ): Promise<DatasetVersion> =>
    valueOf(await findPublicTable(reader, services.authorityFor(request).id, slug, number)).version

  const from = Type.Optional(
    Type.Integer({ minimum: 1, maximum: 999_999_999, description: 'The version before, unless asked' }),
  )
  const cells = nullable(Type.Array(cellSchema, { description: 'In the order of `columns`' }))
  api.get(
    '/api/v1/datasets/:slug/versions/:number/diff',
    {
      config: publicRead,
      schema: {
        tags,
        summary: 'Read what changed in a version',
        description: 'Row by row, matched by the primary key; where there is none, by the whole row.',
        params: versionParams,
        querystring: Type.Object({
          from,
          kind: Type.Optional(oneOf(differenceKinds)),
          limit: limit(1000, 50),
          next,
        }),
        response: answers(
          200,
          named('DatasetDifference', {
            from: Type.Integer(),
            to: Type.Integer(),
            key: nullable(Type.Array(Type.String())),
            columns: Type.Array(
              Type.Object({
                ...pageColumnSchema.properties,
                only: nullable(oneOf(['before', 'after'], { description: 'Which version alone has it' })),
              }),
            ),
            counts: Type.Object({
              added: Type.Integer(),
              removed: Type.Integer(),
              changed: Type.Integer(),
              same: Type.Integer(),
            }),
            rows: Type.Array(
              Type.Object({
                kind: oneOf(differenceKinds),
                before: cells,
                after: cells,
                beforeRow: nullable(Type.Integer()),
                afterRow: nullable(Type.Integer()),
                changed: Type.Array(Type.String()),
              }),
            ),
            next: nextToken,
          }),
          tableProblems,
        ),
      },
    },
    async (request, reply) => {
      const { slug, number } = request.params
      const { kind, limit: most = 50, next: token = null } = request.query
      const after = await find(request, slug, number)
      const before = await find(request, slug, request.query.from ?? versionBefore(after))
      const page = valueOf(await readDifference(services, before, after, { kind, limit: most, next: token }))
      if (page.next !== null) reply.header('Link', `<${addressWith(request.url, page.next)}>; rel="next"`)
      return { from: before.number ?? 0, to: after.number ?? 0, ...page }
    },
  )

  api.get(
    '/api/v1/datasets/:slug/versions/:number/diff/export',
    {
      config: publicExport,
      schema: {
        tags,
        summary: 'Download what changed in a version',
        params: versionParams,
        querystring: Type.Object({
          from,
          kind: Type.Optional(oneOf(differenceKinds)),
          format: oneOf(['csv', 'json']),
        }),
        response: downloads(tableProblems),
      },
    },
    async (request, reply) => {
      const { slug, number } = request.params
      const { kind, format } = request.query
      const after = await find(request, slug, number)
      const before = await find(request, slug, request.query.from ?? versionBefore(after))
      return sendMade(request, reply, {
        stamp: sha256([before.parquet.sha256, after.parquet.sha256, kind ?? '', format].join(' ')).slice(
          0,
          40,
        ),
        mediaType: mediaTypes[format],
        fileName: `${slug}-${before.number ?? 0}-${after.number ?? 0}.${format}`,
        immutable: false,
        make: async () => {
          const made = await exportDifference(services, before, after, { format, kind })
          return made.ok ? { ok: true, value: made.value.stream } : made
        },
      })
    },
  )
}

function versionBefore({ difference, number }: DatasetVersion): number {
  return difference?.from ?? Math.max(1, (number ?? 1) - 1)
}
