import {
  findPublicDataset,
  findPublicTable,
  findVersion,
  listDatasets,
  listVersionSummaries,
} from '../../datasets/index.ts'
import { ProblemError } from '../../kernel/outcome.ts'
import type { App } from '../../web/kit/index.ts'
import { valueOf } from '../access.ts'
import type { ApiServices } from '../api-services.ts'
import { listSchema, pageOf, sendList } from '../pages-of.ts'
import {
  datasetSchema,
  datasetSummarySchema,
  presentDataset,
  presentDatasetSummary,
  presentVersion,
  presentVersionSummary,
  versionSchema,
  versionSummarySchema,
} from '../present/dataset.ts'
import { publicRead } from '../route-settings.ts'
import { answers, limit, moment, next, oneOf, text, Type } from '../schemas.ts'

const tags = ['Data']
const pageMost = 100

export const slugParams = Type.Object({
  slug: Type.String({ pattern: '^[a-z0-9-]{1,100}$', description: 'As in its address: `council-spending`' }),
})
export const versionParams = Type.Object({
  ...slugParams.properties,
  number: Type.Integer({ minimum: 1, maximum: 999_999_999 }),
})

/** What is published as data: the list, each dataset, its versions. */
export function registerDatasets(api: App, services: ApiServices): void {
  const { reader } = services.database

  api.get(
    '/api/v1/datasets',
    {
      config: publicRead,
      schema: {
        tags,
        summary: 'List datasets',
        querystring: Type.Object({
          q: Type.Optional(text(300, 'Words, "phrases", `or`, `-not`')),
          theme: Type.Optional(text(100)),
          kind: Type.Optional(text(40)),
          licence: Type.Optional(text(100)),
          keyword: Type.Optional(text(100)),
          changedSince: Type.Optional(moment()),
          sort: Type.Optional(oneOf(['changed', 'title', 'slug'])),
          limit: limit(pageMost, 50),
          next,
        }),
        response: answers(200, listSchema('Datasets', datasetSummarySchema)),
      },
    },
    async (request, reply) => {
      const authority = services.authorityFor(request)
      const { limit: pageSize = 50, next: token, changedSince, ...filters } = request.query
      const found = await listDatasets(reader, authority.id, {
        ...filters,
        ...(changedSince === undefined ? {} : { changedSince: toInstant(changedSince) }),
        page: pageOf(token),
        pageSize,
      })
      const linkTo = (path: string) => services.linkTo(authority, path)
      return sendList(request, reply, found, (dataset) => presentDatasetSummary(dataset, linkTo))
    },
  )

  api.get(
    '/api/v1/datasets/:slug',
    {
      config: publicRead,
      schema: {
        tags,
        summary: 'Read a dataset',
        params: slugParams,
        response: answers(200, datasetSchema, ['not-found', 'withdrawn']),
      },
    },
    async (request) => {
      const authority = services.authorityFor(request)
      const dataset = valueOf(await findPublicDataset(reader, authority.id, request.params.slug))
      const latest =
        dataset.latestVersion === null ? null : await findVersion(reader, dataset.id, dataset.latestVersion)
      const shown = latest?.state === 'published' ? latest : null
      return presentDataset(dataset, shown, authority.name, (path) => services.linkTo(authority, path))
    },
  )

  api.get(
    '/api/v1/datasets/:slug/versions',
    {
      config: publicRead,
      schema: {
        tags,
        summary: 'List the versions of a dataset',
        description: 'Newest first, withdrawn ones with the reason.',
        params: slugParams,
        querystring: Type.Object({ limit: limit(pageMost, 50), next }),
        response: answers(200, listSchema('DatasetVersions', versionSummarySchema), [
          'not-found',
          'withdrawn',
        ]),
      },
    },
    async (request, reply) => {
      const authority = services.authorityFor(request)
      const dataset = valueOf(await findPublicDataset(reader, authority.id, request.params.slug))
      const { limit: pageSize = 50, next: token } = request.query
      const found = await listVersionSummaries(reader, dataset.id, { page: pageOf(token), pageSize })
      return sendList(request, reply, found, (version) =>
        presentVersionSummary(dataset.slug, version, (path) => services.linkTo(authority, path)),
      )
    },
  )

  api.get(
    '/api/v1/datasets/:slug/versions/:number',
    {
      config: publicRead,
      schema: {
        tags,
        summary: 'Read a version',
        params: versionParams,
        response: answers(200, versionSchema, ['not-found', 'withdrawn']),
      },
    },
    async (request) => {
      const authority = services.authorityFor(request)
      const { slug, number } = request.params
      const { version } = valueOf(await findPublicTable(reader, authority.id, slug, number))
      return presentVersion(slug, version, (path) => services.linkTo(authority, path))
    },
  )
}

function toInstant(written: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(written)
  } catch {
    throw new ProblemError('bad-request', '`changedSince` must be a moment such as 2026-01-14T09:32:00Z.', [
      { field: 'changedSince', message: 'This must be a moment such as 2026-01-14T09:32:00Z' },
    ])
  }
}
