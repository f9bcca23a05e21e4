import { createHash, randomBytes } from 'node:crypto'
import helmet from '@fastify/helmet'
import type { FastifyReply } from 'fastify'
import type { App, KitOptions } from './options.ts'

/**
 * The one inline script, which lets style sheets know that scripts run before anything is painted. Allowed by its
 * hash and not a nonce, so that a page's bytes stay the same and can be revalidated.
 */
export const bootScript =
  "document.body.className+=' js-enabled'+('noModule' in HTMLScriptElement.prototype?' govuk-frontend-supported':'')"
const bootHash = `'sha256-${createHash('sha256').update(bootScript).digest('base64')}'`

const nonces = new WeakMap<FastifyReply, string>()

/** Headers that keep other sites out and this site's pages to themselves. */
export async function addSecurityHeaders(app: App, options: KitOptions): Promise<void> {
  const secure = options.publicUrl.protocol === 'https:'
  await app.register(helmet, {
    contentSecurityPolicy: false,
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: secure || isLocal(options.publicUrl) ? { policy: 'same-origin' } : false,
    originAgentCluster: secure || isLocal(options.publicUrl),
    referrerPolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
  })
  app.decorateReply('inlineNonce', function (this: FastifyReply): string {
    const nonce = nonces.get(this) ?? randomBytes(16).toString('base64')
    nonces.set(this, nonce)
    return nonce
  })
  app.addHook('onSend', async (request, reply) => {
    const config = request.routeOptions.config
    reply.header('Permissions-Policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()')
    if (config.secretAddress === true) reply.header('Referrer-Policy', 'no-referrer')
    const isPrivate = config.private === true || config.secretAddress === true || hasStaff(options, request)
    if (isPrivate) {
      // What is asked for again at every turn may be kept where only this reader sees it, to be compared each time.
      const kept = config.revalidate === true && (reply.statusCode === 200 || reply.statusCode === 304)
      reply.header('Cache-Control', kept ? 'private, no-cache' : 'no-store')
      reply.header('X-Robots-Tag', 'noindex, nofollow')
    } else if (!reply.hasHeader('Cache-Control')) {
      const keeps = reply.statusCode < 300 || reply.statusCode === 304
      reply.header('Cache-Control', keeps ? 'no-cache' : 'no-store')
    }
    const type = String(reply.getHeader('content-type') ?? '')
    // A browser takes the headers of a 304 over to the page it holds, whose own policy must stay.
    if (reply.statusCode === 304 || reply.hasHeader('Content-Security-Policy')) return
    reply.header(
      'Content-Security-Policy',
      type.startsWith('text/html') ? pagePolicy(secure, nonces.get(reply)) : dataPolicy,
    )
  })
}

const dataPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

function pagePolicy(secure: boolean, nonce: string | undefined): string {
  const inline = nonce === undefined ? '' : ` 'nonce-${nonce}'`
  return [
    "default-src 'self'",
    `script-src 'self' ${bootHash}${inline}`,
    "script-src-attr 'none'",
    `style-src 'self'${inline}`,
    "img-src 'self' data:",
    "object-src 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    ...(secure ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

function hasStaff(options: KitOptions, request: Parameters<KitOptions['context']>[0]): boolean {
  if (request.routeOptions.config.rate === 'none') return false
  try {
    return options.context(request).staff !== null
  } catch {
    return true
  }
}

function isLocal(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname === '127.0.0.1' || url.hostname === '[::1]'
}
