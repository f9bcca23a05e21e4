import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import etag from '@fastify/etag'
import formbody from '@fastify/formbody'
import multipart from '@fastify/multipart'
import staticFiles from '@fastify/static'
import underPressure from '@fastify/under-pressure'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify from 'fastify'
import { constants } from 'node:zlib'
import { ProblemError } from '../../kernel/outcome.ts'
import { problems } from '../../kernel/problems.ts'
import { addBrandSheets } from './brand.ts'
import { compileAssets } from './compile-assets.ts'
import { addFormCheck } from './csrf.ts'
import { addLimits, usualRates } from './limits.ts'
import { addRequestLog, logSettings } from './logging.ts'
import type { App, KitOptions } from './options.ts'
import { addRefusals, sendRefusal } from './refusals.ts'
import { addPages } from './render.ts'
import { addSecurityHeaders } from './security.ts'

const usualLargestUpload = 25_000_000
const aYear = 31_536_000

/** The web application without its pages: headers, limits, forms, logs, errors, assets and templates. */
export async function createApp(options: KitOptions): Promise<App> {
  const assets = await compileAssets(options.assetsDirectory)
  const app: App = Fastify({
    ...logSettings(options.log),
    trustProxy: options.trustProxy ?? false,
    bodyLimit: 1_048_576,
    // A sender that stops, or trickles for hours, must not hold what it has sent so far in memory for ever.
    connectionTimeout: 120_000,
    requestTimeout: 3_600_000,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 300 },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array' } },
    frameworkErrors: (_error, _request, reply) => {
      sendRefusal(reply, { ok: false, problem: 'bad-request' })
    },
  }).withTypeProvider<TypeBoxTypeProvider>()

  addRequestLog(app)
  await addLimits(app, { ...usualRates, ...options.rates })
  await addSecurityHeaders(app, options)
  await app.register(cookie)
  await app.register(formbody)
  app.decorate('largestUpload', options.largestUpload ?? usualLargestUpload)
  await app.register(multipart, {
    limits: {
      fileSize: app.largestUpload,
      files: 20,
      fields: 200,
      fieldSize: 1_048_576,
      parts: 220,
    },
  })
  await app.register(etag, { weak: true })
  await app.register(compress, {
    threshold: 1024,
    encodings: ['br', 'gzip', 'identity'],
    // Quality 4 costs about a tenth of the usual 11 and loses little on pages of this size.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  })
  if (options.largestLag !== undefined) {
    await app.register(underPressure, {
      maxEventLoopDelay: options.largestLag,
      retryAfter: 10,
      pressureHandler: () => {
        throw new ProblemError(
          'unavailable',
          'Too many people are using the service at this moment. Try again in 10 seconds.',
        )
      },
    })
  }
  addRefusals(app, options)
  addFormCheck(app, options)

  await app.register(staticFiles, {
    root: assets.directory,
    prefix: '/assets/',
    wildcard: false,
    index: false,
    cacheControl: true,
    maxAge: aYear * 1000,
    immutable: true,
  })
  addPages(app, options, assets.addresses, addBrandSheets(app))
  app.get('/favicon.ico', { config: { rate: 'none' } }, (_request, reply) =>
    reply.redirect(assets.addresses['favicon.svg'] ?? '/', 302),
  )
  app.get('/help/problems', (_request, reply) =>
    reply.page('kit/pages/problems.njk', { problems: Object.entries(problems) }),
  )
  return app
}
