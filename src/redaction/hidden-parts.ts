import { hidesFrom, type Layer, type Mark } from './mark.ts'
import { leavesAsBox, type RedactionRecord } from './redaction.ts'

/** What is hidden: a mark, or a box as large as the page for a page that is left out */
export type HiddenPart = Pick<Mark, 'place' | 'reason' | 'state' | 'layer'>

/**
 * What a copy for this reader hides as the marks stand now. Marks on a page that is left out are not there besides its
 * box. `sizeOf` says how large a page is; whoever only counts says nothing. Pure.
 */
export function hiddenParts(
  { marks, pages }: Pick<RedactionRecord, 'marks' | 'pages'>,
  layer: Layer,
  sizeOf: (page: number) => { width: number; height: number } = () => ({ width: 0, height: 0 }),
): HiddenPart[] {
  const whole = pages.filter(({ flag }) => leavesAsBox(flag))
  const covered = new Set(whole.map(({ page }) => page))
  return [
    ...marks
      .filter((mark) => hidesFrom(mark, layer))
      .filter(({ place }) => place.kind !== 'box' || !covered.has(place.page))
      .map(({ place, reason, state, layer: least }) => ({ place, reason, state, layer: least })),
    ...whole.map(({ page, flag, reason }): HiddenPart => ({
      place: { kind: 'box', page, left: 0, top: 0, ...sizeOf(page) },
      reason: reason ?? flag,
      state: 'accepted',
      layer,
    })),
  ]
}
