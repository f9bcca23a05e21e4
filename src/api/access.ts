import type { FastifyRequest } from 'fastify'
import { can, readApiToken, roleNames, type Permission, type Staff } from '../identity/index.ts'
import { ProblemError, type Outcome } from '../kernel/outcome.ts'
import { problems } from '../kernel/problems.ts'
import type { App } from '../web/kit/index.ts'
import type { ApiServices } from './api-services.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Anybody may read it, from any site */
    publicRead?: boolean
    /** Only with a token of a member of staff */
    staffOnly?: boolean
  }
}

const holders = new WeakMap<FastifyRequest, Staff>()

/** Reads tokens before any body is read, and lets other sites' pages read what is public. Cookies play no part. */
export function addAccess(api: App, services: ApiServices): void {
  api.addHook('onRequest', async (request, reply) => {
    const { publicRead, staffOnly } = request.routeOptions.config
    if (publicRead === true) {
      reply.header('Access-Control-Allow-Origin', '*')
      reply.header(
        'Access-Control-Expose-Headers',
        'ETag, Link, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id',
      )
      reply.header('Cross-Origin-Resource-Policy', 'cross-origin')
    }
    if (staffOnly !== true) return
    const holder = await tokenHolder(services, request)
    if (holder !== null) {
      holders.set(request, holder)
      return
    }
    const sent = request.headers.authorization !== undefined
    reply.header('WWW-Authenticate', `Bearer realm="Muniment"${sent ? ', error="invalid_token"' : ''}`)
    throw new ProblemError(
      'not-signed-in',
      sent
        ? 'This token is unknown, has expired or was revoked.'
        : 'Send a token: Authorization: Bearer mun_… Tokens are made in the staff site, under your own name.',
    )
  })
}

/** Whom the request's token speaks for; null without a token that works. */
export async function tokenHolder(services: ApiServices, request: FastifyRequest): Promise<Staff | null> {
  const match = /^Bearer +([\w-]{1,200})$/i.exec(request.headers.authorization ?? '')
  return match?.[1] === undefined ? null : readApiToken(services, match[1])
}

/** The member of staff whose token was sent; refuses where no role of theirs has one of the permissions. */
export function staffOf(request: FastifyRequest, ...permissions: Permission[]): Staff {
  const staff = holders.get(request)
  if (staff === undefined) throw new Error('a route that asks for staff must be staffOnly')
  if (permissions.length > 0 && !permissions.some((permission) => can(staff, permission))) {
    const held = staff.roles.map((role) => roleNames[role].toLowerCase()).join(' and ') || 'no role'
    throw new ProblemError(
      'not-permitted',
      `The owner of this token has ${held}, which does not include this.`,
    )
  }
  return staff
}

/** The value of an outcome; a refusal becomes the problem the sender is told. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value
  throw new ProblemError(
    outcome.problem,
    outcome.detail ?? problems[outcome.problem].explanation,
    outcome.fields ?? [],
  )
}

export function notFound(detail: string): ProblemError {
  return new ProblemError('not-found', detail)
}
