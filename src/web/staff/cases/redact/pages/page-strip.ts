import type { RedactionRecord } from '../../../../../redaction/index.ts'
import { plural } from '../../../../kit/index.ts'
import { flagLabel } from './page-view.ts'

export type StripItem = { number: number; href: string; current: boolean; note: string; toDecide: boolean }
export type PageStrip = { items: StripItem[]; before: StripItem | null; after: StripItem | null }

/** So many pages are listed beside a page; a document may have hundreds. */
const atOnce = 20

/** The pages around one, each with what is still to do on it. */
export function pageStrip(record: RedactionRecord, current: number, pages: number, base: string): PageStrip {
  const first = Math.floor((current - 1) / atOnce) * atOnce + 1
  const last = Math.min(first + atOnce - 1, pages)
  const item = (number: number): StripItem => {
    const own = record.marks.filter(({ place }) => place.kind === 'box' && place.page === number)
    const toDecide = own.filter(({ state }) => state === 'proposed').length
    const kept = own.filter(({ state }) => state === 'accepted').length
    const flag = record.pages.find(({ page }) => page === number)
    const notes = [
      ...(toDecide > 0 ? [`${toDecide.toLocaleString('en-GB')} to decide`] : []),
      ...(kept > 0 ? [plural(kept, 'mark')] : []),
      ...(flag === undefined ? [] : [flagLabel(flag)]),
    ]
    return {
      number,
      href: `${base}/pages/${number}`,
      current: number === current,
      note: notes.join(', '),
      toDecide: toDecide > 0,
    }
  }
  return {
    items: Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => item(first + index)),
    before: first > 1 ? item(first - 1) : null,
    after: last < pages ? item(last + 1) : null,
  }
}
