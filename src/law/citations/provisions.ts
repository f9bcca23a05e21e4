import type { Citation } from '../citation.ts'

/** The day the citations in this folder were last read against their rules. */
const checkedOn = '2026-11-22'

type Row = readonly [provision: string, path: string, note?: string]

/** Builds the citations of one instrument: a key per provision, an address under the instrument's own. */
export function citeProvisions<Key extends string>(
  act: string,
  base: string,
  inForceFrom: string,
  rows: Record<Key, Row>,
): Record<Key, Citation> {
  const citations = {} as Record<Key, Citation>
  for (const key of Object.keys(rows) as Key[]) {
    const [provision, path, note] = rows[key]
    const url = path === '' ? base : `${base}/${path}`
    citations[key] = { act, provision, url, inForceFrom, checkedOn, ...(note === undefined ? {} : { note }) }
  }
  return citations
}

/** The same provision from a later day, where an amendment brought it in. */
export function inForceFrom<Key extends string>(
  citations: Record<Key, Citation>,
  days: Partial<Record<Key, string>>,
): Record<Key, Citation> {
  for (const key of Object.keys(days) as Key[]) {
    const day = days[key]
    if (day !== undefined) citations[key] = { ...citations[key], inForceFrom: day }
  }
  return citations
}
