import {
  earlierReleases,
  findDuplicatePages,
  layers,
  openRedaction,
  readSchedule,
  pictureOfPage,
  pictureWidths,
  scheduleCsv,
  showDocument,
  showPage,
  type Layer,
} from '../../redaction/index.ts'
import type { App } from '../../web/kit/index.ts'
import type { Staff } from '../../identity/index.ts'
import { staffOf, valueOf } from '../access.ts'
import type { ApiServices } from '../api-services.ts'
import { attachment } from '../attachment.ts'
import { documentParams, redactionAddress } from '../change-redaction.ts'
import { stateOf, tagVersion } from '../change-route.ts'
import { duplicatesSchema, leaksSchema, presentDuplicates, presentLeaks } from '../present/same-pages.ts'
import {
  contentSchema,
  pageSchema,
  presentContent,
  presentPage,
  presentRedaction,
  presentSchedule,
  redactionSchema,
  scheduleSchema,
} from '../present/redaction.ts'
import { staffOnly, withToken } from '../route-settings.ts'
import { answers, fileAnswers, id, oneOf, reference, staffProblems, Type } from '../schemas.ts'
import type { ProblemCode } from '../../kernel/problems.ts'
import { registerCasePeople } from './case-people.ts'
import { markChanges } from './redaction-marks.ts'

const tags = ['Redaction']
const readProblems: readonly ProblemCode[] = [...staffProblems, 'not-found']
const contentProblems: readonly ProblemCode[] = [
  ...readProblems,
  'invalid-input',
  'unsupported-type',
  'too-large',
]
const layerQuery = Type.Object({
  layer: Type.Optional(oneOf(layers, { description: 'For whom; `requester` unless given' })),
})
const pageParams = Type.Object({ ...documentParams.properties, page: Type.Integer({ minimum: 1 }) })

/** The redaction of a case's document: what is marked in it, what it shows, and the copies made of it. */
export function registerRedaction(api: App, services: ApiServices): void {
  api.get(
    redactionAddress,
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Read the redaction of a document',
        description:
          'Its marks, flagged pages and copies; empty, and at version 0, until the first change. Each reading is recorded. The ETag is for If-Match. `muniment redact --marks` takes it as it is.',
        ...withToken,
        params: documentParams,
        response: answers(200, redactionSchema, readProblems),
      },
    },
    async (request, reply) => {
      const staff = staffOf(request, 'read-cases')
      // The state of its copies does not move the version on, so it must not turn this answer into a 304.
      delete request.headers['if-none-match']
      const record = valueOf(await openRedaction(services, staff, request.params.documentId))
      tagVersion(reply, record.version)
      return presentRedaction(record)
    },
  )

  api.get(
    `${redactionAddress}/content`,
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'See what a document is shown as',
        description:
          'The number of its pages; or, of a text, a table or a message, its pieces, 2,000 at a time.',
        ...withToken,
        params: documentParams,
        querystring: Type.Object({
          from: Type.Optional(
            Type.Integer({ minimum: 0, description: 'The first piece wanted; 0 unless given' }),
          ),
        }),
        response: answers(200, contentSchema, contentProblems),
      },
    },
    async (request) => {
      const staff = staffOf(request, 'read-cases')
      const { from } = request.query
      return presentContent(
        valueOf(
          await showDocument(services, staff, request.params.documentId, from === undefined ? {} : { from }),
        ),
      )
    },
  )

  api.get(
    `${redactionAddress}/pages/:page`,
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Read the words of a page with their boxes',
        ...withToken,
        params: pageParams,
        response: answers(200, pageSchema, contentProblems),
      },
    },
    async (request) => {
      const staff = staffOf(request, 'read-cases')
      const { documentId, page } = request.params
      return presentPage(valueOf(await showPage(services, staff, documentId, page)))
    },
  )

  api.get(
    `${redactionAddress}/pages/:page/picture`,
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'See a page as a picture',
        ...withToken,
        params: pageParams,
        querystring: Type.Object({
          width: Type.Optional(
            Type.Integer({
              minimum: pictureWidths.least,
              maximum: pictureWidths.most,
              description: 'Pixels; 1,000 unless given',
            }),
          ),
        }),
        response: fileAnswers(['image/png'], contentProblems),
      },
    },
    async (request, reply) => {
      const staff = staffOf(request, 'read-cases')
      const { documentId, page } = request.params
      const { png } = valueOf(
        await pictureOfPage(services, staff, documentId, page, { width: request.query.width ?? 1_000 }),
      )
      return reply.type('image/png').send(Buffer.from(png))
    },
  )

  const scheduleSettings = {
    tags,
    description:
      'Accepted marks and whole pages, in the order a reader meets them, as they stand now; of a copy, as they stood when it was made. It holds no words of the document.',
    ...withToken,
    params: documentParams,
    querystring: Type.Object({
      ...layerQuery.properties,
      copy: Type.Optional(id('A copy of the document: the schedule that was kept with it')),
    }),
  }
  const scheduleFrom = async (
    staff: Staff,
    documentId: string,
    { copy, layer }: { copy?: string; layer?: Layer },
  ) => {
    const record = valueOf(await openRedaction(services, staff, documentId))
    const wanted = {
      ...(copy === undefined ? {} : { copyId: copy }),
      ...(layer === undefined ? {} : { layer }),
    }
    return { record, schedule: valueOf(await readSchedule(services.database.reader, record, wanted)) }
  }
  api.get(
    `${redactionAddress}/schedule`,
    {
      config: staffOnly,
      schema: {
        ...scheduleSettings,
        summary: 'Read the schedule of redactions',
        response: answers(200, scheduleSchema, [...readProblems, 'invalid-input']),
      },
    },
    async (request) => {
      const staff = staffOf(request, 'read-cases')
      const { schedule } = await scheduleFrom(staff, request.params.documentId, request.query)
      return presentSchedule(schedule)
    },
  )
  api.get(
    `${redactionAddress}/schedule.csv`,
    {
      config: staffOnly,
      schema: {
        ...scheduleSettings,
        summary: 'Download the schedule of redactions',
        response: fileAnswers(['text/csv'], [...readProblems, 'invalid-input']),
      },
    },
    async (request, reply) => {
      const staff = staffOf(request, 'read-cases')
      const { record, schedule } = await scheduleFrom(staff, request.params.documentId, request.query)
      return reply
        .type('text/csv; charset=utf-8')
        .header('Content-Disposition', attachment(`schedule of ${(schedule.copy ?? record).name}.csv`))
        .send(scheduleCsv(schedule.lines, schedule.copy))
    },
  )

  api.get(
    `${redactionAddress}/earlier-releases`,
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'List earlier answers that sent the same file with other parts hidden',
        description:
          'Who holds both can read in each what the other hides: `opened` are pages that this copy would show and that one hid, `closed` the other way round.',
        ...withToken,
        params: documentParams,
        querystring: layerQuery,
        response: answers(200, leaksSchema, contentProblems),
      },
    },
    async (request) => {
      const staff = staffOf(request, 'read-cases')
      const { documentId } = request.params
      const found = await earlierReleases(services, staff, documentId, request.query.layer ?? 'requester')
      return presentLeaks(valueOf(found))
    },
  )

  api.get(
    '/api/v1/cases/:reference/duplicate-pages',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Find duplicate pages among the documents of a case',
        description: 'By words, or by look where there are none. Nothing is flagged: a person decides.',
        ...withToken,
        params: reference,
        response: answers(200, duplicatesSchema, readProblems),
      },
    },
    async (request) => {
      const staff = staffOf(request, 'redact')
      const state = await stateOf(services, staff, request.params.reference)
      return presentDuplicates(valueOf(await findDuplicatePages(services, staff, state.id)))
    },
  )

  for (const register of markChanges) register(api, services)
  registerCasePeople(api, services)
}
