import type { FastifyReply, FastifyRequest, FastifySchema } from 'fastify'
import type { TProperties, TSchema } from '@fastify/type-provider-typebox'
import { caseState, type CaseState } from '../cases/index.ts'
import type { Staff } from '../identity/index.ts'
import { ProblemError, type Outcome } from '../kernel/outcome.ts'
import type { ProblemCode } from '../kernel/problems.ts'
import { notFound, valueOf } from './access.ts'
import type { ApiServices } from './api-services.ts'
import { presentState } from './present/case-summary.ts'
import { withToken } from './route-settings.ts'
import { answers, body, text, Type } from './schemas.ts'

/** The header by which a change says which version it was made to (RFC 9110, 13.1.1). */
export const matchHeader = Type.Object({
  'if-match': Type.Optional(
    text(100, 'Required. The ETag of what you change, as you read it, such as `"7"`'),
  ),
})

/** What any change to a case may be refused with. */
export const changeProblems: readonly ProblemCode[] = [
  'not-signed-in',
  'not-permitted',
  'not-found',
  'invalid-input',
  'not-now',
  'stale',
  'precondition-failed',
  'precondition-required',
]

/** What a route that makes one change is told of itself. */
export type ChangeSettings<Body extends TProperties> = {
  summary: string
  description?: string
  body: Body
  problems?: readonly ProblemCode[]
}

/** The schema of a route that makes one change: each is for staff, takes If-Match and may be refused alike. */
export function changeSchema(
  tag: string,
  { summary, description, problems = [], ...settings }: ChangeSettings<TProperties>,
  params: TSchema,
  answer: TSchema,
): FastifySchema {
  return {
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...withToken,
    params,
    headers: matchHeader,
    body: body(settings.body),
    response: answers(200, answer, [...changeProblems, ...problems]),
  }
}

/** The case of the address; `version` is the one the sender read, `current` the one it has. */
export type Target = { id: CaseState['id']; version: number; current: number; parts: CaseState['parts'] }

/** The version a change was made to. Throws `precondition-required` without one that can be read. */
export function versionOf(request: FastifyRequest): number {
  // A proxy that compresses marks an ETag as weak; it still names one version.
  const match = /^(?:W\/)?"?(\d{1,9})"?$/.exec(request.headers['if-match'] ?? '')
  if (match?.[1] !== undefined) return Number(match[1])
  throw new ProblemError(
    'precondition-required',
    'Send If-Match with the ETag of what you change, as you read it, such as If-Match: "7".',
  )
}

export async function stateOf(services: ApiServices, staff: Staff, reference: string): Promise<CaseState> {
  const state = await caseState(services.database.reader, staff.authorityId, reference)
  if (state === null) throw notFound('There is no case of that reference.')
  return state
}

/**
 * One change to the case in the address: the version from If-Match goes to the command, which decides on the locked
 * row. Gives what the command gave, and how the case stands now, its new ETag in the header.
 */
export async function changeCase<T>(
  services: ApiServices,
  request: FastifyRequest,
  reply: FastifyReply,
  staff: Staff,
  run: (target: Target) => Promise<Outcome<T>>,
) {
  const version = versionOf(request)
  const { reference } = request.params as { reference: string }
  const before = await stateOf(services, staff, reference)
  const outcome = await run({ id: before.id, version, current: before.version, parts: before.parts })
  const after = await stateOf(services, staff, reference)
  if (!outcome.ok && outcome.problem === 'stale' && after.version !== version)
    throw moved(after.version, version)
  const value = valueOf(outcome)
  tagVersion(reply, after.version)
  return { case: presentState(after), value }
}

export function tagVersion(reply: FastifyReply, version: number): void {
  reply.header('ETag', `"${version}"`)
}

/** For a command that takes no version of its own. */
export function checkVersion({ version, current }: Target): void {
  if (version !== current) throw moved(current, version)
}

function moved(current: number, sent: number): ProblemError {
  return new ProblemError(
    'precondition-failed',
    `The case is at version ${current}; you sent ${sent}. Read it again and decide on what it says now.`,
  )
}
