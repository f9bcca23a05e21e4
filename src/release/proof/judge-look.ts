import type { Found } from '../weigh-findings.ts'
import { differenceOutside, isSolid, type Area, type Picture } from './look.ts'

/** Shares of a page outside its boxes that look different: fonts are drawn a little otherwise in a new file. */
const noted = 0.01
const much = 0.06

/** Whether a page of the copy is the page of the source with solid boxes on it. */
export function judgeLook(before: Picture, after: Picture, areas: readonly Area[], where: string): Found[] {
  const share = differenceOutside(before, after, areas)
  if (share === null)
    return [{ kind: 'differs-from-source', where, detail: 'It has another size than in the source.' }]
  const open = areas.filter((area) => !isSolid(before, after, area)).length
  return [
    ...(share < noted
      ? []
      : [
          {
            kind: 'differs-from-source' as const,
            where,
            detail: `${Math.max(1, Math.round(share * 100))}% of it looks different outside the boxes.`,
            weight: share >= much ? ('alarm' as const) : ('note' as const),
          },
        ]),
    ...(open === 0
      ? []
      : [
          {
            kind: 'unburnt-mark' as const,
            where,
            detail: `${open === 1 ? '1 box is' : `${open} boxes are`} not one solid colour: what lies there may still be seen.`,
          },
        ]),
  ]
}
