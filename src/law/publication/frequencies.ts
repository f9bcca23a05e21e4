/** How often a dataset is published: the one list that forms, feeds and due dates share. */
export type Frequency = {
  id: string
  /** In words, as a page shows it: `Every three months` */
  title: string
  /** Code of the EU frequency table, `http://publications.europa.eu/resource/authority/frequency/…` */
  eu: string
  /** Name under `http://purl.org/cld/freq/`; null where that list has none */
  purl: string | null
  /** ISO 8601 repeating interval, as data.json writes it; `irregular` where there is none */
  interval: string
  /** Between two publications; null where nothing can be counted on */
  length: { hours: number } | { days: number } | { months: number } | null
}

type Row = readonly [
  id: string,
  title: string,
  eu: string,
  purl: string | null,
  interval: string,
  length: Frequency['length'],
]

// EU codes, purl names and lengths side by side follow udata's table; intervals are those of Project Open Data.
const rows: readonly Row[] = [
  ['continuous', 'All the time', 'CONT', 'continuous', 'R/PT1S', { hours: 1 }],
  ['hourly', 'Every hour', 'HOURLY', null, 'R/PT1H', { hours: 1 }],
  ['daily', 'Every day', 'DAILY', 'daily', 'R/P1D', { days: 1 }],
  ['weekly', 'Every week', 'WEEKLY', 'weekly', 'R/P1W', { days: 7 }],
  ['fortnightly', 'Every two weeks', 'BIWEEKLY', 'biweekly', 'R/P2W', { days: 14 }],
  ['monthly', 'Every month', 'MONTHLY', 'monthly', 'R/P1M', { months: 1 }],
  ['two-monthly', 'Every two months', 'BIMONTHLY', 'bimonthly', 'R/P2M', { months: 2 }],
  ['quarterly', 'Every three months', 'QUARTERLY', 'quarterly', 'R/P3M', { months: 3 }],
  ['termly', 'Three times a year', 'ANNUAL_3', 'threeTimesAYear', 'R/P4M', { months: 4 }],
  ['half-yearly', 'Twice a year', 'ANNUAL_2', 'semiannual', 'R/P6M', { months: 6 }],
  ['annual', 'Every year', 'ANNUAL', 'annual', 'R/P1Y', { months: 12 }],
  ['biennial', 'Every two years', 'BIENNIAL', 'biennial', 'R/P2Y', { months: 24 }],
  ['triennial', 'Every three years', 'TRIENNIAL', 'triennial', 'R/P3Y', { months: 36 }],
  ['as-needed', 'When something changes', 'AS_NEEDED', 'irregular', 'irregular', null],
  ['once', 'Once: it will not change', 'NEVER', null, 'irregular', null],
]

export const frequencies: readonly Frequency[] = rows.map(([id, title, eu, purl, interval, length]) => ({
  id,
  title,
  eu,
  purl,
  interval,
  length,
}))

/** A frequency by its id; null where there is none of that name. */
export function findFrequency(id: string): Frequency | null {
  return frequencies.find((frequency) => frequency.id === id) ?? null
}

/**
 * The day by which the next publication is expected, counted from the last one (or from the end of its period); null
 * where nothing can be expected. The last day of a month leads to the last day of a month.
 */
export function nextDue(frequency: Frequency, from: Temporal.PlainDate): Temporal.PlainDate | null {
  const { length } = frequency
  if (length === null) return null
  if ('hours' in length) return from.add({ days: 1 })
  if ('days' in length) return from.add(length)
  const next = from.add(length)
  return from.day === from.daysInMonth ? next.with({ day: next.daysInMonth }) : next
}
