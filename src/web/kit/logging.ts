import { randomUUID } from 'node:crypto'
import type { FastifyServerOptions } from 'fastify'
import { LogController } from 'fastify'
import type { App, KitOptions } from './options.ts'

/**
 * Log settings that keep personal data out: no address, query, header or body is ever written, and of an error
 * only its kind and the places it passed through, since messages quote what was typed.
 */
export function logSettings(options: KitOptions['log']) {
  return {
    logger: {
      level: options?.level ?? 'info',
      ...(options?.stream ? { stream: options.stream } : {}),
      base: null,
      serializers: { req: () => ({}), res: () => ({ statusCode: '' }), err: describeError },
    },
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    requestIdHeader: false,
    genReqId: () => randomUUID(),
  } satisfies FastifyServerOptions
}

/** One line per request: the route's pattern, never the address asked for. */
export function addRequestLog(app: App): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('X-Request-Id', request.id)
  })
  app.addHook('onResponse', async (request, reply) => {
    const line = {
      method: request.method,
      route: request.routeOptions.url ?? 'none',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    }
    if (reply.statusCode >= 500) request.log.error(line, 'request')
    else request.log.info(line, 'request')
  })
}

/** What may be logged of an error. */
function describeError(error: unknown): {
  type: string
  code?: string
  message: string
  stack: string
} {
  if (!(error instanceof Error)) return { type: typeof error, message: 'not shown', stack: '' }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    type: error.name,
    ...code,
    message: 'not shown: may quote personal data',
    stack: frames.join('\n'),
  }
}
