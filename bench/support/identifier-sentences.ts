import type { Chance } from '../../src/screening/people/training/chance.ts'
import { bareLater, keepLater, saidLater, statementsLater } from './identifier-sentences-2.ts'
import { identifierValues } from './identifier-values.ts'

type Sentence = { text: string; spans: { entity: string; start: number; end: number }[] }

/** Sentences that say what the figures are, `@` in their place. */
const said: Record<string, readonly string[]> = {
  UK_NHS: [
    'Her NHS number is @ and she is under the memory clinic.',
    'NHS No: @',
    'Please quote @ (NHS no.) when you ring the surgery.',
    'The patient, @, was discharged on Friday.',
  ],
  UK_NINO: [
    'My NI number is @, please update the claim.',
    'National Insurance: @',
    'He gave @ as his NINO.',
    'Claimant ref @ has had no payment since May.',
  ],
  UK_HMRC_TRN: ['HMRC gave her a temporary reference number of @.', 'TRN @ was used until the card came.'],
  UK_POSTCODE: [
    'We moved to @ in the spring.',
    'Postcode @ is missing from your checker.',
    'The parcel was left at @ by mistake.',
  ],
  UK_ADDRESS: [
    'I live at @ and the street light is out.',
    'Our tenant has moved from @.',
    'Home address: @',
    'Please write to her at @.',
    'The bins at @ were missed again.',
  ],
  UK_DRIVING_LICENCE: [
    'Driving licence @ was shown at the desk.',
    'Licence number: @',
    'He produced @ as identification.',
  ],
  UK_PASSPORT: [
    'Passport number @ expires next year.',
    'She holds a British passport, no. @, and a visa.',
    'Copy of passport (@) seen by reception.',
  ],
  UK_VEHICLE_REGISTRATION: [
    'A white van, @, was parked across the drive.',
    'The vehicle registration is @.',
    'Penalty charge for @ on Mill Lane.',
    'My car (@) was clamped.',
    'He drove off in a blue Fiesta reg @.',
  ],
  UK_UTR: ['My UTR is @.', 'Unique Taxpayer Reference: @', 'Self assessment reference @ was quoted.'],
  UK_VAT: ['VAT registration number @.', 'Invoice shows VAT no. @.'],
  UK_SORT_CODE: [
    'Please refund me: sort code @, account 31926819.',
    'Sort code: @',
    'My bank details are @ and 55779911.',
  ],
  UK_BANK_ACCOUNT: [
    'Sort code 20-00-00, account number @.',
    'Account no. @ at the Exampleton branch.',
    'A/c @ is in his sole name.',
    'Pay 20-00-00 @ by Friday.',
  ],
  UK_UPN: ['The pupil’s UPN is @.', 'UPN: @ (year 4)', 'School census row for @ has no postcode.'],
  UK_UPRN: ['The property (UPRN @) is empty.', 'UPRN: @'],
  UK_PHONE: [
    'Ring me on @ after six.',
    'Tel: @',
    'My mobile is @ but text first.',
    'Her son can be reached at @.',
    'Mob @',
    'He left a voicemail from @ at noon.',
    'Call @ or email.',
  ],
  EMAIL_ADDRESS: ['Email me at @ please.', 'Reply to @.', 'From: <@>', 'My address is @, not the old one.'],
  DATE_OF_BIRTH: [
    'Her date of birth is @.',
    'DOB: @',
    'D.O.B. @',
    'He was born on @ in Hull.',
    'Re: the above (born @)',
    'dob @',
    'Date of birth @ confirmed by the caller.',
    'The child (d.o.b. @) attends Kingsmead.',
    'b. @',
  ],
  AGE: [
    'She is @ years old and lives alone.',
    'A @-year-old man was hurt.',
    'My mother, aged @, fell on the ice.',
    'My daughter (@) was bullied.',
    'Age: @',
    'He turned @ last week.',
  ],
  IBAN_CODE: ['Pay IBAN @ please.', 'The refund went to @ last week.'],
  CREDIT_CARD: [
    'I paid with card @ on Monday.',
    'Card number: @ exp 04/27',
    'The caller read out @ before I could stop her.',
  ],
  IP_ADDRESS: ['The form was sent from @ at noon.', 'IP address: @'],
  MAC_ADDRESS: ['His laptop (@) was on the guest wifi.', 'MAC: @'],
  COORDINATES: ['The sett is at @.', 'Grid reference @', 'Her caravan is at @ near the beck.'],
}

/** The same figures without a word that says what they are. */
const bare = [
  'It was @ that they wrote down.',
  '@',
  'See @ for details.',
  'They had @ on file from last time.',
  'Thanks, that is @ then.',
]
/** Kinds that stand by their own shape. */
const plain = new Set(
  'UK_NINO UK_POSTCODE UK_ADDRESS UK_DRIVING_LICENCE UK_VEHICLE_REGISTRATION UK_VAT UK_UPN UK_PHONE EMAIL_ADDRESS IBAN_CODE CREDIT_CARD IP_ADDRESS MAC_ADDRESS'.split(
    ' ',
  ),
)

const statements: readonly (readonly [string, string])[] = [
  ['SPECIAL_CATEGORY_HEALTH', 'She has bipolar disorder and was sectioned in May.'],
  ['SPECIAL_CATEGORY_HEALTH', 'My husband has had two strokes and uses a wheelchair.'],
  ['SPECIAL_CATEGORY_HEALTH', 'He is on dialysis three days a week.'],
  ['SPECIAL_CATEGORY_HEALTH', 'I am recovering from breast cancer and cannot climb the stairs.'],
  ['SPECIAL_CATEGORY_HEALTH', 'Our son is autistic and non-verbal.'],
  ['SPECIAL_CATEGORY_HEALTH', 'The tenant takes methadone and has hepatitis C.'],
  ['SPECIAL_CATEGORY_HEALTH', 'She was signed off with depression until March.'],
  ['SPECIAL_CATEGORY_HEALTH', 'He suffers with his nerves and has panic attacks.'],
  ['SPECIAL_CATEGORY_ETHNICITY', 'She is of Somali origin and speaks little English.'],
  ['SPECIAL_CATEGORY_ETHNICITY', 'Ethnicity: Black Caribbean'],
  ['SPECIAL_CATEGORY_ETHNICITY', 'The complainant is a Romany Gypsy.'],
  ['SPECIAL_CATEGORY_RELIGION', 'He is a practising Muslim and prays at work.'],
  ['SPECIAL_CATEGORY_RELIGION', 'The family are Jehovah’s Witnesses and refused the transfusion.'],
  ['SPECIAL_CATEGORY_RELIGION', 'I am Jewish and asked for Saturdays off.'],
  ['SPECIAL_CATEGORY_POLITICAL', 'She is a member of the Green Party.'],
  ['SPECIAL_CATEGORY_POLITICAL', 'He voted Conservative all his life.'],
  ['SPECIAL_CATEGORY_UNION', 'She is a UNISON rep and took the day for a hearing.'],
  ['SPECIAL_CATEGORY_UNION', 'My union, the GMB, is representing me.'],
  ['SPECIAL_CATEGORY_SEX_LIFE', 'He is gay and was abused by the neighbours.'],
  ['SPECIAL_CATEGORY_SEX_LIFE', 'Her wife came out as bisexual last year.'],
  ['SPECIAL_CATEGORY_BIOMETRIC', 'His fingerprints were taken at the station.'],
  ['SPECIAL_CATEGORY_GENETIC', 'She carries the BRCA1 gene.'],
  ['CRIMINAL_OFFENCE', 'He was convicted of burglary in 2016.'],
  ['CRIMINAL_OFFENCE', 'Her ex is on the sex offenders register.'],
  ['CRIMINAL_OFFENCE', 'I have a caution for shoplifting.'],
  ['PERSONAL_FINANCE', 'She owes £4,200 in rent arrears.'],
  ['PERSONAL_FINANCE', 'His salary is £31,500 and he has debts of £9,000.'],
  ['PERSONAL_FINANCE', 'I get Universal Credit of £617 a month.'],
]

/** Nothing here is about a person. */
const keepSentences: readonly string[] = [
  'The council has commissioned a mental health service for adults with depression.',
  'The diabetes clinic at Exampleton Hospital is moving.',
  'In 2023, 412 people with autism were waiting for an assessment.',
  'The policy on religion and belief was reviewed in May.',
  'Ethnicity data is collected for equality monitoring.',
  'UNISON and the GMB were consulted about the restructure.',
  'The Conservative group tabled an amendment.',
  'Rent arrears across the borough rose to £4.2m.',
  'Convictions for fly-tipping fell by 12 per cent.',
  'The Muslim community centre has asked for a crossing.',
  'Order 4815162342 was delivered on 12 March 2024.',
  'Invoice 10482213 for £1,204.50 was paid on 03/04/2024.',
  'Contract reference DN482913 ends in 2027.',
  'The total was 12 345 678 kWh in 2022.',
  'See section 40(2) of the Act and paragraph 3.2.1 of the code.',
  'Purchase order 943476591 covers the winter.',
  'Version 10.2.1 of the form replaces version 9.8.',
  'The meeting is on 14/05/2024 at 10:30 in room 2.10.',
  'Table 4: 120 340 560 780',
  'The road closes between 10 and 24 June for 14 days.',
  'The A61 and the M1 were closed at junction 42.',
  'People aged 65 and over may apply.',
  'Children aged 3 to 4 get 15 hours free.',
  'Applicants must be under 25 years old.',
  'The budget for 2024-25 is £312,450,000.',
  'Company number 07123456 was struck off.',
  'ISBN 9780141036144 is on order.',
  'Batch 20-04-15 was recalled.',
  'FOI reference 202400123456 refers.',
  'Form P45 and form MAT B1 are needed.',
  'Asset tag AB12345 is a printer.',
  'The grant is worth 2.5% of 1,234,567 pounds.',
  'Case 24/00417/FUL was decided under delegated powers.',
  'The unit is at 54 dB between 2300 and 0700.',
  'Cost code 400123 and nominal 55012345 were used.',
  'Opening times: Monday 09:00-17:00.',
  'The bridge was built in 1894 and listed on 12 June 1987.',
  'The school was founded by Quakers.',
  'Candidates from the Labour and Green parties stood in the ward.',
  'A genetic study of oak trees was funded.',
]

function fill(entity: string, template: string, chance: Chance): Sentence {
  const value = identifierValues[entity]?.(chance) ?? ''
  const start = template.indexOf('@')
  const text = template.replace('@', () => value)
  const others = Object.entries(beside).flatMap(([figures, kind]) => {
    const at = text.indexOf(figures)
    return at === -1 || template.indexOf(figures) === -1
      ? []
      : [{ entity: kind, start: at, end: at + figures.length }]
  })
  return { text, spans: [{ entity, start, end: start + value.length }, ...others] }
}

/** Figures that stand in sentences beside those that are drawn. */
const beside: Record<string, string> = {
  '20-00-00': 'UK_SORT_CODE',
  '31926819': 'UK_BANK_ACCOUNT',
  '55779911': 'UK_BANK_ACCOUNT',
  '66374958': 'UK_BANK_ACCOUNT',
  '40-12-34': 'UK_SORT_CODE',
  'under the memory clinic': 'SPECIAL_CATEGORY_HEALTH',
}

export type SentenceSets = Record<'said' | 'bare' | 'statements' | 'keep', Sentence[]>

const sets = {
  1: { said, bare, statements, keep: keepSentences },
  2: { said: saidLater, bare: bareLater, statements: statementsLater, keep: keepLater },
}

/** Sentences of every kind of identifier, and those with none, of the first or the second set. */
export function identifierSentences(chance: Chance, set: 1 | 2, each = 60): SentenceSets {
  const chosen = sets[set]
  return {
    said: Object.entries(chosen.said).flatMap(([entity, templates]) =>
      Array.from({ length: each }, () => fill(entity, chance.pick(templates), chance)),
    ),
    bare: [...plain].flatMap((entity) =>
      Array.from({ length: each }, () => fill(entity, chance.pick(chosen.bare), chance)),
    ),
    statements: chosen.statements.map(([entity, text]) => ({
      text,
      spans: [{ entity, start: 0, end: text.length }],
    })),
    keep: chosen.keep.map((text) => ({ text, spans: [] })),
  }
}
