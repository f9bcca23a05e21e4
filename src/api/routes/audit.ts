import { listAudit } from '../../audit/index.ts'
import { decodeCursor } from '../../kernel/pagination.ts'
import type { App } from '../../web/kit/index.ts'
import { staffOf } from '../access.ts'
import type { ApiServices } from '../api-services.ts'
import { badToken, nextOf } from '../pages-of.ts'
import { staffOnly, withToken } from '../route-settings.ts'
import {
  answers,
  id,
  limit,
  moment,
  named,
  next,
  nextToken,
  nullable,
  oneOf,
  staffProblems,
  text,
  Type,
} from '../schemas.ts'

/** The audit trail of the token's own authority, newest first. */
export function registerAudit(api: App, services: ApiServices): void {
  api.get(
    '/api/v1/audit',
    {
      config: staffOnly,
      schema: {
        tags: ['Audit'],
        summary: 'List the audit trail',
        ...withToken,
        querystring: Type.Object({
          case: Type.Optional(text(60, 'The reference of one case')),
          action: Type.Optional(text(60)),
          staff: Type.Optional(id()),
          limit: limit(1000, 50),
          next,
        }),
        response: answers(
          200,
          named('AuditRecords', {
            items: Type.Array(
              named('AuditRecord', {
                number: Type.Integer(),
                at: moment(),
                actor: oneOf(['staff', 'requester', 'system']),
                actorName: nullable(Type.String()),
                action: Type.String(),
                subject: Type.String({ description: 'The kind of thing it was done to' }),
                caseReference: nullable(Type.String()),
                details: Type.Record(Type.String(), Type.Unknown()),
                hash: Type.String({ description: 'SHA-256 over this record and the hash before it' }),
              }),
            ),
            next: nextToken,
          }),
          staffProblems,
        ),
      },
    },
    async (request, reply) => {
      const owner = staffOf(request, 'read-audit')
      const { case: caseReference, action, staff: staffId, limit: most = 50, next: token } = request.query
      const lines = await listAudit(services.database.reader, owner.authorityId, {
        limit: most + 1,
        ...(token === undefined ? {} : { before: numberOf(token) }),
        ...(caseReference === undefined ? {} : { caseReference }),
        ...(action === undefined ? {} : { action }),
        ...(staffId === undefined ? {} : { staffId }),
      })
      const items = lines.slice(0, most)
      return {
        items: items.map((line) => ({
          number: line.number,
          at: line.at.toString(),
          actor: line.actorKind,
          actorName: line.actorName,
          action: line.action,
          subject: line.subjectKind,
          caseReference: line.caseReference,
          details: line.details,
          hash: line.hash,
        })),
        next: nextOf(request, reply, lines.length > most ? (items.at(-1)?.number ?? null) : null),
      }
    },
  )
}

function numberOf(token: string): number {
  const number = decodeCursor(token)
  if (typeof number === 'number' && Number.isSafeInteger(number) && number > 0) return number
  throw badToken()
}
