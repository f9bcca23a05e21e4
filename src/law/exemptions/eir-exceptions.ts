import type { Citation } from '../citation.ts'
import { eir } from '../citations/eir.ts'
import type { Exemption, RefusalContent } from './exemption.ts'

type EirRow = readonly [
  provision: string,
  basis: 'prejudice' | 'class',
  title: string,
  plain: string,
  options?: {
    absolute?: true
    mixed?: true
    noReasons?: true
    emissions?: true
    ncnd?: string
    extra?: RefusalContent
    since?: string
    note?: string
  },
]

const emissionsNote =
  'Reg 12(9): cannot withhold information on emissions. The scope of that paragraph was read from secondary sources.'
const harm = (what: string) => `Release would adversely affect ${what}.`

/** EIR 2004 regs 12 and 13. Every exception of reg 12 weighs the public interest, with a presumption of release. */
const eirRows: readonly EirRow[] = [
  [
    '12(4)(a)',
    'class',
    'Not held',
    'The authority did not hold it when the request came. A refusal under the Regulations, though nothing is withheld.',
    {
      noReasons: true,
      note: 'The public interest cannot change the answer, and the Commissioner does not expect it weighed.',
    },
  ],
  [
    '12(4)(b)',
    'class',
    'Manifestly unreasonable',
    'The request is vexatious, or its burden out of all proportion. There is no cost limit.',
  ],
  [
    '12(4)(c)',
    'class',
    'Too general',
    'The request is too general to act on, and help to make it clearer was given.',
    { extra: 'advice-and-assistance' },
  ],
  [
    '12(4)(d)',
    'class',
    'Unfinished',
    'Still being completed, an unfinished document, or incomplete data.',
    { extra: 'who-is-preparing-and-when' },
  ],
  ['12(4)(e)', 'class', 'Internal communications', 'Communications inside the authority.'],
  [
    '12(5)(a)',
    'prejudice',
    'International relations, defence, security, public safety',
    harm('international relations, defence, national security or public safety'),
    { ncnd: 'reg 12(6)' },
  ],
  [
    '12(5)(b)',
    'prejudice',
    'The course of justice',
    harm('the course of justice, a fair trial, or a criminal or disciplinary inquiry'),
  ],
  ['12(5)(c)', 'prejudice', 'Intellectual property rights', harm('intellectual property rights')],
  [
    '12(5)(d)',
    'prejudice',
    'Confidentiality of proceedings',
    harm('the confidentiality of an authority’s proceedings, where law provides it'),
    { emissions: true, note: emissionsNote },
  ],
  [
    '12(5)(e)',
    'prejudice',
    'Commercial confidentiality',
    harm(
      'commercial or industrial confidentiality that law provides to protect a legitimate economic interest',
    ),
    { emissions: true, note: emissionsNote },
  ],
  [
    '12(5)(f)',
    'prejudice',
    'Interests of a volunteer of information',
    harm('the person who gave it, was not obliged to, and has not consented to its release'),
    { emissions: true, note: emissionsNote },
  ],
  [
    '12(5)(g)',
    'prejudice',
    'Protection of the environment',
    harm('the environment that the information is about'),
    { emissions: true, note: emissionsNote },
  ],
  [
    '12(6)',
    'prejudice',
    'Neither confirm nor deny',
    'Saying whether it is held would itself harm an interest of reg 12(5)(a).',
    { ncnd: 'reg 12(6)' },
  ],
  [
    '13(1)',
    'class',
    'Personal data of others',
    'Personal data of somebody other than the applicant, where one of three conditions holds.',
    { mixed: true, ncnd: 'reg 13(5A)', since: '2018-05-25' },
  ],
  [
    '13(1)+(2A)',
    'class',
    'Personal data of others: the principles',
    'Release would break a data protection principle.',
    { absolute: true, ncnd: 'reg 13(5B)(a)', since: '2018-05-25' },
  ],
  [
    '13(1)+(2B)',
    'class',
    'Personal data of others: objection',
    'Release would go against the person’s objection to processing.',
    { ncnd: 'reg 13(5B)(b)', since: '2018-05-25' },
  ],
  [
    '13(1)+(3A)',
    'class',
    'Personal data of others: exempt from access',
    'The person could not have it by subject access either.',
    { ncnd: 'reg 13(5B)(c)', since: '2018-05-25' },
  ],
  [
    '5(3)',
    'class',
    'The applicant’s own personal data',
    'It is about the applicant: answer it as a subject access request instead.',
    { absolute: true },
  ],
]

const inEveryRefusal: readonly RefusalContent[] = ['fact', 'provision', 'why-it-applies']

function eirException([provision, basis, title, plain, options = {}]: EirRow): Exemption {
  const regulation = /^\d+/.exec(provision)?.[0] ?? ''
  const citation: Citation = {
    ...eir.response,
    provision: `reg ${provision}`,
    url: `https://www.legislation.gov.uk/uksi/2004/3391/regulation/${regulation}`,
    inForceFrom: options.since ?? eir.response.inForceFrom,
    ...(options.note === undefined ? {} : { note: options.note }),
  }
  // Reg 13(1) cited without its condition is nearly always the first, which weighs nothing; the limbs say otherwise.
  const publicInterestTest = !options.absolute && !options.mixed
  return {
    id: `eir-${provision.replaceAll(/[()+]+/g, '-').replace(/-$/, '')}`,
    regime: 'eir',
    section: `reg ${provision.replace('+', ' with ')}`,
    title,
    plain,
    class: options.absolute ? 'absolute' : options.mixed ? 'mixed' : 'qualified',
    basis,
    publicInterestTest,
    neitherConfirmNorDeny: options.ncnd ?? null,
    qualifiedPerson: false,
    ...(options.emissions ? { cannotCoverEmissions: true } : {}),
    reportingCode: regulation === '12' ? `reg ${provision}` : `reg ${regulation}`,
    refusalContent: [
      ...inEveryRefusal,
      ...(publicInterestTest && !options.noReasons ? (['public-interest-reasons'] as const) : []),
      ...(options.extra === undefined ? [] : [options.extra]),
      'reg-11-right',
      'regulator-right',
    ],
    citation,
  }
}

export const eirExceptions: readonly Exemption[] = eirRows.map(eirException)
