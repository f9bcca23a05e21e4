import type { Citation } from '../citation.ts'
import { ropsi } from '../citations/ropsi.ts'
import type { Exemption } from './exemption.ts'

type RopsiRow = readonly [paragraph: string, title: string, plain: string]

/** RoPSI 2015 reg 5: documents to which the Regulations do not apply. None weighs the public interest. */
const ropsiRows: readonly RopsiRow[] = [
  [
    '5(1)(a)',
    'Outside the public task',
    'Supplying the document is not part of the authority’s public task, as its statement of that task shows.',
  ],
  [
    '5(1)(b)',
    'Third-party intellectual property',
    'Somebody else owns the intellectual property rights. Name the owner, or who licensed it, where known.',
  ],
  [
    '5(2)',
    'Not accessible',
    'Not offered for re-use, not given to the applicant, and not accessible otherwise: exempt under access law, or never asked for under it.',
  ],
  ['5(3)(a)', 'Public service broadcasters', 'Held by a public service broadcaster for its programmes.'],
  [
    '5(3)(b)',
    'Schools, universities and research bodies',
    'Held by an educational or research establishment, other than a university library.',
  ],
  [
    '5(3)(c)',
    'Cultural establishments',
    'Held by a cultural establishment, other than a library, museum or archive.',
  ],
  [
    '5(5)',
    'Particular interest required',
    'Access law gives the document only to those who prove a particular interest.',
  ],
]

function ropsiExclusion([paragraph, title, plain]: RopsiRow): Exemption {
  const citation: Citation = {
    ...ropsi.request,
    provision: `reg ${paragraph}`,
    url: 'https://www.legislation.gov.uk/uksi/2015/1415/regulation/5',
  }
  return {
    id: `ropsi-${paragraph.replaceAll(/[()]+/g, '-').replace(/-$/, '')}`,
    regime: 'ropsi',
    section: `reg ${paragraph}`,
    title,
    plain,
    class: 'absolute',
    basis: 'class',
    publicInterestTest: false,
    neitherConfirmNorDeny: null,
    qualifiedPerson: false,
    reportingCode: `reg ${paragraph}`,
    refusalContent: [
      'fact',
      'provision',
      'why-it-applies',
      ...(paragraph === '5(1)(b)' ? (['ip-owner'] as const) : []),
      'complaints-procedure',
      'regulator-right',
    ],
    citation,
  }
}

export const ropsiExclusions: readonly Exemption[] = ropsiRows.map(ropsiExclusion)
