import { exemptions } from '../law/index.ts'

/** Why something is withheld. `label` is what a box prints. */
export type ReasonCode = { id: string; label: string; title: string; law: string | null }

/** DPA 2018 exemptions from the right of access (section 15 points to them); the Schedule and Part come first. */
const dpaParagraphs: readonly (readonly [id: string, paragraph: string, title: string])[] = [
  ['2-1', 'Sch 2 para 2', 'Crime and taxation'],
  ['2-4', 'Sch 2 para 4', 'Immigration'],
  ['2-5', 'Sch 2 para 5', 'Required by law or in legal proceedings'],
  ['2-7', 'Sch 2 para 7', 'Protecting the public'],
  ['2-8', 'Sch 2 para 8', 'Audit functions'],
  ['2-11', 'Sch 2 para 11', 'Regulatory functions of certain persons'],
  ['2-14', 'Sch 2 para 14', 'Judicial appointments and proceedings'],
  ['2-16', 'Sch 2 para 16', 'Rights of others: information that identifies another person'],

  ['2-19', 'Sch 2 para 19', 'Legal professional privilege'],
  ['2-20', 'Sch 2 para 20', 'Self-incrimination'],
  ['2-21', 'Sch 2 para 21', 'Corporate finance'],
  ['2-22', 'Sch 2 para 22', 'Management forecasts'],
  ['2-23', 'Sch 2 para 23', 'Negotiations with the person'],
  ['2-24', 'Sch 2 para 24', 'Confidential references'],
  ['2-25', 'Sch 2 para 25', 'Exam scripts and marks'],
  ['2-26', 'Sch 2 para 26', 'Journalism, academia, art and literature'],
  ['2-27', 'Sch 2 para 27', 'Research and statistics'],
  ['2-28', 'Sch 2 para 28', 'Archiving in the public interest'],
  ['3-2', 'Sch 3 Part 2', 'Health data'],
  ['3-3', 'Sch 3 Part 3', 'Social work data'],
  ['3-4', 'Sch 3 Part 4', 'Education data'],
  ['3-5', 'Sch 3 Part 5', 'Child abuse data'],
  ['4', 'Sch 4', 'Disclosure prohibited by an enactment'],
]

/** Every reason a mark can give, in the order of the law, then those that are no exemption. */
export const reasonCodes: readonly ReasonCode[] = [
  ...exemptions.map(({ id, section, title, regime }) => ({
    id,
    label: section,
    title,
    law: { foia: 'FOIA 2000', eir: 'EIR 2004', ropsi: 'RoPSI 2015' }[regime],
  })),
  ...dpaParagraphs.map(([id, paragraph, title]) => ({
    id: `dpa-${id}`,
    label: `DPA ${paragraph}`,
    title,
    law: 'DPA 2018',
  })),
  { id: 'third-party', label: 'third party', title: 'About another person', law: null },
  { id: 'out-of-scope', label: 'out of scope', title: 'Outside what was asked for', law: null },
  { id: 'duplicate', label: 'duplicate', title: 'The same as another page', law: null },
]

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
const byCode = new Map<string, ReasonCode>()
for (const reason of reasonCodes)
  for (const name of [reason.id, reason.label, reason.id.replace(/^foia-/, 's')])
    if (!byCode.has(plain(name))) byCode.set(plain(name), reason)

/** By its id or as people write it: `foia-40-2`, `s.40(2)`, `s40(2)`, `reg 12(5)(e)`. */
export function findReason(code: string): ReasonCode | undefined {
  return byCode.get(plain(code)) ?? byCode.get(plain(code.replace(/^\s*section\s*/i, 's')))
}

export const labelOf = (reason: ReasonCode): string => `[Redacted: ${reason.label}]`
