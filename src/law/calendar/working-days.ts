import { epochDayOf, firstYear, isWeekend, lastYear, type EpochDay } from './epoch-days.ts'

/** A weekday that is not a working day, and why: `St Andrew’s Day (bank holiday in Scotland)`. */
export type NonWorkingWeekday = { day: EpochDay; why: string }

/**
 * One calendar's working days as an index: how many lie on or before each day, and which day is the nth.
 * Any period is then two look-ups, however long it is.
 */
export type WorkingDayIndex = {
  countTo: Int32Array
  nth: Int32Array
  holidays: readonly NonWorkingWeekday[]
  byDay: ReadonlyMap<EpochDay, string>
}

/** The index runs past the years taken as input, so that a period begun in the last still ends inside it. */
const first = epochDayOf(firstYear - 1, 1, 1)
const last = epochDayOf(lastYear + 3, 12, 31)

export const indexedYears = { from: firstYear - 1, to: lastYear + 3 }

export function indexWorkingDays(holidays: readonly NonWorkingWeekday[]): WorkingDayIndex {
  const byDay = new Map(holidays.map(({ day, why }) => [day, why]))
  const countTo = new Int32Array(last - first + 1)
  const working: EpochDay[] = []
  for (let day = first; day <= last; day++) {
    if (!isWeekend(day) && !byDay.has(day)) working.push(day)
    countTo[day - first] = working.length
  }
  return { countTo, nth: Int32Array.from(working), holidays, byDay }
}

function countTo(index: WorkingDayIndex, day: EpochDay): number {
  const count = index.countTo[day - first]
  if (count === undefined)
    throw new RangeError(
      `No calendar reaches day ${day}: it runs from ${indexedYears.from} to ${indexedYears.to}`,
    )
  return count
}

export function isWorking(index: WorkingDayIndex, day: EpochDay): boolean {
  return countTo(index, day) > countTo(index, day - 1)
}

/** The nth working day after a day (before it, where n is negative); the day itself where n is 0. */
export function addWorking(index: WorkingDayIndex, from: EpochDay, n: number): EpochDay {
  if (n === 0) return from
  const position = n > 0 ? countTo(index, from) + n - 1 : countTo(index, from - 1) + n
  const day = index.nth[position]
  if (day === undefined) throw new RangeError(`No calendar reaches ${n} working days from day ${from}`)
  return day
}

/** Working days after `from` up to and including `to`; negative where `to` is earlier. */
export function countWorking(index: WorkingDayIndex, from: EpochDay, to: EpochDay): number {
  return countTo(index, to) - countTo(index, from)
}

/** The day itself where it is a working day, else the next one. */
export function rollForward(index: WorkingDayIndex, day: EpochDay): EpochDay {
  return isWorking(index, day) ? day : addWorking(index, day, 1)
}

/** The weekdays after `from` up to and including `to` that are not working days. */
export function holidaysBetween(index: WorkingDayIndex, from: EpochDay, to: EpochDay): NonWorkingWeekday[] {
  const { holidays } = index
  let low = 0
  let high = holidays.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((holidays[middle]?.day ?? 0) <= from) low = middle + 1
    else high = middle
  }
  const found: NonWorkingWeekday[] = []
  for (let holiday = holidays[low]; holiday !== undefined && holiday.day <= to; holiday = holidays[++low]) {
    found.push(holiday)
  }
  return found
}
