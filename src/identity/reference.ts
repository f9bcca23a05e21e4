import { sql } from 'kysely'
import type { Writer } from '../db/index.ts'

/** `REQ`: capitals, digits and hyphens, not ending in a digit, so that prefix and number never run together. */
export function isReferencePrefix(text: string): boolean {
  return /^[A-Z][A-Z0-9-]{0,11}$/.test(text) && !/\d$/.test(text)
}

/**
 * The next reference of an authority, `REQ04543`: the prefix and a number of at least five digits. The counter's row
 * stays locked until the transaction ends, so numbers have neither repeats nor gaps.
 */
export async function nextReference(tx: Writer, authorityId: string, prefix: string): Promise<string> {
  if (!isReferencePrefix(prefix)) throw new TypeError(`"${prefix}" cannot begin a reference`)
  const { rows } = await sql<{ last: number }>`
    insert into reference_counter (authority_id, prefix, last) values (${authorityId}, ${prefix}, 1)
    on conflict (authority_id, prefix) do update set last = reference_counter.last + 1
    returning last`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('the counter gave no number')
  return `${prefix}${String(row.last).padStart(5, '0')}`
}
