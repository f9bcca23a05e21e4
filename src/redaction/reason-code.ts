import { accessExemptions, exemptions } from '../law/index.ts'

/** Why something is withheld. `label` is what a box prints; `plain` what it needs, `url` where the law says so. */
export type ReasonCode = {
  id: string
  label: string
  title: string
  law: string | null
  plain: string
  url: string | null
}

const noExemptions: readonly ReasonCode[] = [
  ['third-party', 'third party', 'About another person', 'It is about somebody who did not ask.'],
  ['out-of-scope', 'out of scope', 'Outside what was asked for', 'The request does not ask for it.'],
  ['duplicate', 'duplicate', 'The same as another page', 'It is given elsewhere in the same answer.'],
].map(([id = '', label = '', title = '', plain = '']) => ({ id, label, title, plain, law: null, url: null }))

/** Every reason a mark can give, in the order of the law, then those that are no exemption. */
export const reasonCodes: readonly ReasonCode[] = [
  ...exemptions.map(({ id, section, title, plain, citation }) => ({
    id,
    label: section,
    title,
    law: citation.act,
    plain,
    url: citation.url,
  })),
  ...accessExemptions.map(({ id, paragraph, title, test, citation }) => ({
    id,
    label: `DPA ${paragraph}`,
    title,
    law: citation.act,
    plain: test,
    url: citation.url,
  })),
  ...noExemptions,
]

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
const byCode = new Map<string, ReasonCode>()
for (const reason of reasonCodes)
  for (const name of [reason.id, reason.label, reason.id.replace(/^foia-/, 's')])
    if (!byCode.has(plain(name))) byCode.set(plain(name), reason)

/** By its id or as people write it: `foia-40-2`, `s.40(2)`, `s40(2)`, `reg 12(5)(e)`, `DPA Sch 2 para 16`. */
export function findReason(code: string): ReasonCode | undefined {
  const written = code
    .replace(/^\s*section\s*/i, 's')
    .replace(/^\s*regulation\s*/i, 'reg')
    .replace(/\bschedule\b/i, 'sch')
    .replace(/\bparagraph\b/i, 'para')
  return byCode.get(plain(code)) ?? byCode.get(plain(written)) ?? byCode.get(plain(`DPA ${written}`))
}

/** Up to four reasons that whoever wrote `code` may have meant, the likeliest first. */
export function nearReasons(code: string): ReasonCode[] {
  const wanted = pairsOf(plain(code))
  const near = [...byCode].map(([name, reason]) => ({ reason, likeness: likeness(wanted, pairsOf(name)) }))
  const best = near.filter((each) => each.likeness >= 0.5).toSorted((a, b) => b.likeness - a.likeness)
  return [...new Set(best.map(({ reason }) => reason))].slice(0, 4)
}

/** What to say where `findReason` finds none. */
export function noReason(code: string): string {
  const near = nearReasons(code).map(({ id, label }) => `${id} (${label})`)
  const hint =
    near.length > 0
      ? `Did you mean ${near.join(', ')}?`
      : 'Use an exemption (s.40(2), reg 12(5)(e)), a paragraph (dpa-2-16), third-party, out-of-scope or duplicate.'
  return `There is no reason “${code.slice(0, 60)}”. ${hint}`
}

/** Letters two by two, with the ends marked: `s40` gives `^s`, `s4`, `40`, `0$`. */
function pairsOf(name: string): Set<string> {
  const marked = `^${name}$`
  return new Set(Array.from({ length: marked.length - 1 }, (_, at) => marked.slice(at, at + 2)))
}

/** The share of pairs that both have, from 0 to 1 (Dice). */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  return (2 * [...a].filter((pair) => b.has(pair)).length) / (a.size + b.size)
}

export const labelOf = (reason: ReasonCode): string => `[Redacted: ${reason.label}]`
