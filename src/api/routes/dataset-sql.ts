import type { FastifyReply, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import {
  findPublicTable,
  runSql,
  sqlCsv,
  sqlJson,
  sqlLimits,
  tablesNamedIn,
  type SqlInput,
} from '../../datasets/index.ts'
import { sha256 } from '../../kernel/ids.ts'
import { sendMade, type App } from '../../web/kit/index.ts'
import { valueOf } from '../access.ts'
import type { ApiServices } from '../api-services.ts'
import { publicExport } from '../route-settings.ts'
import { answers, body, named, nullable, oneOf, Type } from '../schemas.ts'
import { slugParams } from './datasets.ts'

const tags = ['Data']
const description =
  `One SELECT in DuckDB’s SQL, run for at most ${sqlLimits.milliseconds / 1000} seconds; at most ` +
  `${sqlLimits.rows.toLocaleString('en-GB')} rows or ${sqlLimits.bytes / 1_000_000} MB come back, and \`truncated\` says where ` +
  'there are more. A hyphen in the name of a table is written `_`. A marker in place of a value is in the column of that ' +
  'name with `__marker` after it.'

const parts = {
  sql: Type.String({ minLength: 1, maxLength: sqlLimits.letters }),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: sqlLimits.rows })),
  format: Type.Optional(oneOf(['json', 'csv'])),
}
const answered = named('SqlAnswer', {
  columns: Type.Array(Type.Object({ name: Type.String(), type: Type.String() })),
  truncated: Type.Boolean(),
  notice: nullable(Type.String({ description: 'What is left out, in a sentence' })),
  rows: Type.Array(Type.Array(Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]))),
})
const result: object = {
  ...answers(200, answered, [
    'not-found',
    'withdrawn',
    'invalid-input',
    'sql-refused',
    'query-too-slow',
    'unavailable',
  ]),
  200: {
    description: 'The answer',
    content: { 'application/json': { schema: answered }, 'text/csv': { schema: { type: 'string' } } },
  },
}
/** Anybody may ask; a browser of another site sends it as GET. */
const publicQuestion = { rate: 'exports', formCheck: false } as const

type Asked = { sql: string; limit?: number; format?: 'json' | 'csv' }

/** Read-only SQL over what is published. */
export function registerDatasetSql(api: App, services: ApiServices): void {
  const { reader } = services.database

  const answer = async (
    request: FastifyRequest,
    reply: FastifyReply,
    slug: string | null,
    { sql, limit, format = 'json' }: Asked,
  ): Promise<FastifyReply> => {
    const authority = services.authorityFor(request)
    const tables: SqlInput['tables'] = []
    if (slug !== null) {
      const { version } = valueOf(await findPublicTable(reader, authority.id, slug))
      tables.push({ name: slug, version, also: 'data' })
    }
    const named = await tablesNamedIn(reader, authority.id, sql)
    tables.push(...named.filter(({ name }) => name !== slug))
    const about = tables.map(({ name, version }) => `${name} ${version.parquet.sha256}`)
    return sendMade(request, reply, {
      stamp: sha256(JSON.stringify([sql, limit ?? null, format, about])).slice(0, 40),
      mediaType:
        format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json; charset=utf-8',
      fileName: format === 'csv' ? `${slug ?? 'answer'}.csv` : null,
      immutable: false,
      make: async () => {
        const made = await runSql(services, { tables, sql, ...(limit === undefined ? {} : { limit }) })
        if (!made.ok) return made
        if (made.value.truncated) reply.header('X-Truncated', 'true')
        const pieces = format === 'csv' ? sqlCsv(made.value) : sqlJson(made.value)
        return { ok: true, value: Readable.from(pieces, { objectMode: false }) }
      },
    })
  }

  api.get(
    '/api/v1/sql',
    {
      config: publicExport,
      schema: {
        tags,
        summary: 'Ask published datasets in SQL',
        description,
        querystring: Type.Object(parts),
        response: result,
      },
    },
    (request, reply) => answer(request, reply, null, request.query),
  )
  api.post(
    '/api/v1/sql',
    {
      config: publicQuestion,
      schema: {
        tags,
        summary: 'Ask published datasets in longer SQL',
        description,
        body: body(parts),
        response: result,
      },
    },
    (request, reply) => answer(request, reply, null, request.body),
  )
  api.get(
    '/api/v1/datasets/:slug/sql',
    {
      config: publicExport,
      schema: {
        tags,
        summary: 'Ask a dataset in SQL',
        description: `The dataset is called \`data\`. ${description}`,
        params: slugParams,
        querystring: Type.Object(parts),
        response: result,
      },
    },
    (request, reply) => answer(request, reply, request.params.slug, request.query),
  )
  api.post(
    '/api/v1/datasets/:slug/sql',
    {
      config: publicQuestion,
      schema: {
        tags,
        summary: 'Ask a dataset in longer SQL',
        description: `The dataset is called \`data\`. ${description}`,
        params: slugParams,
        body: body(parts),
        response: result,
      },
    },
    (request, reply) => answer(request, reply, request.params.slug, request.body),
  )
}
