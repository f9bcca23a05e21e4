import { firstFew } from '../surfaces/words.ts'

/** Where somebody opens a file to see it: `sheet “Payments”`, `cell`, `D12`; only `within` where that says it all. */
export type Place = { within: string; unit?: string; at?: string }

/** A line of the text that was read out of a file. */
export const lineOfText = (line: number): Place => ({ within: 'its text', unit: 'line', at: String(line) })

/** The first of them that are said; the rest are counted. */
export const mostShown = 5

/** `sheet “Payments”, cells D12, D13; sheet “Staff”, cell A2 and 40 more`. Takes them in order, each once; `count` of them where not all are given. */
export function sayPlaces(places: readonly Place[], count = places.length): string {
  const shown = places.slice(0, mostShown)
  const groups = Map.groupBy(shown, ({ within, unit = '' }) => `${within}\n${unit}`)
  const words = [...groups.values()].map((group) => {
    const [{ within, unit } = { within: '' }] = group
    if (unit === undefined) return within
    const each = `${unit}${group.length === 1 ? '' : 's'} ${firstFew(group.map(({ at }) => at ?? ''))}`
    if (within === '') return each
    return within === 'its text' ? `${each} of its text` : `${within}, ${each}`
  })
  const more = count - shown.length
  return `${words.join('; ')}${more > 0 ? ` and ${more.toLocaleString('en-GB')} more` : ''}`
}
