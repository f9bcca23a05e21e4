import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  answerImport,
  cancelImport,
  findImport,
  importStates,
  listImports,
  receiveImport,
  resumeImport,
  type ReceivedFile,
} from '../../datasets/index.ts'
import type { Staff } from '../../identity/index.ts'
import type { App } from '../../web/kit/index.ts'
import { notFound, staffOf, valueOf } from '../access.ts'
import type { ApiServices } from '../api-services.ts'
import { optionsSchema, readOptions, readProposal, toOptions } from '../dataset-input.ts'
import { matchHeader, tagVersion, versionOf } from '../change-route.ts'
import { listSchema, pageOf, sendList } from '../pages-of.ts'
import { importSchema, presentImport } from '../present/import.ts'
import { readDatasetFile } from '../read-dataset-file.ts'
import { fileBody } from '../read-upload.ts'
import { staffOnly, withToken } from '../route-settings.ts'
import { answers, body, id, limit, next, oneOf, staffProblems, text, Type } from '../schemas.ts'
import { slugParams } from './datasets.ts'

const tags = ['Data']
const importParams = Type.Object({ importId: id() })
/** What routes that change an import say of themselves alike. */
const changing = {
  tags,
  ...withToken,
  params: importParams,
  headers: matchHeader,
  response: answers(200, importSchema, [
    ...staffProblems,
    'not-found',
    'invalid-input',
    'not-now',
    'stale',
    'precondition-required',
  ]),
}

/** Files on their way to a version: sent, watched, answered. */
export async function registerDatasetImports(api: App, services: ApiServices): Promise<void> {
  const { reader } = services.database
  const recordOf = async (staff: Staff, importId: string) => {
    const record = await findImport(reader, staff.authorityId, importId)
    if (record === null) throw notFound('There is no import of that id.')
    return record
  }
  const show = async (staff: Staff, reply: FastifyReply, importId: string) => {
    const record = await recordOf(staff, importId)
    tagVersion(reply, record.version)
    return presentImport(record, (path) => services.linkTo(services.authority(staff.authorityId), path))
  }

  api.get(
    '/api/v1/imports',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'List files on their way to a version',
        ...withToken,
        querystring: Type.Object({
          state: Type.Optional(oneOf(importStates)),
          slug: Type.Optional(text(100)),
          limit: limit(100, 50),
          next,
        }),
        response: answers(200, listSchema('DatasetImports', importSchema), staffProblems),
      },
    },
    async (request, reply) => {
      const staff = staffOf(request, 'manage-datasets', 'approve-dataset')
      const { limit: pageSize = 50, next: token, state, slug } = request.query
      const found = await listImports(reader, staff.authorityId, {
        page: pageOf(token),
        pageSize,
        ...(state === undefined ? {} : { state }),
        ...(slug === undefined ? {} : { slug }),
      })
      const authority = services.authority(staff.authorityId)
      return sendList(request, reply, found, (item) =>
        presentImport({ ...item, report: null, built: null }, (path) => services.linkTo(authority, path)),
      )
    },
  )

  api.get(
    '/api/v1/imports/:importId',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Read how far a file has come',
        ...withToken,
        params: importParams,
        response: answers(200, importSchema, [...staffProblems, 'not-found']),
      },
    },
    async (request, reply) => {
      const staff = staffOf(request, 'manage-datasets', 'approve-dataset')
      return show(staff, reply, request.params.importId)
    },
  )

  api.post(
    '/api/v1/imports/:importId/answers',
    {
      config: staffOnly,
      schema: {
        ...changing,
        summary: 'Answer what only a person may decide, or publish what is ready',
        body: body({ options: Type.Optional(optionsSchema), publish: Type.Boolean() }),
      },
    },
    async (request, reply) => {
      const staff = staffOf(request, 'manage-datasets')
      const { importId } = request.params
      const { options = {}, publish } = request.body
      const version = versionOf(request)
      valueOf(
        await answerImport(services, staff, { importId, version, options: toOptions(options), publish }),
      )
      return show(staff, reply, importId)
    },
  )

  const changes = [
    ['cancellation', 'Give up on a file that is not published yet', cancelImport],
    ['resumption', 'Try again what failed or was stopped', resumeImport],
  ] as const
  for (const [path, summary, change] of changes)
    api.post(
      `/api/v1/imports/:importId/${path}`,
      {
        config: staffOnly,
        schema: { ...changing, summary },
      },
      async (request, reply) => {
        const staff = staffOf(request, 'manage-datasets')
        const { importId } = request.params
        valueOf(await change(services, staff, { importId, version: versionOf(request) }))
        return show(staff, reply, importId)
      },
    )

  const settings = {
    publish: Type.Optional(
      Type.Boolean({
        description: 'False: stop once it is ready, for a person to look at. True unless given',
      }),
    ),
    options: Type.Optional(text(100_000, 'JSON, as the body of `/answers` takes it')),
  }
  const proposed = {
    title: Type.Optional(text(300, 'Of the new dataset')),
    slug: Type.Optional(text(100, 'Of its address; made from the title without it')),
    proposal: Type.Optional(
      text(100_000, 'JSON: everything that is said of it, as for `POST /api/v1/datasets`'),
    ),
  }
  const uploading = {
    tags,
    description:
      'Send the file itself as the body with its name in X-File-Name, or a form (multipart/form-data) with one file; what stands in the address may be fields of the form instead. It is worked on at once: read the import to see how far it has come. With an Idempotency-Key, the same request again gives the same import.',
    'x-request-body': fileBody,
    ...withToken,
    headers: Type.Object({
      'x-file-name': Type.Optional(text(900, 'Percent-encoded UTF-8; not needed with a form')),
      'idempotency-key': Type.Optional(text(255)),
    }),
    response: answers(202, importSchema, [
      ...staffProblems,
      'not-found',
      'withdrawn',
      'invalid-input',
      'not-now',
      'idempotency-conflict',
      'too-large',
      'disk-full',
    ]),
  }
  const receive = async (
    request: FastifyRequest,
    reply: FastifyReply,
    target: (fields: Record<string, string | undefined>) => Pick<ReceivedFile, 'slug' | 'proposal'>,
  ) => {
    const staff = staffOf(request, 'manage-datasets')
    const { file, fields } = await readDatasetFile(services, request)
    const query = request.query as Record<string, unknown>
    const given = (name: string): string | undefined => {
      const value = query[name] ?? fields[name]
      return typeof value === 'string' ? value : typeof value === 'boolean' ? `${value}` : undefined
    }
    const key = request.headers['idempotency-key']
    const received = valueOf(
      await receiveImport(services, staff, {
        ...target({ title: given('title'), slug: given('slug'), proposal: given('proposal') }),
        file,
        options: readOptions(given('options')),
        publish: given('publish') !== 'false',
        ...(typeof key === 'string' ? { requestKey: key } : {}),
      }),
    )
    reply.code(202).header('Location', `/api/v1/imports/${received.importId}`)
    return show(staff, reply, received.importId)
  }

  await api.register(async (files: App) => {
    files.removeContentTypeParser('application/json')
    // Straight through: a file of gigabytes is never in memory.
    files.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    files.post(
      '/api/v1/imports',
      {
        config: { ...staffOnly, upload: true },
        schema: {
          ...uploading,
          summary: 'Send a file that makes a new dataset',
          querystring: Type.Object({ ...proposed, ...settings }),
        },
      },
      async (request, reply) =>
        receive(request, reply, ({ title, slug, proposal }) => ({
          proposal: readProposal(proposal, title, slug),
        })),
    )
    files.post(
      '/api/v1/datasets/:slug/imports',
      {
        config: { ...staffOnly, upload: true },
        schema: {
          ...uploading,
          summary: 'Send a file that makes the next version of a dataset',
          params: slugParams,
          querystring: Type.Object(settings),
        },
      },
      async (request, reply) => receive(request, reply, () => ({ slug: request.params.slug })),
    )
  })
}
