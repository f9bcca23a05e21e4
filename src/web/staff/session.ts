import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  can,
  readSession,
  roleNames,
  type Permission,
  type Session,
  type Staff,
} from '../../identity/index.ts'
import { ProblemError } from '../../kernel/outcome.ts'
import type { App, PageStaff } from '../kit/index.ts'
import type { StaffServices } from './staff-services.ts'
import { placesOf } from './places.ts'

const sessions = new WeakMap<FastifyRequest, Session & { secret: string }>()

/** `__Host-` binds the cookie to this host and to https; a plain local address cannot set one. */
function sessionCookie(services: StaffServices, request: FastifyRequest): string {
  return isSecure(services, request) ? '__Host-muniment_session' : 'muniment_session'
}

/** Whether people reach the service by https, which a proxy may hide from this process. */
function isSecure(services: StaffServices, request: FastifyRequest): boolean {
  return services.linkTo(services.authorityFor(request), '/staff').startsWith('https:')
}

/** Reads the session of every request below /staff, before anything else looks at it. */
export function addStaffSessions(app: App, services: StaffServices): void {
  app.addHook('onRequest', async (request) => {
    if (!/^\/staff(?:[/?.]|$)/.test(request.url)) return
    const secret = request.cookies[sessionCookie(services, request)]
    if (secret === undefined || secret === '') return
    const session = await readSession(services, secret)
    if (session !== null) sessions.set(request, { ...session, secret })
  })
}

export function keepSession(services: StaffServices, reply: FastifyReply, secret: string): FastifyReply {
  return reply.setCookie(sessionCookie(services, reply.request), secret, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(services, reply.request),
  })
}

export function dropSession(services: StaffServices, reply: FastifyReply): FastifyReply {
  return reply.clearCookie(sessionCookie(services, reply.request), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(services, reply.request),
  })
}

export function sessionOf(request: FastifyRequest): (Session & { secret: string }) | null {
  return sessions.get(request) ?? null
}

/** Who is signed in; null for everybody else. For the application's own context. */
export function staffOf(request: FastifyRequest): Staff | null {
  return sessions.get(request)?.staff ?? null
}

/** The secret to which this reader's form tokens are tied (KitOptions.sessionSecret). */
export function formSecretOf(request: FastifyRequest): string | null {
  return sessions.get(request)?.formSecret ?? null
}

/** The signed-in person as every page's head shows them (PageContext.staff). */
export function pageStaff(request: FastifyRequest): PageStaff | null {
  const session = sessions.get(request)
  if (session === undefined) return null
  const { staff } = session
  return {
    name: staff.name,
    role: staff.roles.map((role) => roleNames[role]).join(', '),
    places: placesOf(staff),
    sessionEndsAt: session.expiresAt,
  }
}

/** The signed-in person. Throws `not-signed-in`, and `not-permitted` unless one of the permissions is theirs. */
export function requireStaff(request: FastifyRequest, ...permissions: Permission[]): Staff {
  const staff = staffOf(request)
  if (staff === null) throw new ProblemError('not-signed-in', 'Sign in to see this page.')
  if (permissions.length > 0 && !permissions.some((permission) => can(staff, permission))) {
    const held = staff.roles.map((role) => roleNames[role].toLowerCase()).join(' and ')
    throw new ProblemError(
      'not-permitted',
      held === ''
        ? 'No role has been given to you yet.'
        : `Your role, ${held}, does not include this page or action.`,
    )
  }
  return staff
}
