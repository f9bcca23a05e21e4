import {
  entryOutcomes,
  entryPath,
  listEntries,
  readEntry,
  readPublicationScheme,
  toEntryJson,
  toSummaryJson,
  type DisclosureEntry,
  type EntrySummary,
} from '../../disclosure/index.ts'
import { hitTypes, searchPublished } from '../../search/index.ts'
import type { Authority } from '../../identity/index.ts'
import { ProblemError } from '../../kernel/outcome.ts'
import { notFound } from '../access.ts'
import type { App } from '../../web/kit/index.ts'
import type { ApiServices } from '../api-services.ts'
import { pageOf, sendList } from '../pages-of.ts'
import { entrySchema, entrySummarySchema } from '../present/entry.ts'
import { publicRead } from '../route-settings.ts'
import {
  answers,
  day,
  limit,
  named,
  next,
  nextToken,
  nullable,
  oneOf,
  reference,
  text,
  Type,
} from '../schemas.ts'

const tags = ['Published']
const pageMost = 100

/** What is published: the disclosure log, search over everything public, and the publication scheme. */
export function registerPublished(api: App, services: ApiServices): void {
  const { reader } = services.database
  const entryUrl = (authority: Authority, entry: EntrySummary | DisclosureEntry): string =>
    services.linkTo(authority, entryPath(entry.reference))

  api.get(
    '/api/v1/disclosure-log',
    {
      config: publicRead,
      schema: {
        tags,
        summary: 'List published answers',
        description:
          'The filters are those of the page. For every answer at once take `/disclosure-log.json` or `.csv`.',
        querystring: Type.Object({
          q: Type.Optional(text(300, 'Words, "phrases", `or`, `-not`')),
          topic: Type.Optional(text(100)),
          year: Type.Optional(Type.Integer({ minimum: 1900, maximum: 2200, description: 'Of the answer' })),
          outcome: Type.Optional(oneOf(entryOutcomes)),
          regime: Type.Optional(text(40)),
          sort: Type.Optional(oneOf(['newest', 'oldest', 'relevance'])),
          limit: limit(pageMost, 50),
          next,
        }),
        response: answers(
          200,
          named('PublishedAnswers', {
            items: Type.Array(entrySummarySchema),
            next: nextToken,
            total: Type.Integer({ description: 'How many can be paged through' }),
            totalIsCapped: Type.Boolean({ description: 'True where more match than `total` says' }),
          }),
        ),
      },
    },
    async (request, reply) => {
      const authority = services.authorityFor(request)
      const { limit: pageSize = 50, next: token, ...filters } = request.query
      const found = await listEntries(reader, authority.id, { ...filters, page: pageOf(token), pageSize })
      return {
        ...sendList(request, reply, found, (entry) => toSummaryJson(entry, entryUrl(authority, entry))),
        totalIsCapped: found.capped,
      }
    },
  )

  api.get(
    '/api/v1/disclosure-log/:reference',
    {
      config: publicRead,
      schema: {
        tags,
        summary: 'Read one published answer',
        params: reference,
        response: answers(200, entrySchema, ['not-found', 'withdrawn']),
      },
    },
    async (request) => {
      const authority = services.authorityFor(request)
      const found = await readEntry(reader, authority.id, request.params.reference)
      if (found === null) throw notFound('No answer of that reference was ever published here.')
      if (found.kind === 'entry') return toEntryJson(found.entry, entryUrl(authority, found.entry))
      const { withdrawnAt, reason, replacedBy } = found.tombstone
      const instead = replacedBy === null ? '' : ` In its place there is ${replacedBy}.`
      throw new ProblemError(
        'withdrawn',
        `Withdrawn on ${withdrawnAt.toString().slice(0, 10)}: ${reason}${instead}`,
      )
    },
  )

  api.get(
    '/api/v1/search',
    {
      config: publicRead,
      schema: {
        tags,
        summary: 'Search everything published',
        querystring: Type.Object({
          q: text(300, 'Words, "phrases", `or`, `-not`'),
          type: Type.Optional(
            Type.Array(oneOf(hitTypes), { description: 'Only these kinds; may be given again' }),
          ),
          limit: limit(pageMost, 20),
          next,
        }),
        response: answers(
          200,
          named('SearchResults', {
            items: Type.Array(
              named('SearchResult', {
                type: oneOf(hitTypes),
                title: Type.String(),
                url: Type.String({ format: 'uri' }),
                date: nullable(day()),
                sentence: Type.Object(
                  {
                    text: Type.String(),
                    highlights: Type.Array(Type.Array(Type.Integer()), {
                      description: 'Start and end of each matching word in `text`, in UTF-16 units',
                    }),
                  },
                  { description: 'The sentence that matched' },
                ),
              }),
            ),
            next: nextToken,
            total: Type.Integer(),
            totalIsCapped: Type.Boolean(),
            types: Type.Array(Type.Object({ type: oneOf(hitTypes), count: Type.Integer() })),
          }),
        ),
      },
    },
    async (request, reply) => {
      const authority = services.authorityFor(request)
      const { q, type, limit: pageSize = 20, next: token } = request.query
      const found = await searchPublished(reader, authority.id, {
        q,
        page: pageOf(token),
        pageSize,
        ...(type === undefined ? {} : { types: type }),
      })
      return {
        ...sendList(request, reply, found, (hit) => ({
          type: hit.type,
          title: hit.title,
          url: absolute(services, authority, hit.path),
          date: hit.date?.toString() ?? null,
          sentence: { text: hit.sentence.text, highlights: hit.sentence.highlights },
        })),
        totalIsCapped: found.capped,
        types: found.types.map((each) => ({ type: each.type, count: each.count })),
      }
    },
  )

  api.get(
    '/api/v1/publication-scheme',
    {
      config: publicRead,
      schema: {
        tags,
        summary: 'Read the publication scheme',
        description: 'Every class of the model scheme, empty ones too.',
        response: answers(
          200,
          named('PublicationScheme', {
            classes: Type.Array(
              Type.Object({
                number: Type.Integer(),
                title: Type.String(),
                holds: Type.String(),
                items: Type.Array(
                  Type.Object({
                    title: Type.String(),
                    description: Type.String(),
                    kind: Type.String(),
                    url: Type.String({ format: 'uri' }),
                    format: nullable(Type.String()),
                    charge: Type.String(),
                    updatedOn: nullable(day()),
                  }),
                ),
              }),
            ),
          }),
        ),
      },
    },
    async (request) => {
      const authority = services.authorityFor(request)
      const classes = await readPublicationScheme(reader, authority.id)
      return {
        classes: classes.map(({ number, title, holds, items }) => ({
          number,
          title,
          holds,
          items: items.map((item) => ({
            title: item.title,
            description: item.description,
            kind: item.kind,
            url: absolute(services, authority, item.url),
            format: item.format,
            charge: item.charge,
            updatedOn: item.updatedOn?.toString() ?? null,
          })),
        })),
      }
    },
  )
}

function absolute(services: ApiServices, authority: Authority, address: string): string {
  return /^https?:/i.test(address) ? address : services.linkTo(authority, address)
}
