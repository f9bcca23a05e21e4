/** A page of numbered results, as a person turns them. `page` counts from 1. */
export type Page<T> = { items: T[]; total: number; page: number; pageSize: number }

/** `offset`: how many rows stand before it. */
export type AskedPage = { page: number; size: number; offset: number }

const lastPage = 100_000

/** The page that is read for whatever was asked for: never a fault, always within what may be read at once. */
export function pageAsked(
  { page, pageSize }: { page?: number | undefined; pageSize?: number | undefined },
  { usual, most }: { usual: number; most: number },
): AskedPage {
  const number = Math.min(lastPage, Math.max(1, Math.trunc(page ?? 1) || 1))
  const size = Math.min(most, Math.max(1, Math.trunc(pageSize ?? usual) || usual))
  return { page: number, size, offset: (number - 1) * size }
}

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
