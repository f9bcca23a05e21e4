import rateLimit from '@fastify/rate-limit'
import { ProblemError } from '../../kernel/outcome.ts'
import type { App } from './options.ts'

export type RateGroup = 'pages' | 'forms' | 'sign-in' | 'api' | 'exports'
export type Rates = Record<RateGroup, { most: number; seconds: number }>

/**
 * Requests one address may make of one route. A whole council, or a library, may share one address, so these
 * stop machines and not people.
 */
export const usualRates: Rates = {
  pages: { most: 3000, seconds: 60 },
  forms: { most: 300, seconds: 60 },
  'sign-in': { most: 60, seconds: 60 },
  api: { most: 3000, seconds: 60 },
  exports: { most: 300, seconds: 60 },
}

/** Counts requests per route and address, and names the limit in draft-11 `RateLimit` headers. */
export async function addLimits(app: App, rates: Rates): Promise<void> {
  app.addHook('onRoute', (route) => {
    const config = (route.config ??= {})
    const method = Array.isArray(route.method) ? route.method[0] : route.method
    const group =
      config.rate ?? (method === 'GET' || method === 'HEAD' || method === 'OPTIONS' ? 'pages' : 'forms')
    if (group === 'none') config.rateLimit = false
    else {
      config.rate = group
      config.rateLimit = { max: rates[group].most, timeWindow: rates[group].seconds * 1000, groupId: group }
    }
  })
  await app.register(rateLimit, {
    max: rates.pages.most,
    timeWindow: rates.pages.seconds * 1000,
    enableDraftSpec: true,
    errorResponseBuilder: (_request, context) =>
      new ProblemError('too-many-requests', `Wait ${Math.ceil(context.ttl / 1000)} seconds, then try again.`),
  })
  app.addHook('onSend', async (request, reply) => {
    const most = reply.getHeader('ratelimit-limit')
    if (most === undefined) return
    const left = reply.getHeader('ratelimit-remaining')
    const reset = reply.getHeader('ratelimit-reset')
    for (const name of ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset']) reply.removeHeader(name)
    const rate = request.routeOptions.config.rate
    const group = rate === undefined || rate === 'none' ? 'pages' : rate
    reply.header('RateLimit-Policy', `"${group}";q=${String(most)};w=${rates[group].seconds}`)
    reply.header('RateLimit', `"${group}";r=${String(left)};t=${String(reset)}`)
  })
}
