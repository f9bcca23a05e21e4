import type { FastifyRequest } from 'fastify'
import { ProblemError } from '../kernel/outcome.ts'
import { text, Type } from './schemas.ts'

/** The header with which a lost answer can be asked for again without asking twice (IETF draft, idempotency-key-header-07). */
export const keyHeader = Type.Object({
  'idempotency-key': Type.Optional(
    text(
      255,
      'Required. Any text of your own, new for each new request: sent again with the same body, it gives the same answer',
    ),
  ),
})

/** Throws `bad-request` without the header. */
export function idempotencyKey(request: FastifyRequest): string {
  const given = request.headers['idempotency-key']
  if (typeof given === 'string' && /^[\x20-\x7e]{1,255}$/.test(given)) return given
  const message = 'Send an Idempotency-Key of 1 to 255 characters, new for each new request.'
  throw new ProblemError('bad-request', message, [{ field: 'Idempotency-Key', message }])
}
