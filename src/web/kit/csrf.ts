import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { ProblemError } from '../../kernel/outcome.ts'
import type { App, KitOptions } from './options.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A form token: a salt and its HMAC under the reader's secret, different on every page (so BREACH learns nothing). */
function createToken(secret: string, salt = randomBytes(9).toString('base64url')): string {
  return `${salt}.${createHmac('sha256', secret).update(salt).digest('base64url')}`
}

function isToken(secret: string, token: unknown): boolean {
  if (typeof token !== 'string' || token.length > 200) return false
  const salt = token.split('.')[0] ?? ''
  const expected = Buffer.from(createToken(secret, salt))
  const given = Buffer.from(token)
  return salt !== '' && given.length === expected.length && timingSafeEqual(given, expected)
}

/**
 * Refuses changes that another site's page asked this reader's browser to make. The browser's own word (Sec-Fetch-Site,
 * else Origin) must be "same origin"; where it says nothing a token must be sent; signed-in staff always send one.
 * Anonymous tokens are the same for everybody, because without a session there is nothing to abuse and no cookie to set.
 */
export function addFormCheck(app: App, options: KitOptions): void {
  const formKey = options.formKey ?? randomBytes(32).toString('base64url')
  const secretOf = (request: FastifyRequest) => options.sessionSecret?.(request) ?? null
  const anonymousToken = createToken(formKey, 'anyone')

  app.decorateRequest('formToken', function (this: FastifyRequest): string {
    const secret = secretOf(this)
    return secret === null ? anonymousToken : createToken(secret)
  })
  app.decorateRequest('checkFormToken', function (this: FastifyRequest, token: unknown): void {
    if (!isToken(secretOf(this) ?? formKey, token))
      throw forged('The form was open too long, or belongs to an earlier sign-in.')
  })

  app.addHook('preHandler', async (request) => {
    const config = request.routeOptions.config
    if (safeMethods.has(request.method) || config.formCheck === false || request.is404) return
    const origin = whereFrom(request, options.publicUrl)
    if (origin === 'elsewhere') throw forged('The form did not come from this site.')
    if (origin === 'here' && secretOf(request) === null) return
    // An upload's fields arrive as a stream: readUploadForm checks the token before it hands over any file.
    if (isMultipart(request) && config.upload === true) return
    request.checkFormToken(request.headers['x-csrf-token'] ?? fieldOf(request.body, '_csrf'))
  })
  app.addHook('onRequest', async (request) => {
    if (!request.is404 && isMultipart(request) && request.routeOptions.config.upload !== true) {
      throw new ProblemError('unsupported-type', 'This address does not take files.')
    }
  })
}

function whereFrom(request: FastifyRequest, publicUrl: URL): 'here' | 'elsewhere' | 'unsaid' {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' ? 'here' : 'elsewhere'
  const origin = request.headers.origin
  // A page that sends no referrer sends `Origin: null` even to its own site (Fetch standard, 3.2).
  if (origin === undefined || origin === 'null') return 'unsaid'
  return origin === publicUrl.origin || origin === `${request.protocol}://${request.host}`
    ? 'here'
    : 'elsewhere'
}

function isMultipart(request: FastifyRequest): boolean {
  return (request.headers['content-type'] ?? '').toLowerCase().startsWith('multipart/')
}

function fieldOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null && name in body ? Reflect.get(body, name) : undefined
}

function forged(detail: string): ProblemError {
  return new ProblemError('forged-form', detail)
}
