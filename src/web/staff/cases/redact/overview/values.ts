import { pagesInWords, placeInWords, valueKey, type Mark } from '../../../../../redaction/index.ts'
import { hrefOf, inReadingOrder, sureness } from '../mark-rows.ts'
import { ruleWords } from '../words.ts'

/** The same words, found for the same cause, wherever they stand: decided at once. */
export type ValueGroup = {
  /** Any mark of it: names the group in the form */
  alike: string
  text: string
  words: string
  why: string | null
  sure: string | null
  count: number
  where: string
  /** Where the first of them is looked at */
  href: string
}

/** Undecided proposals by what they hide, the most first. Proposals under which nothing can be read stand alone. */
export function valueGroups(
  marks: readonly Mark[],
  textUnder: ReadonlyMap<string, string>,
  base: string,
): ValueGroup[] {
  const proposals = inReadingOrder(marks.filter(({ state, rule }) => state === 'proposed' && rule !== null))
  const groups = Map.groupBy(proposals, (mark) => valueKey(mark, textUnder.get(mark.id)) ?? mark.id)
  return [...groups.values()]
    .flatMap((group): ValueGroup[] => {
      const [first] = group
      if (first === undefined) return []
      return [
        {
          alike: first.id,
          text: textUnder.get(first.id) ?? '',
          words: ruleWords(first.rule),
          why: first.why,
          sure: first.score === null ? null : sureness(Math.max(...group.map(({ score }) => score ?? 0))),
          count: group.length,
          where: whereOf(group),
          href: hrefOf(first, base),
        },
      ]
    })
    .toSorted((a, b) => b.count - a.count)
}

function whereOf(group: readonly Mark[]): string {
  const pages = group.flatMap(({ place }) => (place.kind === 'box' ? [place.page] : []))
  if (pages.length > 0) return pagesInWords(pages)
  const [first = '', ...more] = new Set(group.map(({ place }) => placeInWords(place)))
  return more.length === 0 ? first : `${first} and others`
}
