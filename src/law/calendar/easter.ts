import { epochDayOf, type EpochDay } from './epoch-days.ts'

/**
 * Easter Sunday of a Gregorian year, by the anonymous algorithm printed in Nature in 1876, which gives the
 * table of the Calendar (New Style) Act 1750.
 */
export function easterSunday(year: number): EpochDay {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const ofCentury = year % 100
  const leapCenturies = Math.floor(century / 4)
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - leapCenturies - moonShift + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7
  const correction = Math.floor((golden + 11 * epact + 22 * weekday) / 451)
  const count = epact + weekday - 7 * correction + 114
  return epochDayOf(year, Math.floor(count / 31), (count % 31) + 1)
}
