import type { Scene } from './finding.ts'

/** How far context words may stand from what they are about, in letters. */
const reach = { before: 70, after: 40 }

export function sceneOf(text: string, lower: string, start: number, end: number): Scene {
  return {
    before: lower.slice(Math.max(0, start - reach.before), start),
    after: lower.slice(end, end + reach.after),
    alone: text.length - (end - start) < 8 && /^[\s\p{P}]*$/u.test(text.slice(0, start) + text.slice(end)),
  }
}

/** True where the words stand before or shortly after. */
export const says = ({ before, after }: Scene, words: RegExp): boolean =>
  words.test(before) || words.test(after)
