import type { Found } from '../weigh-findings.ts'
import { sayPlaces, type Place } from './place.ts'
import type { FoundInText } from './place-findings.ts'

/** Says of what was found in a text of several parts in which of them it stands. */
export function placeInParts(
  found: readonly FoundInText[],
  parts: readonly { start: number; where: string }[],
): Found[] {
  return found.map(({ starts, text: _text, ...finding }): Found => {
    const places = starts.flatMap((start): Place[] => {
      const part = parts.findLast((each) => each.start <= start)
      return part === undefined ? [] : [{ within: part.where }]
    })
    const once = [...new Map(places.map((place) => [place.within, place])).values()]
    return once.length === 0 ? finding : { ...finding, where: sayPlaces(once) }
  })
}
