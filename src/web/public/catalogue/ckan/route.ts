import type { FastifyReply, FastifyRequest } from 'fastify'
import { CkanError, stringifyInTurns } from '../../../../catalogue/index.ts'
import { ProblemError } from '../../../../kernel/outcome.ts'
import { problems } from '../../../../kernel/problems.ts'
import type { App } from '../../../kit/index.ts'
import type { PublicServices } from '../../public-services.ts'
import { harvested, readOrRefuse, sourceFor } from '../open-read.ts'
import type { Actions } from './action.ts'
import { organisationActions } from './organisation-actions.ts'
import { packageActions } from './package-actions.ts'
import { fromForm, parseBody, type Parameters } from './parameters.ts'
import { resourceActions } from './resource-actions.ts'
import { siteActions } from './site-actions.ts'

const json = 'application/json; charset=utf-8'
const changes = /(?:^|_)(?:create|update|patch|delete|upsert|purge|revise|follow|unfollow)(?:_|$)/

/** Every action, by its name in CKAN. */
const actions: Actions = {
  ...packageActions,
  ...organisationActions,
  ...resourceActions,
  ...siteActions(() => actions),
}

/**
 * CKAN's Action API, the reading half. Both addresses are one; neither ever redirects, since clients that post refuse
 * to follow. A body is read for what it holds, whatever type it claims. JSONP is not offered: other sites may read the
 * answer as it is.
 */
export async function registerActions(app: App, services: PublicServices): Promise<void> {
  await app.register(async (routes: App) => {
    routes.removeAllContentTypeParsers()
    routes.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
    routes.setErrorHandler((error, request, reply) => sendFailure(services, request, reply, error))
    const config = { ...harvested, formCheck: false }
    for (const prefix of ['/api/action', '/api/3/action']) {
      routes.get(`${prefix}/:name`, { config }, (request, reply) =>
        answer(services, request, reply, () =>
          fromForm(new URL(request.url, 'http://internal.invalid').searchParams),
        ),
      )
      routes.post(`${prefix}/:name`, { config }, (request, reply) =>
        answer(services, request, reply, () => ({
          ...fromForm(new URL(request.url, 'http://internal.invalid').searchParams),
          ...parseBody(typeof request.body === 'string' ? request.body : ''),
        })),
      )
      routes.options(`${prefix}/:name`, { config }, (_request, reply) =>
        reply
          .code(204)
          .header('Access-Control-Allow-Methods', 'GET, HEAD, POST')
          .header('Access-Control-Allow-Headers', 'Authorization, Content-Type, X-CKAN-API-Key')
          .header('Access-Control-Max-Age', '86400')
          .send(),
      )
    }
  })
}

async function answer(
  services: PublicServices,
  request: FastifyRequest,
  reply: FastifyReply,
  read: () => Parameters,
): Promise<FastifyReply> {
  const name = nameOf(request)
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined
  if (action === undefined) throw unknownAction(name)
  const source = sourceFor(services, request)
  const given = read()
  const result = await readOrRefuse(reply, () => action.run({ services, source }, given))
  const body = await stringifyInTurns({ help: helpAddress(services, request), success: true, result })
  return reply.type(json).send(body)
}

function unknownAction(name: string): CkanError {
  return changes.test(name)
    ? new CkanError(
        'Authorization Error',
        'Access denied. This catalogue can only be read through this interface.',
      )
    : new CkanError('Bad Request Error', `Action name not known – ${name.slice(0, 100)}`)
}

/** Failures in the shape CKAN's clients rebuild their exceptions from. */
function sendFailure(
  services: PublicServices,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): FastifyReply {
  const failure =
    error instanceof CkanError ? { status: error.status, error: error.toJson() } : ofProblem(error)
  if (failure.status >= 500) request.log.error({ err: error }, 'fault')
  return reply
    .code(failure.status)
    .header('Cache-Control', 'no-store')
    .type(json)
    .send(JSON.stringify({ help: helpAddress(services, request), success: false, error: failure.error }))
}

function ofProblem(error: unknown): { status: number; error: Record<string, unknown> } {
  if (error instanceof ProblemError) {
    const { status, title } = problems[error.problem]
    return { status, error: { __type: status === 404 ? 'Not Found Error' : title, message: error.message } }
  }
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  const known = status >= 400 && status < 500
  return {
    status: known ? status : 500,
    error: {
      __type: known ? 'Bad Request Error' : 'Internal Server Error',
      message: known ? 'The request could not be read.' : problems.fault.explanation,
    },
  }
}

function nameOf(request: FastifyRequest): string {
  return (request.params as { name?: string }).name ?? ''
}

function helpAddress(services: PublicServices, request: FastifyRequest): string {
  const path = `/api/3/action/help_show?name=${encodeURIComponent(nameOf(request))}`
  return services.linkTo(services.authorityFor(request), path)
}
