import type { FastifyRequest } from './options.ts'

/** True where the reader already holds what `etag` names, and needs only be told so (RFC 9110, 13.1.2 and 13.1.3). */
export function isUnchanged(
  request: FastifyRequest,
  etag: string,
  modified: Temporal.Instant | null = null,
): boolean {
  const held = request.headers['if-none-match']
  if (held !== undefined) {
    const tags = held.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
    return tags.includes('*') || tags.includes(etag.replace(/^W\//, ''))
  }
  const since = request.headers['if-modified-since']
  if (since === undefined || modified === null) return false
  const moment = Date.parse(since)
  return !Number.isNaN(moment) && wholeSeconds(modified) <= moment
}

export type ByteRange = { start: number; end: number }

/**
 * The one stretch of bytes asked for, both ends included. Null: send the whole. That is also the answer to several
 * stretches at once and to a range of a file that has since changed, as the standard allows (RFC 9110, 14.2 and 13.1.5).
 */
export function requestedRange(
  request: FastifyRequest,
  size: number,
  etag: string,
  modified: Temporal.Instant,
): ByteRange | 'unsatisfiable' | null {
  const found = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range?.replaceAll(' ', '') ?? '')
  if (found === null || !mayContinue(request, etag, modified)) return null
  const [, from = '', to = ''] = found
  if (from === '') {
    if (to === '') return null
    const last = Math.min(Number(to), size)
    return last === 0 ? 'unsatisfiable' : { start: size - last, end: size - 1 }
  }
  const start = Number(from)
  const end = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (start >= size) return 'unsatisfiable'
  return end < start ? null : { start, end }
}

function mayContinue(request: FastifyRequest, etag: string, modified: Temporal.Instant): boolean {
  const condition = request.headers['if-range']
  if (condition === undefined) return true
  if (typeof condition !== 'string') return false
  if (condition.startsWith('"') || condition.startsWith('W/')) return condition === etag
  return Date.parse(condition) === wholeSeconds(modified)
}

/** `Last-Modified` knows no parts of a second. */
export function httpDate(instant: Temporal.Instant): string {
  return new Date(wholeSeconds(instant)).toUTCString()
}

function wholeSeconds(instant: Temporal.Instant): number {
  return Math.floor(instant.epochMilliseconds / 1000) * 1000
}
