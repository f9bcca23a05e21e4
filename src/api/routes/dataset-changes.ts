import type { FastifyReply } from 'fastify'
import {
  appendRows,
  approveVersion,
  createDataset,
  editDataset,
  findDataset,
  publishEntryOfDataset,
  refuseVersion,
  sealDataset,
  withdrawDataset,
  withdrawVersion,
  type Dataset,
} from '../../datasets/index.ts'
import type { Staff } from '../../identity/index.ts'
import type { App } from '../../web/kit/index.ts'
import { notFound, staffOf, valueOf } from '../access.ts'
import type { ApiServices } from '../api-services.ts'
import { matchHeader, tagVersion, versionOf } from '../change-route.ts'
import { factsProperties, proposalSchema, toFacts } from '../dataset-input.ts'
import { idempotencyKey, keyHeader } from '../idempotency.ts'
import { presentRecord, recordSchema } from '../present/dataset-record.ts'
import { staffOnly, withToken } from '../route-settings.ts'
import { answers, body, id, nullable, oneOf, staffProblems, text, Type } from '../schemas.ts'
import { slugParams } from './datasets.ts'

const tags = ['Data']
/** What routes that change what is said of a dataset say of themselves alike. */
const changing = {
  tags,
  ...withToken,
  params: slugParams,
  headers: matchHeader,
  response: answers(200, recordSchema, [
    ...staffProblems,
    'not-found',
    'withdrawn',
    'invalid-input',
    'not-now',
    'stale',
    'precondition-required',
    'release-stopped',
  ]),
}
const largestBatch = 6_000_000

/** What staff do to a dataset: describe, change, approve, withdraw, and the rows that machines send. */
export function registerDatasetChanges(api: App, services: ApiServices): void {
  const recordOf = async (staff: Staff, slug: string): Promise<Dataset> => {
    const dataset = await findDataset(services.database.reader, staff.authorityId, slug)
    if (dataset === null) throw notFound('There is no dataset of that name.')
    return dataset
  }
  const show = async (staff: Staff, reply: FastifyReply, slug: string) => {
    const dataset = await recordOf(staff, slug)
    tagVersion(reply, dataset.version)
    return presentRecord(dataset)
  }

  api.post(
    '/api/v1/datasets',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Describe a new dataset',
        description: 'It is a draft until its first file is published.',
        ...withToken,
        body: proposalSchema,
        response: answers(201, recordSchema, [...staffProblems, 'invalid-input']),
      },
    },
    async (request, reply) => {
      const staff = staffOf(request, 'manage-datasets')
      const { title, slug, ...facts } = request.body
      const made = valueOf(
        await createDataset(services, staff, {
          ...toFacts(facts),
          title,
          ...(slug === undefined ? {} : { slug }),
        }),
      )
      reply.code(201).header('Location', `/api/v1/datasets/${made.slug}`)
      return show(staff, reply, made.slug)
    },
  )

  api.get(
    '/api/v1/datasets/:slug/record',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Read what is said of a dataset, drafts included',
        description: 'Its ETag is what a change takes as If-Match.',
        ...withToken,
        params: slugParams,
        response: answers(200, recordSchema, [...staffProblems, 'not-found']),
      },
    },
    async (request, reply) => {
      const staff = staffOf(request, 'manage-datasets', 'approve-dataset')
      return show(staff, reply, request.params.slug)
    },
  )

  api.patch(
    '/api/v1/datasets/:slug',
    {
      config: staffOnly,
      schema: {
        ...changing,
        summary: 'Change what is said of a dataset',
        body: body(factsProperties),
      },
    },
    async (request, reply) => {
      const staff = staffOf(request, 'manage-datasets')
      const { slug } = request.params
      const facts = toFacts(request.body)
      valueOf(await editDataset(services, staff, { slug, version: versionOf(request), facts }))
      return show(staff, reply, slug)
    },
  )

  api.post(
    '/api/v1/datasets/:slug/listing',
    {
      config: staffOnly,
      schema: {
        ...changing,
        summary: 'Make the entry of data without a table here public',
        description: 'For what is kept elsewhere, is a document or only on paper.',
      },
    },
    async (request, reply) => {
      const staff = staffOf(request, 'manage-datasets')
      const { slug } = request.params
      valueOf(await publishEntryOfDataset(services, staff, { slug, version: versionOf(request) }))
      return show(staff, reply, slug)
    },
  )

  api.post(
    '/api/v1/datasets/:slug/versions/:versionId/approval',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Let out, or refuse, what the screening held back',
        description: 'Never by the person who sent the file.',
        ...withToken,
        params: Type.Object({ ...slugParams.properties, versionId: id() }),
        body: body({
          decision: oneOf(['approve', 'refuse']),
          reason: text(2_000, 'Why it may go, or may not: kept with its certificate'),
        }),
        response: answers(200, Type.Object({ slug: Type.String(), number: nullable(Type.Integer()) }), [
          ...staffProblems,
          'not-found',
          'withdrawn',
          'invalid-input',
          'not-now',
          'own-work',
        ]),
      },
    },
    async (request) => {
      const staff = staffOf(request, 'approve-dataset')
      const { slug, versionId } = request.params
      const { decision, reason } = request.body
      await recordOf(staff, slug)
      if (decision === 'approve') return valueOf(await approveVersion(services, staff, { versionId, reason }))
      const refused = valueOf(await refuseVersion(services, staff, { versionId, reason }))
      return { slug: refused.slug, number: null }
    },
  )

  api.post(
    '/api/v1/datasets/:slug/withdrawal',
    {
      config: staffOnly,
      schema: {
        ...changing,
        summary: 'Withdraw a dataset, or one version of it',
        description:
          'With `number`, only that version; without it the whole dataset, for which send If-Match.',
        body: body({
          reason: text(2_000, 'The public reads it'),
          number: Type.Optional(Type.Integer({ minimum: 1 })),
          contact: Type.Optional(text(300, 'Whom to ask')),
          replacedBy: Type.Optional(text(2_000, 'Another dataset by its slug, or a web address')),
        }),
      },
    },
    async (request, reply) => {
      const staff = staffOf(request, 'withdraw-dataset')
      const { slug } = request.params
      const { number, ...why } = request.body
      if (number === undefined)
        valueOf(await withdrawDataset(services, staff, { slug, version: versionOf(request), ...why }))
      else valueOf(await withdrawVersion(services, staff, { slug, number, reason: why.reason }))
      return show(staff, reply, slug)
    },
  )

  api.post(
    '/api/v1/datasets/:slug/rows',
    {
      config: staffOnly,
      bodyLimit: largestBatch,
      schema: {
        tags,
        summary: 'Add rows to a live dataset',
        description:
          'At most 10,000 rows or 5 MB, each an object by column name. One fault and none is kept. They are public once they are sealed into a version.',
        ...withToken,
        params: slugParams,
        headers: keyHeader,
        body: body({
          rows: Type.Array(
            Type.Record(
              Type.String(),
              Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
            ),
            { minItems: 1, maxItems: 10_000 },
          ),
        }),
        response: answers(
          200,
          Type.Object({
            received: Type.Integer(),
            already: Type.Boolean({ description: 'True where the same request came before' }),
          }),
          [
            ...staffProblems,
            'not-found',
            'withdrawn',
            'invalid-input',
            'not-now',
            'idempotency-conflict',
            'too-large',
          ],
        ),
      },
    },
    async (request) => {
      const staff = staffOf(request, 'append-rows')
      const { slug } = request.params
      const key = idempotencyKey(request)
      return valueOf(await appendRows(services, staff, { slug, key, rows: request.body.rows }))
    },
  )

  api.post(
    '/api/v1/datasets/:slug/seal',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Make a version of the rows that were added',
        description: 'It happens by itself as often as the dataset says; this does it now.',
        ...withToken,
        params: slugParams,
        response: answers(
          200,
          Type.Object({
            importId: nullable(Type.String({ description: 'Null where there were none' })),
            rows: Type.Integer(),
          }),
          [...staffProblems, 'not-found', 'withdrawn'],
        ),
      },
    },
    async (request) => {
      const staff = staffOf(request, 'append-rows')
      return valueOf(await sealDataset(services, staff, { slug: request.params.slug }))
    },
  )
}
