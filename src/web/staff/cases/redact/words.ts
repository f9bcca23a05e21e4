import {
  reasonCodes,
  type Layer,
  type Mark,
  type MarkState,
  type PageFlag,
  type ReasonCode,
} from '../../../../redaction/index.ts'
import { entityHeading, type Entity } from '../../../../screening/index.ts'
import type { Tag } from '../../words.ts'

export const stateTags: Record<MarkState, Tag> = {
  proposed: { text: 'To decide', colour: 'yellow' },
  accepted: { text: 'Accepted', colour: 'green' },
  rejected: { text: 'Rejected', colour: 'grey' },
}

/** Who may not see what is marked. */
export const hiddenFrom: Record<Layer, string> = {
  'public-log': 'The public only',
  requester: 'The requester and the public',
  internal: 'Colleagues, the requester and the public',
  regulator: 'Everybody, the regulator too',
}

/** Whom a copy is made for. */
export const madeFor: Record<Layer, string> = {
  requester: 'The requester',
  'public-log': 'The disclosure log',
  internal: 'Colleagues',
  regulator: 'The regulator',
}

/** Whom a copy can be made for, the usual readers first. */
export const copyLayers = (): { value: Layer; text: string }[] =>
  (['requester', 'public-log', 'internal', 'regulator'] as const).map((value) => ({
    value,
    text: madeFor[value],
  }))

export const flagWords: Record<PageFlag, string> = {
  full: 'Release in full',
  partial: 'Release in part',
  withheld: 'Withhold',
  duplicate: 'Duplicate',
  'out-of-scope': 'Out of scope',
}

/** What a page with the flag is. */
export const flagStates: Record<PageFlag, string> = {
  full: 'Released in full',
  partial: 'Released in part',
  withheld: 'Withheld',
  duplicate: 'Duplicate',
  'out-of-scope': 'Out of scope',
}

export type EntityGroup = { id: string; text: string; entities: Entity[]; usual: boolean }

/** What is looked for together. The usual groups are ticked at first; the others find much that may stay. */
export const entityGroups: readonly EntityGroup[] = [
  {
    id: 'people',
    text: 'Names of people, dates of birth',
    entities: ['PERSON', 'DATE_OF_BIRTH'],
    usual: true,
  },
  {
    id: 'contact',
    text: 'Addresses, postcodes, telephone numbers and email addresses',
    entities: ['UK_ADDRESS', 'UK_POSTCODE', 'EMAIL_ADDRESS', 'UK_PHONE', 'PHONE_NUMBER'],
    usual: true,
  },
  {
    id: 'numbers',
    text: 'Numbers that name a person: National Insurance, NHS, passport, pupil and others',
    entities: [
      'UK_NINO',
      'UK_NHS',
      'UK_UTR',
      'UK_HMRC_TRN',
      'UK_DRIVING_LICENCE',
      'UK_PASSPORT',
      'UK_UPN',
      'UK_VEHICLE_REGISTRATION',
    ],
    usual: true,
  },
  {
    id: 'money',
    text: 'Bank accounts, cards and personal finance',
    entities: ['UK_SORT_CODE', 'UK_BANK_ACCOUNT', 'IBAN_CODE', 'CREDIT_CARD', 'UK_VAT', 'PERSONAL_FINANCE'],
    usual: true,
  },
  {
    id: 'sensitive',
    text: 'Health, beliefs, offences and other sensitive matters',
    entities: [
      'SPECIAL_CATEGORY_HEALTH',
      'SPECIAL_CATEGORY_ETHNICITY',
      'SPECIAL_CATEGORY_RELIGION',
      'SPECIAL_CATEGORY_POLITICAL',
      'SPECIAL_CATEGORY_UNION',
      'SPECIAL_CATEGORY_SEX_LIFE',
      'SPECIAL_CATEGORY_BIOMETRIC',
      'SPECIAL_CATEGORY_GENETIC',
      'CRIMINAL_OFFENCE',
    ],
    usual: false,
  },
  {
    id: 'places',
    text: 'Places, devices, web addresses, ages and protected species',
    entities: [
      'AGE',
      'UK_UPRN',
      'COORDINATES',
      'IP_ADDRESS',
      'MAC_ADDRESS',
      'URL',
      'PROTECTED_SPECIES_LOCATION',
    ],
    usual: false,
  },
]

/** What found a mark, in words: `UK_NINO` is a National Insurance number, `text 1` a text somebody looked for. */
export function ruleWords(rule: Mark['rule']): string {
  if (rule === null || rule === 'mark' || rule === 'box') return 'Marked by hand'
  return rule
    .split(', ')
    .map((one) => entityHeading(one) ?? (one.startsWith('text ') ? 'A text that was searched for' : one))
    .filter((words, index, all) => all.indexOf(words) === index)
    .join(', ')
}

export type ReasonGroup = { text: string; items: { value: string; text: string }[] }

const usualReasons = {
  foia: [
    'foia-40-2',
    'third-party',
    'foia-41-1',
    'foia-43-2',
    'foia-42-1',
    'foia-38-1-b',
    'foia-31-1-a',
    'foia-36-2-b-i',
    'out-of-scope',
    'duplicate',
  ],
  eir: [
    'eir-13-1',
    'third-party',
    'eir-12-5-e',
    'eir-12-5-f',
    'eir-12-5-b',
    'eir-12-4-e',
    'eir-12-5-g',
    'out-of-scope',
    'duplicate',
  ],
  dpa: [
    'dpa-2-16',
    'third-party',
    'dpa-2-19',
    'dpa-2-2',
    'dpa-2-7',
    'dpa-2-24',
    'dpa-3-11',
    'out-of-scope',
    'duplicate',
  ],
} as const

type Law = keyof typeof usualReasons
const lawOf = (regime: string): Law =>
  regime.startsWith('eir') ? 'eir' : regime === 'uk-gdpr' || regime === 'dp-complaint' ? 'dpa' : 'foia'

/** What is usual first, then the rest of the case’s own law, then the other laws, each a group. */
export function reasonGroups(regime: string): ReasonGroup[] {
  const law = lawOf(regime)
  const usual: readonly string[] = usualReasons[law]
  const own = regime === 'ropsi' ? 'RoPSI' : law.toUpperCase()
  const titleOf = (reason: ReasonCode): string => {
    if (usual.includes(reason.id) || reason.law === null) return 'Most used'
    return reason.law.startsWith(own) ? reason.law : `Another law: ${reason.law}`
  }
  const rank = (text: string): number => (text === 'Most used' ? 0 : text.startsWith(own) ? 1 : 2)
  const place = ({ id }: ReasonCode): number => usual.indexOf(id)
  return [
    ...Map.groupBy(
      reasonCodes.toSorted((a, b) => place(a) - place(b)),
      titleOf,
    ),
  ]
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .map(([text, reasons]) => ({
      text,
      items: reasons.map(({ id, label, title }) => ({ value: id, text: `${label}: ${title}` })),
    }))
}

/** What the number keys 1 to 9 set: what this document uses most, the newest first among equals, then what is usual. */
export function quickReasons(
  marks: readonly Mark[],
  regime: string,
): { key: number; id: string; label: string; title: string }[] {
  const counts = new Map<string, number>()
  for (const { reason } of marks) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  const most = [...counts].toSorted((a, b) => b[1] - a[1]).map(([reason]) => reason)
  const usual = usualReasons[lawOf(regime)]
  return [...new Set([...most, ...usual])]
    .flatMap((id) => {
      const found = reasonCodes.find((reason) => reason.id === id)
      return found === undefined ? [] : [found]
    })
    .slice(0, 9)
    .map(({ id, label, title }, index) => ({ key: index + 1, id, label, title }))
}

/** The reason a form starts with: the one this person set last, else the usual one of the case’s law. */
export function firstReason(marks: readonly Mark[], author: string, regime: string): string {
  const own = marks.filter((mark) => mark.author === author && mark.rule === null)
  const last = own.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at)).at(-1)
  return last?.reason ?? usualReasons[lawOf(regime)][0]
}
