import type { Citation } from '../citation.ts'
import { foia } from '../citations/foia.ts'
import type { Exemption, RefusalContent } from './exemption.ts'
import { classOf, foiaRows, type FoiaRow } from './foia-rows.ts'

/** Sections that came or took their present form after the Act did. */
const since: Record<string, string> = { '22A': '2014-10-01', '37': '2011-01-19', '40': '2018-05-25' }

const notes: Record<string, string> = {
  '36': 'Absolute only for information held by the House of Commons or the House of Lords. Statistical information needs no qualified person: s.36(4). For a council the qualified person is usually the monitoring officer; confirm the authorisation.',
  '40': 'Section 2(3) makes s.40(1), and s.40(2) with the first condition, absolute. Limbs of s.40(5A) and (5B)(a) follow the Commissioner’s practice.',
}

const exempt: readonly RefusalContent[] = ['fact', 'provision', 'why-it-applies']
const always: readonly RefusalContent[] = ['complaints-procedure', 'regulator-right']

/** `40(2)+(3A)(a)` → `foia-40-2-3A-a` */
function foiaId(section: string): string {
  return `foia-${section.replaceAll(/[()+]+/g, '-').replace(/-$/, '')}`
}

function foiaExemption([section, kind, ncnd, title, plain]: FoiaRow): Exemption {
  const number = /^\d+[A-Z]?/.exec(section)?.[0] ?? section
  const exemptionClass = classOf[kind.startsWith('A') ? 'A' : kind.startsWith('Q') ? 'Q' : 'M']
  // s.40(2) cited without its condition is nearly always the first, which is absolute; the limbs say otherwise.
  const publicInterestTest = exemptionClass !== 'absolute' && section !== '40(2)'
  const note = notes[number]
  const citation: Citation = {
    ...foia.right,
    provision: `s.${section}`,
    url: `https://www.legislation.gov.uk/ukpga/2000/36/section/${number}`,
    inForceFrom: since[number] ?? foia.right.inForceFrom,
    ...(note === undefined ? {} : { note }),
  }
  return {
    id: foiaId(section),
    regime: 'foia',
    section: `s.${section.replace('+', ' with ')}`,
    title,
    plain,
    class: exemptionClass,
    basis: kind.endsWith('p') ? 'prejudice' : 'class',
    publicInterestTest,
    neitherConfirmNorDeny: ncnd === null ? null : `s.${ncnd}`,
    qualifiedPerson: number === '36',
    reportingCode: `s.${number}`,
    refusalContent: [
      ...exempt,
      ...(publicInterestTest ? (['public-interest-reasons'] as const) : []),
      ...always,
    ],
    citation,
  }
}

export const foiaExemptions: readonly Exemption[] = foiaRows.map(foiaExemption)
