/** A page of numbered results, as a person turns them. `page` counts from 1. */
export type Page<T> = { items: T[]; total: number; page: number; pageSize: number }

export function pageCount(page: { total: number; pageSize: number }): number {
  return Math.max(1, Math.ceil(page.total / page.pageSize))
}

/** An opaque `next` token for keyset paging: any JSON value, unreadable by design, never secret. */
export function encodeCursor(key: unknown): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** The value inside a token, or null where somebody made it up. */
export function decodeCursor(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as unknown
  } catch {
    return null
  }
}
