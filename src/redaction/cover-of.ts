import { layers, surroundings, type Layer, type MarkPlace } from './mark.ts'
import type { MarkRow } from './store.ts'

/** Accepted marks that are looked at for one page: more than anybody sets, fewer than take long. */
const most = 2_000

/** True of places that accepted marks hide already, from this layer’s readers: proposing them would ask twice. */
export function coverOf(marks: readonly MarkRow[], layer: Layer): (place: MarkPlace) => boolean {
  const covers = new Map<string, MarkPlace[]>()
  for (const mark of marks) {
    if (mark.state !== 'accepted' || layers.indexOf(mark.layer) > layers.indexOf(layer)) continue
    const key = surroundings(mark.place)
    const group = covers.get(key) ?? []
    if (group.length < most) group.push(mark.place)
    covers.set(key, group)
  }
  return (place) => (covers.get(surroundings(place)) ?? []).some((cover) => holds(cover, place))
}

function holds(cover: MarkPlace, place: MarkPlace): boolean {
  if (cover.kind === 'box' && place.kind === 'box') {
    const slack = 1
    return (
      cover.left <= place.left + slack &&
      cover.top <= place.top + slack &&
      cover.left + cover.width >= place.left + place.width - slack &&
      cover.top + cover.height >= place.top + place.height - slack
    )
  }
  if (cover.kind === 'text' && place.kind === 'text')
    return cover.start <= place.start && cover.end >= place.end
  if (cover.kind === 'cell' && place.kind === 'cell')
    return (
      cover.start === undefined ||
      (place.start !== undefined &&
        cover.start <= place.start &&
        (cover.end ?? Infinity) >= (place.end ?? Infinity))
    )
  return false
}
