import type { ListedDataset } from '../../../../datasets/index.ts'
import { legalDay } from '../../../../kernel/clock.ts'
import { findFrequency, nextDue } from '../../../../law/index.ts'
import { plural } from '../../../kit/index.ts'

export type DatasetDue = {
  /** Null where nothing can be counted on */
  on: Temporal.PlainDate | null
  note: string
  late: boolean
  /** Null where it cannot be said */
  onTime: boolean | null
}

/** When the next version is expected, by the frequency its publisher gave, and how far off that is. */
export function dueOf(
  dataset: Pick<ListedDataset, 'frequency' | 'state' | 'kind' | 'latest'>,
  today: Temporal.PlainDate,
): DatasetDue {
  const nothing = (note: string): DatasetDue => ({ on: null, note, late: false, onTime: null })
  if (dataset.state === 'withdrawn') return nothing('Not any more')
  const frequency = findFrequency(dataset.frequency)
  if (frequency === null || frequency.length === null) return nothing(frequency?.title ?? 'Not said')
  const published = dataset.latest?.publishedAt ?? null
  if (published === null) return nothing('Not published yet')
  const on = nextDue(frequency, legalDay(published))
  if (on === null) return nothing(frequency.title)
  const { note, late } = farOff(on, today)
  return { on, note, late, onTime: !late }
}

/** `in 12 days`, `today`, `5 days late`. */
export function farOff(due: Temporal.PlainDate, today: Temporal.PlainDate): { note: string; late: boolean } {
  const days = today.until(due, { largestUnit: 'days' }).days
  if (days === 0) return { note: 'today', late: false }
  return days > 0
    ? { note: `in ${plural(days, 'day')}`, late: false }
    : { note: `${plural(-days, 'day')} late`, late: true }
}
