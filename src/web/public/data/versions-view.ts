import type { VersionReason, VersionSummary } from '../../../datasets/index.ts'
import { plural } from '../../kit/index.ts'
import { periodInWords } from './facts-view.ts'

const reasonNames: Record<VersionReason, string> = {
  first: 'First version',
  update: 'Update',
  correction: 'Correction',
  addition: 'Rows added',
  sealed: 'Rows received by machine',
}

type Shown = Omit<VersionSummary, 'number'> & { number: number | null }

/** A version in a list: why it was made, what changed, and that it was taken down where it was. */
export function toVersionView(slug: string, version: Shown) {
  const number = version.number ?? 0
  const { difference } = version
  return {
    number,
    href: `/data/${slug}/versions/${number}`,
    reason: reasonNames[version.reason],
    note: version.note,
    breaking: version.breaking,
    period: periodInWords(version.periodFrom, version.periodTo),
    rows: version.rows,
    publishedAt: version.publishedAt,
    csv: version.csv,
    parquet: version.parquet,
    withdrawal: version.withdrawal,
    difference:
      difference === null
        ? null
        : {
            text: differenceWords(difference),
            from: difference.from,
            href: `/data/${slug}/versions/${number}/diff?from=${difference.from}`,
          },
  }
}

/** `12 rows added, 3 removed, 4 changed` */
function differenceWords({ added, removed, changed }: { added: number; removed: number; changed: number }) {
  const parts = [
    added > 0 ? `${plural(added, 'row')} added` : '',
    removed > 0 ? `${plural(removed, 'row')} removed` : '',
    changed > 0 ? `${plural(changed, 'row')} changed` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'No row differs' : parts.join(', ')
}
