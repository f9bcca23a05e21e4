import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { FieldError, Refusal } from '../../kernel/outcome.ts'
import { ProblemError } from '../../kernel/outcome.ts'
import type { ProblemCode } from '../../kernel/problems.ts'
import { problemPath, problems } from '../../kernel/problems.ts'
import type { App, KitOptions } from './options.ts'
import { escapeHtml } from './filters.ts'

type Problem = { code: ProblemCode; detail: string | null; fields: FieldError[] }

/** Says no: an HTML page to people, `application/problem+json` (RFC 9457) to programs, from the one problems table. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return sendProblem(reply, {
    code: refusal.problem,
    detail: refusal.detail ?? null,
    fields: refusal.fields ?? [],
  })
}

/**
 * True where the asker is a program: an API address, a `.json` twin, an Accept header that prefers JSON, or another
 * file's address without word that a page will do.
 */
export function wantsJson(request: FastifyRequest): boolean {
  const path = request.url.split('?', 1)[0] ?? ''
  if (path.startsWith('/api/') || path.endsWith('.json')) return true
  const accept = request.headers.accept ?? ''
  if (dataFile.test(path) && !accept.includes('text/html')) return true
  return /application\/(problem\+)?json/.test(accept) && !accept.includes('text/html')
}

const dataFile = /^\/data\/.*\.(csv|ndjson|parquet|xlsx)$/

/** Turns every throw, unknown address and wrong method into a refusal, and nothing about the inside gets out. */
export function addRefusals(app: App, options: KitOptions): void {
  const routes: { method: string; pattern: RegExp }[] = []
  app.addHook('onRoute', (route) => {
    for (const method of [route.method].flat()) routes.push({ method, pattern: toPattern(route.url) })
  })

  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error)
    if (problems[problem.code].status >= 500)
      request.log.error({ err: error, problem: problem.code }, 'fault')
    if (problem.code !== 'not-signed-in' || options.signInPath === undefined || wantsJson(request))
      return sendProblem(reply, problem)
    if (request.method === 'GET' || request.method === 'HEAD')
      return reply.redirect(signInAddress(options.signInPath, request.url), 303)
    const path = request.url.split('?', 1)[0] ?? ''
    const isPage = routes.some(({ method, pattern }) => method === 'GET' && pattern.test(path))
    return sendSignedOut(reply, signInAddress(options.signInPath, isPage ? request.url : null))
  })

  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? ''
    const allowed = new Set(routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method))
    if (allowed.size === 0 || allowed.has(request.method)) {
      return sendProblem(reply, { code: 'not-found', detail: null, fields: [] })
    }
    reply.header('Allow', [...allowed].toSorted().join(', '))
    return sendProblem(reply, { code: 'method-not-allowed', detail: null, fields: [] })
  })
}

/** Sends a problem; used by the framework's own errors too, where the page itself may be what failed. */
function sendProblem(reply: FastifyReply, { code, detail, fields }: Problem): FastifyReply {
  const { status, title, explanation } = problems[code]
  reply.header('Cache-Control', 'no-store')
  if (wantsJson(reply.request)) {
    const errors = fields.map(({ field, message }) => ({
      pointer: `#/${field.replaceAll('.', '/')}`,
      message,
    }))
    return reply
      .code(status)
      .type('application/problem+json; charset=utf-8')
      .send(
        JSON.stringify({
          type: problemPath(code),
          title,
          status,
          detail: detail ?? explanation,
          instance: `urn:uuid:${reply.request.id}`,
          ...(errors.length > 0 ? { errors } : {}),
        }),
      )
  }
  const plain = `<!doctype html><html lang="en"><title>${escapeHtml(title)}</title><h1>${escapeHtml(title)}</h1><p>${escapeHtml(explanation)}</p></html>`
  const sendPlain = () => reply.code(status).type('text/html; charset=utf-8').send(plain)
  // An address that cannot be decoded is refused by the framework before there are pages.
  if (!('page' in reply)) return sendPlain()
  try {
    const view = {
      code,
      title,
      explanation,
      detail,
      fields,
      reference: status >= 500 ? reply.request.id : null,
    }
    return reply.page('kit/pages/problem.njk', view, { status })
  } catch (error) {
    reply.log.error({ err: error }, 'problem page failed')
    return sendPlain()
  }
}

function toProblem(error: unknown): Problem {
  if (error instanceof ProblemError)
    return { code: error.problem, detail: error.message, fields: error.fields }
  if (isFastifyError(error)) {
    if (error.validation !== undefined) return toValidationProblem(error)
    const code = byStatus[error.statusCode ?? 500]
    if (code !== undefined) return { code, detail: null, fields: [] }
  }
  return { code: 'fault', detail: null, fields: [] }
}

const byStatus: Partial<Record<number, ProblemCode>> = {
  400: 'bad-request',
  401: 'not-signed-in',
  403: 'not-permitted',
  404: 'not-found',
  405: 'method-not-allowed',
  406: 'bad-request',
  409: 'not-now',
  413: 'too-large',
  414: 'bad-request',
  415: 'unsupported-type',
  422: 'invalid-input',
  429: 'too-many-requests',
  431: 'too-large',
  503: 'unavailable',
}

/** A body that breaks its schema is wrong input; a query cannot be read; an address that breaks it is no address. */
function toValidationProblem(error: FastifyError): Problem {
  if (error.validationContext === 'params') return { code: 'not-found', detail: null, fields: [] }
  const fields = (error.validation ?? []).map((issue) => {
    const extra = issue.params['additionalProperty'] ?? issue.params['missingProperty']
    const path = [issue.instancePath.slice(1), typeof extra === 'string' ? extra : ''].filter(
      (part) => part !== '',
    )
    return { field: path.join('/').replaceAll('/', '.'), message: issue.message ?? 'is not as it should be' }
  })
  return { code: error.validationContext === 'body' ? 'invalid-input' : 'bad-request', detail: null, fields }
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && ('statusCode' in error || 'validation' in error)
}

function signInAddress(signInPath: string, back: string | null): string {
  return back === null ? signInPath : `${signInPath}?return=${encodeURIComponent(back)}`
}

/**
 * The session ended while somebody typed: what they typed would be gone with a redirect, for a page of staff is not
 * kept for the Back button. By now the form check has seen that it came from this site.
 */
function sendSignedOut(reply: FastifyReply, signIn: string): FastifyReply {
  const { body } = reply.request
  const typed = Object.entries(typeof body === 'object' && body !== null ? body : {}).flatMap(
    ([name, value]: [string, unknown]) =>
      typeof value === 'string' && /\S\s+\S/.test(value) && !secretField.test(name) ? [value] : [],
  )
  reply.header('Cache-Control', 'no-store')
  return reply.page('kit/pages/signed-out.njk', { typed, signIn }, { status: 401 })
}

const secretField = /password|code|secret|token|csrf/i

function toPattern(url: string): RegExp {
  const parts = url
    .split('/')
    .map((part) =>
      part === '*' ? '.*' : part.replace(/[.+?^$()[\]{}|\\]/g, '\\$&').replace(/:\w+/g, '[^/]+'),
    )
  return new RegExp(`^${parts.join('/')}/?$`)
}
