import { ropsi } from '../citations/ropsi.ts'
import type { Licence, Rights } from './licence.ts'

const everything: Rights['permits'] = ['Reproduction', 'Distribution', 'DerivativeWorks']
const freely = ['Copy it, publish it and pass it on', 'Adapt it, and combine it with other data']
const commercially = 'Use it for profit, in a product or a service of your own'
const whichSource = 'Say where it comes from with the statement given, and link to this licence where you can'
const noEndorsement = 'Suggest that the publisher supports you or what you make of it'
const noPretence = 'Present it as an official service, or mislead anybody about it or its source'
const excluded = [
  'Personal data in it',
  'Information that was never published or released with the publisher’s consent',
  'Logos, crests and coats of arms, unless they are part of the document or dataset itself',
  'Rights of others that the publisher cannot license, patents, trade marks and design rights',
  'Identity documents such as passports',
]
const endsOnBreach = 'The permission ends by itself when you break one of the conditions.'

const openGovernment = {
  ckanId: 'uk-ogl',
  isOpen: true,
  summary: 'Free for anybody and any purpose, as long as the source is named.',
  may: [...freely, commercially],
  must: [whichSource],
  mustNot: [noEndorsement, noPretence],
  notCovered: excluded,
  ends: endsOnBreach,
  rights: { permits: everything, requires: ['Attribution', 'Notice'], prohibits: [] },
  citation: ropsi.conditions,
} as const satisfies Partial<Licence>

function openGovernmentLicence(version: '1.0' | '2.0' | '3.0'): Licence {
  const title = `Open Government Licence v${version}`
  return {
    ...openGovernment,
    id: `OGL-UK-${version}`,
    title: `${title} for public sector information`,
    shortTitle: title,
    url: `https://www.nationalarchives.gov.uk/doc/open-government-licence/version/${version.charAt(0)}/`,
    standing: version === '3.0' ? 'offered' : 'kept',
    attribution: `Contains public sector information licensed under the ${title}.`,
  }
}

/** Every licence a dataset may have, the one used unless said otherwise first. */
export const licences: readonly Licence[] = [
  openGovernmentLicence('3.0'),
  {
    id: 'CC-BY-4.0',
    ckanId: 'cc-by',
    title: 'Creative Commons Attribution 4.0 International',
    shortTitle: 'CC BY 4.0',
    url: 'https://creativecommons.org/licenses/by/4.0/',
    isOpen: true,
    standing: 'offered',
    summary: 'Free for anybody and any purpose, as long as the source is named and changes are said.',
    may: [...freely, commercially],
    must: [whichSource, 'Say if you changed it'],
    mustNot: [noEndorsement, 'Add terms or technical locks that keep others from what this licence allows'],
    notCovered: ['Publicity, privacy and other personality rights', 'Patents and trade marks'],
    ends: 'The permission ends when you break a condition, and comes back if you put it right within 30 days of finding out.',
    attribution: 'Licensed under the Creative Commons Attribution 4.0 International licence (CC BY 4.0).',
    rights: { permits: everything, requires: ['Attribution', 'Notice'], prohibits: [] },
    citation: ropsi.conditions,
  },
  {
    id: 'CC0-1.0',
    ckanId: 'cc-zero',
    title: 'Creative Commons CC0 1.0 Universal',
    shortTitle: 'CC0 1.0',
    url: 'https://creativecommons.org/publicdomain/zero/1.0/',
    isOpen: true,
    standing: 'offered',
    summary: 'Free for anybody and any purpose, without conditions.',
    may: [...freely, commercially, 'Leave the source out, though naming it helps the next reader'],
    must: [],
    mustNot: [noEndorsement],
    notCovered: ['Publicity and privacy rights', 'Patents and trade marks', 'Rights of others in the data'],
    ends: 'It does not end: the publisher gave the rights up.',
    attribution: '',
    rights: { permits: everything, requires: [], prohibits: [] },
    citation: ropsi.conditions,
  },
  {
    id: 'ODbL-1.0',
    ckanId: 'odc-odbl',
    title: 'Open Data Commons Open Database License v1.0',
    shortTitle: 'ODbL 1.0',
    url: 'https://opendatacommons.org/licenses/odbl/1-0/',
    isOpen: true,
    standing: 'offered',
    summary: 'Free for anybody and any purpose, as long as databases made from it are shared alike.',
    may: [...freely, commercially],
    must: [
      whichSource,
      'Share a database made from it under this licence',
      'Keep a copy without technical locks, if you lock another',
    ],
    mustNot: [noEndorsement],
    notCovered: ['Rights in single items of the database, which may have terms of their own'],
    ends: 'The permission ends when you break a condition, and comes back if you put it right within 30 days of being told the first time.',
    attribution: 'Contains information made available under the Open Database License (ODbL) v1.0.',
    rights: { permits: everything, requires: ['Attribution', 'Notice', 'ShareAlike'], prohibits: [] },
    citation: ropsi.conditions,
  },
  {
    id: 'NCGL-UK-2.0',
    ckanId: 'other-nc',
    title: 'Non-Commercial Government Licence v2.0',
    shortTitle: 'Non-Commercial Government Licence v2.0',
    url: 'https://www.nationalarchives.gov.uk/doc/non-commercial-government-licence/version/2/',
    isOpen: false,
    standing: 'offered',
    summary: 'Free for purposes that earn nothing, as long as the source is named.',
    may: freely,
    must: [whichSource, 'Pass these same conditions on'],
    mustNot: ['Use it for profit or private financial reward', noEndorsement, noPretence],
    notCovered: excluded,
    ends: endsOnBreach,
    attribution: 'Contains information licensed under the Non-Commercial Government Licence v2.0.',
    rights: { permits: everything, requires: ['Attribution', 'Notice'], prohibits: ['CommercialUse'] },
    citation: ropsi.conditions,
  },
  openGovernmentLicence('2.0'),
  openGovernmentLicence('1.0'),
  {
    id: 'ask',
    ckanId: 'other-closed',
    title: 'No licence yet: ask to use it again',
    shortTitle: 'Ask before using it again',
    url: null,
    isOpen: false,
    standing: 'ask',
    summary: 'It may be read. To use it for another purpose, ask first: conditions or a charge may apply.',
    may: ['Read it, and quote from it as copyright law allows'],
    must: ['Ask the publisher before using it for any other purpose, saying what for'],
    mustNot: [],
    notCovered: excluded,
    ends: 'There is no permission to end.',
    attribution: '',
    rights: { permits: [], requires: [], prohibits: [] },
    citation: ropsi.request,
  },
]

export const defaultLicence = 'OGL-UK-3.0'

/** A licence by its id, whatever its case; null where there is none of that name. */
export function findLicence(id: string): Licence | null {
  const wanted = id.trim().toLowerCase()
  return licences.find((licence) => licence.id.toLowerCase() === wanted) ?? null
}
