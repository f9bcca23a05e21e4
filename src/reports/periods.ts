import type { Period } from './statistics.ts'

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)

/** The calendar quarter that holds a day: code `2026-Q1`, label `January to March 2026`. */
export function quarterOf(day: Temporal.PlainDate): Period {
  const quarter = Math.ceil(day.month / 3)
  const from = Temporal.PlainDate.from({ year: day.year, month: quarter * 3 - 2, day: 1 })
  const to = from.add({ months: 3 }).subtract({ days: 1 })
  return {
    from,
    to,
    label: `${months[from.month - 1]} to ${months[to.month - 1]} ${day.year}`,
    code: `${day.year}-Q${quarter}`,
  }
}

/** This quarter and the ones before it, newest first. */
export function recentQuarters(today: Temporal.PlainDate, count: number): Period[] {
  return Array.from({ length: Math.max(0, count) }, (_, back) =>
    quarterOf(today.with({ day: 1 }).subtract({ months: back * 3 })),
  )
}

/** `2026-Q1` or `2026`; null for anything else. */
export function parsePeriod(code: string): Period | null {
  const match = /^((?:19|20|21)\d{2})(?:-Q([1-4]))?$/.exec(code)
  if (match === null) return null
  const year = Number(match[1])
  if (match[2] !== undefined)
    return quarterOf(Temporal.PlainDate.from({ year, month: Number(match[2]) * 3, day: 1 }))
  return {
    from: Temporal.PlainDate.from({ year, month: 1, day: 1 }),
    to: Temporal.PlainDate.from({ year, month: 12, day: 31 }),
    label: String(year),
    code: String(year),
  }
}
