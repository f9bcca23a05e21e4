import { countOf } from '../../kernel/count-of.ts'
import { findMustNot, findRequester, soughtFields } from '../find-texts.ts'
import { foldText } from '../fold-text.ts'
import type { Sought } from '../inspect-bytes.ts'
import { findPersonalData } from '../personal-data.ts'
import { entityPolicy } from '../policy.ts'
import type { Found } from '../weigh-findings.ts'
import { besideTexts, type BesidePlace } from './beside-texts.ts'
import { spellsInOrder } from './font-words.ts'

const places: Record<BesidePlace, { one: string; many: string }> = {
  drawing: { one: 'drawing (EMF or WMF)', many: 'drawings (EMF or WMF)' },
  photo: { one: 'photograph’s caption or description', many: 'photographs’ captions or descriptions' },
  font: { one: 'font’s own table', many: 'fonts’ own tables' },
  string: { one: 'text that no page shows', many: 'texts that no page shows' },
  leftover: { one: 'place that the file no longer uses', many: 'places that the file no longer uses' },
}
/** Fonts name those who drew and sold them, with their addresses: of them only what is one person’s alone counts. */
const isOfOnePerson = ({ of }: Found): boolean => {
  const rule = of === undefined ? null : Object.entries(entityPolicy).find(([entity]) => entity === of)?.[1]
  return rule !== null && rule !== undefined && rule.from.anybody === 1
}

/** What is sought, in the words that stand in a file beside its text (`read`); and texts spelled by the letters of a font. */
export function findBeside(bytes: Uint8Array, sought: Sought, read: string): Found[] {
  const { found, orders, unreadDrawings } = besideTexts(bytes)
  const findings = found.flatMap(({ in: place, texts, count }) => {
    const text = texts.filter((each) => place !== 'string' || !read.includes(each)).join('\n')
    if (text === '') return []
    const folded = foldText(text)
    const requester = findRequester(folded, sought)
    const { audience, given, public: details } = sought
    const personal = findPersonalData(text, { audience, given, public: details, decided: requester.places })
    const { one, many } = places[place]
    const where = count === 1 ? `a ${one}` : countOf(count, one, many)
    return [
      ...requester.found,
      ...findMustNot(folded, sought.mustNot),
      ...personal.filter((each) => place !== 'font' || isOfOnePerson(each)),
    ].map((each): Found => ({ ...each, where, offset: null, line: null }))
  })
  if (unreadDrawings > 0)
    findings.push({
      kind: 'unreadable',
      where: 'its drawings',
      detail: `The words of ${countOf(unreadDrawings, 'drawing', 'drawings')} are kept as shapes of letters and were not read. Look at them.`,
      weight: 'note',
    })
  return [...findings, ...spelledByFonts(orders, sought)]
}

/**
 * A font that was cut down to the letters of a text keeps them in the order of that text. The letters are no text, and
 * another text may have used them so: a second person may let it go.
 */
function spelledByFonts(orders: readonly string[], sought: Sought): Found[] {
  if (orders.length === 0) return []
  const { identity, mustNot } = sought
  const wanted = [
    ...mustNot,
    ...(soughtFields(sought).includes('name') && identity.name !== null
      ? [{ label: 'requester’s name', text: identity.name }]
      : []),
  ]
  return wanted
    .filter(({ text }) => orders.some((order) => spellsInOrder(order, text)))
    .map(({ label }): Found => ({
      kind: 'hidden-text',
      of: label,
      where: 'a font',
      detail: `Its letters stand in the order of ${label}, which they were cut down to.`,
    }))
}
