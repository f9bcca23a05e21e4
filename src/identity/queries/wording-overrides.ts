import type { Reader } from '../../db/index.ts'
import { isId } from '../../kernel/ids.ts'

export type WordingOverrides = {
  /** By key; a key that is absent has the standard wording */
  wording: Record<string, string>
  /** Names exactly these words, to be stored with a letter: `closing@2 greeting@1`, or `none` */
  version: string
}

/** An authority's own words in force on a day: for each key the latest version that had taken effect by then. */
export async function wordingOverrides(
  reader: Reader,
  authorityId: string,
  locale: string,
  on: Temporal.PlainDate,
): Promise<WordingOverrides> {
  if (!isId(authorityId)) return { wording: {}, version: 'none' }
  const rows = await reader
    .selectFrom('wording_override')
    .distinctOn('key')
    .select(['key', 'version', 'text'])
    .where('authority_id', '=', authorityId)
    .where('locale', '=', locale)
    .where('effective_from', '<=', on)
    .orderBy('key')
    .orderBy('effective_from', 'desc')
    .orderBy('version', 'desc')
    .execute()
  const own = rows.filter((row) => row.text !== '')
  return {
    wording: Object.fromEntries(own.map((row) => [row.key, row.text])),
    version: own.map((row) => `${row.key}@${row.version}`).join(' ') || 'none',
  }
}
