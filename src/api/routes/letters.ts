import type { FastifyReply, FastifyRequest } from 'fastify'
import { previewLetter, readLetter } from '../../cases/index.ts'
import { renderHtml } from '../../correspondence/index.ts'
import type { App } from '../../web/kit/index.ts'
import { notFound, staffOf, valueOf } from '../access.ts'
import type { ApiServices } from '../api-services.ts'
import { attachment } from '../attachment.ts'
import { staffOnly, withToken } from '../route-settings.ts'
import { fileAnswers, oneOf, reference, staffProblems, Type } from '../schemas.ts'
import { readCase } from './cases.ts'

const formats = ['html', 'pdf', 'docx', 'txt'] as const
type Format = (typeof formats)[number]
const mediaTypes: Record<Format, string> = {
  html: 'text/html',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  txt: 'text/plain',
}
const version = Type.Object({
  version: Type.Optional(Type.Integer({ minimum: 1, description: 'The newest unless given' })),
})
const letter = { tags: ['Cases'], ...withToken, querystring: version }

/** Letters as they were submitted or sent; and as one would be today. */
export function registerLetters(api: App, services: ApiServices): void {
  const send = async (
    request: FastifyRequest,
    reply: FastifyReply,
    wanted: string,
    number: number | undefined,
    format: Format,
  ) => {
    const staff = staffOf(request, 'read-cases')
    const { record } = await readCase(services, staff, wanted)
    const newest = record.letters.toSorted((a, b) => b.version - a.version)
    const chosen = number === undefined ? newest[0] : newest.find((each) => each.version === number)
    const file = chosen ? await readLetter(services, staff, record.id, chosen.id, format) : null
    if (file === null)
      throw notFound('The case has no such letter. See …/letter-preview for what one would say.')
    return reply
      .type(file.mediaType)
      .header('Content-Disposition', attachment(file.name))
      .send(Buffer.from(file.bytes))
  }

  api.get(
    '/api/v1/cases/:reference/letter.:format',
    {
      config: staffOnly,
      schema: {
        ...letter,
        summary: 'Download a letter in one format',
        params: Type.Object({ ...reference.properties, format: oneOf(formats) }),
        response: fileAnswers(Object.values(mediaTypes), [...staffProblems, 'not-found']),
      },
    },
    (request, reply) => {
      const { reference: wanted, format } = request.params
      return send(request, reply, wanted, request.query.version, format)
    },
  )
  api.get(
    '/api/v1/cases/:reference/letter',
    {
      config: staffOnly,
      schema: {
        ...letter,
        summary: 'Download a letter as Accept says',
        description: 'HTML unless Accept names another of the formats.',
        params: reference,
        response: fileAnswers(Object.values(mediaTypes), [...staffProblems, 'not-found']),
      },
    },
    (request, reply) => {
      reply.header('Vary', 'Accept')
      return send(request, reply, request.params.reference, request.query.version, formatOf(request))
    },
  )
  api.get(
    '/api/v1/cases/:reference/letter-preview',
    {
      config: staffOnly,
      schema: {
        tags: ['Cases'],
        ...withToken,
        summary: 'See the letter as it would go out today',
        description:
          'Refused with `invalid-input`, naming each thing, where something is still missing from it.',
        params: reference,
        response: fileAnswers(['text/html'], [...staffProblems, 'not-found', 'invalid-input']),
      },
    },
    async (request, reply) => {
      const staff = staffOf(request, 'read-cases')
      const { record } = await readCase(services, staff, request.params.reference)
      const html = renderHtml(valueOf(await previewLetter(services, staff, record.id)))
      return reply.type('text/html; charset=utf-8').send(html)
    },
  )
}

/** The first format that Accept names, by its order of preference. */
function formatOf(request: FastifyRequest): Format {
  const asked = (request.headers.accept ?? '').split(',').map((each) => {
    const [type = '', ...parameters] = each
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/)
    const quality = parameters.find((parameter) => parameter.startsWith('q='))
    return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 }
  })
  for (const { type } of asked
    .filter(({ quality }) => quality > 0)
    .toSorted((a, b) => b.quality - a.quality)) {
    const format = formats.find((each) => mediaTypes[each] === type)
    if (format !== undefined) return format
  }
  return 'html'
}
