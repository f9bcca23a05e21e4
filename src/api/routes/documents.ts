import { addDocument, readDocument, unlockDocument } from '../../cases/index.ts'
import { refuseFields, success } from '../../kernel/outcome.ts'
import type { App } from '../../web/kit/index.ts'
import { notFound, staffOf, valueOf } from '../access.ts'
import type { ApiServices } from '../api-services.ts'
import { attachment } from '../attachment.ts'
import { changeCase, changeProblems, matchHeader } from '../change-route.ts'
import { stateSchema } from '../present/case-summary.ts'
import { acceptFiles, fileBody, readFiles } from '../read-upload.ts'
import { staffOnly, withToken } from '../route-settings.ts'
import {
  answers,
  body,
  fileAnswers,
  id,
  key,
  oneOf,
  reference,
  staffProblems,
  text,
  Type,
} from '../schemas.ts'

const tags = ['Cases']

export async function registerDocuments(api: App, services: ApiServices): Promise<void> {
  api.get(
    '/api/v1/documents/:documentId',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Download a document',
        description: 'Each reading is recorded. A file with a virus is never given.',
        ...withToken,
        params: Type.Object({ documentId: id() }),
        response: fileAnswers(['application/octet-stream'], [...staffProblems, 'not-found', 'quarantined']),
      },
    },
    async (request, reply) => {
      const file = await readDocument(
        services,
        staffOf(request, 'read-cases', 'complete-task'),
        request.params.documentId,
      )
      if (file === null) throw notFound('There is no document of that id.')
      return reply
        .type(file.mediaType)
        .header('Content-Length', file.size)
        .header('Content-Disposition', attachment(file.name))
        .send(file.stream)
    },
  )

  api.post(
    '/api/v1/documents/:documentId/unlock',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Let a file out of quarantine',
        description:
          'After a false alarm of the virus scanner, which is asked again. Where it now finds nothing the file is let out (`released`); else a second person must ask the same (`asked` until then). It is looked into again before it opens.',
        ...withToken,
        params: Type.Object({ documentId: id() }),
        body: body({
          reason: Type.String({ minLength: 10, maxLength: 2000, description: 'Why it is a false alarm' }),
        }),
        response: answers(200, Type.Object({ state: oneOf(['asked', 'released']) }), [
          ...staffProblems,
          'not-found',
          'not-now',
          'own-work',
          'invalid-input',
        ]),
      },
    },
    async (request) => {
      const staff = staffOf(request, 'unlock-file')
      const { documentId } = request.params
      return valueOf(await unlockDocument(services, staff, { documentId, reason: request.body.reason }))
    },
  )

  await api.register(async (files: App) => {
    acceptFiles(files, services.largestUpload)
    files.post(
      '/api/v1/cases/:reference/documents',
      {
        config: { ...staffOnly, upload: true },
        ...(services.largestUpload === undefined ? {} : { bodyLimit: services.largestUpload }),
        schema: {
          tags,
          summary: 'Add a document',
          description:
            'Send the file itself as the body with its name in X-File-Name, or a form (multipart/form-data) with one file.',
          'x-request-body': fileBody,
          ...withToken,
          params: reference,
          headers: Type.Object({
            ...matchHeader.properties,
            'x-file-name': Type.Optional(text(900, 'Percent-encoded UTF-8; not needed with a form')),
          }),
          querystring: Type.Object({
            part: Type.Optional(Type.Integer({ minimum: 1, description: 'The part it answers' })),
            release: Type.Optional(oneOf(['held', 'for-release'], { description: '`held` unless given' })),
          }),
          response: answers(
            200,
            Type.Object({ case: stateSchema, result: Type.Object({ documentId: key() }) }),
            [...changeProblems, 'too-large', 'unsupported-type'],
          ),
        },
      },
      async (request, reply) => {
        const staff = staffOf(request)
        const { part, release } = request.query
        const { uploads } = await readFiles(request)
        const done = await changeCase(services, request, reply, staff, async (target) => {
          const [upload, ...more] = uploads
          if (upload === undefined || more.length > 0)
            return refuseFields([{ field: 'upload', message: 'Send one file' }])
          const partId = target.parts.find(({ number }) => number === part)?.id
          if (part !== undefined && partId === undefined)
            return refuseFields([{ field: 'part', message: 'The case has no part of that number' }])
          const added = await addDocument(services, staff, {
            caseId: target.id,
            version: target.version,
            upload,
            forRelease: release === 'for-release',
            ...(partId === undefined ? {} : { partId }),
          })
          return added.ok ? success({ documentId: added.value.documentId }) : added
        })
        return { case: done.case, result: done.value }
      },
    )
  })
}
