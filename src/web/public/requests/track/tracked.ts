import { findByTracking, type TrackingView } from '../../../../cases/index.ts'
import type { Authority } from '../../../../identity/index.ts'
import type { FastifyReply, FastifyRequest } from '../../../kit/options.ts'
import type { PublicServices } from '../../public-services.ts'
import { isSecret } from '../new/draft.ts'

export type Tracked = { secret: string; authority: Authority; view: TrackingView }

/**
 * Pages behind a tracking link. The link is 192 random bits and cannot be guessed; the narrower limit is for
 * programs that try anyway.
 */
export const trackedPage = { private: true, secretAddress: true, rate: 'forms' } as const

/** The request a link belongs to, or null: one answer for a wrong link, an old one and somebody else's. */
export async function openTracked(
  services: PublicServices,
  request: FastifyRequest,
): Promise<Tracked | null> {
  const { token: secret } = request.params as { token: string }
  if (!isSecret(secret)) return null
  const authority = services.authorityFor(request)
  const view = await findByTracking(services, authority, secret)
  return view === null ? null : { secret, authority, view }
}

export function trackingPath(secret: string, rest = ''): string {
  return `/requests/${secret}${rest}`
}

/** The act is no longer possible: the page says so, and leads back to what is. */
export function sendNotNow(reply: FastifyReply, { secret, view }: Tracked, why: string): FastifyReply {
  return reply.page(
    'public/requests/track/not-now.njk',
    { why, reference: view.reference, backLink: trackingPath(secret) },
    { status: 409 },
  )
}
