import { ProblemError } from '../../kernel/outcome.ts'
import { decodeCursor } from '../../kernel/pagination.ts'
import { isId } from '../../kernel/ids.ts'
import {
  acceptFindings,
  findCertificate,
  inspectApart,
  listCertificates,
  listFindings,
  releaseRoutes,
} from '../../release/index.ts'
import type { App } from '../../web/kit/index.ts'
import { notFound, staffOf, valueOf } from '../access.ts'
import type { ApiServices } from '../api-services.ts'
import { badToken, nextOf } from '../pages-of.ts'
import {
  certificateRowSchema,
  certificateSchema,
  inspectionSchema,
  presentCertificate,
  presentCertificateRow,
} from '../present/certificate.ts'
import { acceptFiles, readFiles } from '../read-upload.ts'
import { staffOnly, withToken } from '../route-settings.ts'
import {
  answers,
  body,
  id,
  limit,
  named,
  next,
  nextToken,
  oneOf,
  staffProblems,
  text,
  Type,
} from '../schemas.ts'

const tags = ['Release']
const mostTexts = 50
const certificateId = Type.Object({ id: id() })

/** The release gate: its certificates, letting findings go, and the check of a file that keeps nothing. */
export async function registerRelease(api: App, services: ApiServices): Promise<void> {
  const { reader } = services.database

  api.get(
    '/api/v1/release-certificates',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'List certificates of the release gate',
        description: 'What was looked into before it left, newest first. They never hold the words found.',
        ...withToken,
        querystring: Type.Object({
          state: Type.Optional(
            oneOf(['waiting', 'stopped', 'clean'], {
              description: '`waiting`: stopped, and a second person can still let it go',
            }),
          ),
          route: Type.Optional(oneOf(releaseRoutes)),
          limit: limit(200, 50),
          next,
        }),
        response: answers(
          200,
          named('ReleaseCertificates', { items: Type.Array(certificateRowSchema), next: nextToken }),
          staffProblems,
        ),
      },
    },
    async (request, reply) => {
      const staff = staffOf(request, 'read-certificates')
      const { state, route, limit: most = 50, next: token } = request.query
      const rows = await listCertificates(reader, staff.authorityId, {
        limit: most + 1,
        ...(state === undefined ? {} : { state }),
        ...(route === undefined ? {} : { route }),
        ...(token === undefined ? {} : { before: idOf(token) }),
      })
      const items = rows.slice(0, most)
      return {
        items: items.map(presentCertificateRow),
        next: nextOf(request, reply, rows.length > most ? (items.at(-1)?.id ?? null) : null),
      }
    },
  )

  api.get(
    '/api/v1/release-certificates/:id',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Read a certificate of the release gate',
        ...withToken,
        params: certificateId,
        response: answers(200, certificateSchema, [...staffProblems, 'not-found']),
      },
    },
    async (request) => {
      const staff = staffOf(request, 'read-certificates')
      return readCertificate(services, staff.authorityId, request.params.id)
    },
  )

  api.post(
    '/api/v1/release-certificates/:id/acceptances',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Let findings go as a second person',
        description:
          'For exactly these bytes, on this way out, for this request. Never by whoever asked for it to leave, wrote it, brought it in or redacted it. It lets nothing leave by itself: sending asks the gate again.',
        ...withToken,
        params: certificateId,
        body: body({
          findings: Type.Union([Type.Array(text(400), { minItems: 1, maxItems: 200 }), Type.Literal('all')], {
            description: 'Keys of findings, or `all` that may be accepted',
          }),
          reason: Type.String({ minLength: 10, maxLength: 2000, description: 'Why it may go' }),
        }),
        response: answers(200, certificateSchema, [
          ...staffProblems,
          'not-found',
          'not-now',
          'own-work',
          'invalid-input',
        ]),
      },
    },
    async (request) => {
      const staff = staffOf(request, 'accept-finding')
      const { findings, reason } = request.body
      valueOf(await acceptFindings(services, staff, { certificateId: request.params.id, findings, reason }))
      return readCertificate(services, staff.authorityId, request.params.id)
    },
  )

  await api.register(async (files: App) => {
    acceptFiles(files, services.largestUpload)
    files.post(
      '/api/v1/gate',
      {
        config: { ...staffOnly, upload: true },
        ...(services.largestUpload === undefined ? {} : { bodyLimit: services.largestUpload }),
        schema: {
          tags,
          summary: 'Check a file',
          description:
            'What a file would give away: hidden sheets, words under boxes, personal data, earlier states. Send a form (multipart/form-data) with one file, and with `mustNot` the texts that must not be in it, a line each. Neither file nor texts are kept.',
          'x-request-body': {
            required: true,
            content: {
              'multipart/form-data': {
                schema: {
                  type: 'object',
                  properties: {
                    file: { type: 'string', format: 'binary' },
                    mustNot: { type: 'string', description: 'Texts that must not be in it, a line each' },
                  },
                  required: ['file'],
                },
              },
            },
          },
          ...withToken,
          response: answers(200, inspectionSchema, [
            ...staffProblems,
            'invalid-input',
            'too-large',
            'unsupported-type',
          ]),
        },
      },
      async (request) => {
        staffOf(request, 'check-file')
        const { fields, uploads } = await readFiles(request)
        const [file, ...more] = uploads
        if (file === undefined || more.length > 0) throw wrongField('file', 'Send one file')
        const mustNot = (fields['mustNot'] ?? '').split('\n').flatMap((line) => line.trim() || [])
        if (mustNot.length > mostTexts) throw wrongField('mustNot', `Send at most ${mostTexts} texts`)
        return listFindings(await inspectApart(file.bytes, file.name, mustNot))
      },
    )
  })
}

async function readCertificate(services: ApiServices, authorityId: string, wanted: string) {
  const record = await findCertificate(services.database.reader, authorityId, wanted)
  if (record === null) throw notFound('There is no certificate of that id.')
  return presentCertificate(record)
}

function idOf(token: string): string {
  const last = decodeCursor(token)
  if (typeof last === 'string' && isId(last)) return last
  throw badToken()
}

const wrongField = (field: string, message: string): ProblemError =>
  new ProblemError('invalid-input', `${message}.`, [{ field, message }])
