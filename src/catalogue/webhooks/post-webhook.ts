import { createHmac } from 'node:crypto'
import { lookup } from 'node:dns'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest, type RequestOptions } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isPublicAddress, webhookFault } from './public-address.ts'

/** What came back: the status and the first of the body, or why nothing did. */
export type Posted = { ok: true; status: number; body: string } | { ok: false; code: string }
/** The port through which webhooks leave; never throws. */
export type PostWebhook = (url: string, body: string, headers: Record<string, string>) => Promise<Posted>

const timeoutMilliseconds = 10_000
const mostBytes = 16_384

/** Posts over the network. Redirects are not followed: the address that was confirmed is the one that is called. */
export function networkPost(allowPrivate: boolean): PostWebhook {
  return (url, body, headers) =>
    new Promise((resolve) => {
      if (webhookFault(url, allowPrivate) !== null) return resolve({ ok: false, code: 'address-refused' })
      const options: RequestOptions = {
        method: 'POST',
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
        signal: AbortSignal.timeout(timeoutMilliseconds),
        agent: false,
        ...(allowPrivate ? {} : { lookup: publicLookup }),
      }
      const send = url.startsWith('https:') ? httpsRequest : httpRequest
      const sent = send(url, options, (response) => {
        const parts: Buffer[] = []
        let bytes = 0
        response.on('data', (part: Buffer) => {
          bytes += part.length
          if (bytes <= mostBytes) parts.push(part)
          else response.destroy()
        })
        // A body that is too long is cut off; the status is the answer.
        response.on('close', () =>
          resolve({
            ok: true,
            status: response.statusCode ?? 0,
            body: Buffer.concat(parts).toString('utf8'),
          }),
        )
        response.on('error', () => undefined)
      })
      sent.on('error', (error: Error) => resolve({ ok: false, code: codeOf(error) }))
      sent.end(body)
    })
}

/** Looks a name up and connects to what was found, so that nothing can change between the check and the call. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error !== null) return callback(error, [])
    if (found.length === 0 || !found.every(({ address }) => isPublicAddress(address)))
      return callback(Object.assign(new Error('not a public address'), { code: 'address-refused' }), [])
    const [first] = found
    if (options.all === true || first === undefined) return callback(null, found)
    return callback(null, first.address, first.family)
  })
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}

/**
 * `t=1777000000,v1=…`: HMAC-SHA256 of the time, a full stop and the body, by the subscription’s own secret. The time
 * is in seconds; a receiver refuses what is minutes old, so that nothing can be played again.
 */
export function signBody(secret: string, body: string, at: Temporal.Instant): string {
  const seconds = Math.floor(at.epochMilliseconds / 1000)
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`
}
