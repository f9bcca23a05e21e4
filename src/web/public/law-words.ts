import { regimes, type ClockRegime } from '../../law/index.ts'
import { plural } from '../kit/index.ts'

const units = { 'working days': 'working day', months: 'month', days: 'day' } as const

/** A regime as the public pages name it: its law, and the time it allows, such as `20 working days`. */
export function lawWords(regime: ClockRegime): { title: string; period: string } {
  const { title, limit } = regimes[regime]
  return { title, period: plural(limit.count, units[limit.of]) }
}
