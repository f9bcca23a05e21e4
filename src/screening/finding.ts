/** What is looked for, by the names the field uses. */
export const entities = [
  'UK_NHS',
  'UK_NINO',
  'UK_HMRC_TRN',
  'UK_POSTCODE',
  'UK_ADDRESS',
  'UK_DRIVING_LICENCE',
  'UK_PASSPORT',
  'UK_VEHICLE_REGISTRATION',
  'UK_UTR',
  'UK_VAT',
  'UK_SORT_CODE',
  'UK_BANK_ACCOUNT',
  'UK_UPN',
  'UK_UPRN',
  'UK_PHONE',
  'PHONE_NUMBER',
  'EMAIL_ADDRESS',
  'PERSON',
  'DATE_OF_BIRTH',
  'AGE',
  'IBAN_CODE',
  'CREDIT_CARD',
  'IP_ADDRESS',
  'MAC_ADDRESS',
  'URL',
  'COORDINATES',
  'CRIMINAL_OFFENCE',
  'PERSONAL_FINANCE',
  'PROTECTED_SPECIES_LOCATION',
  'SPECIAL_CATEGORY_HEALTH',
  'SPECIAL_CATEGORY_ETHNICITY',
  'SPECIAL_CATEGORY_RELIGION',
  'SPECIAL_CATEGORY_POLITICAL',
  'SPECIAL_CATEGORY_UNION',
  'SPECIAL_CATEGORY_SEX_LIFE',
  'SPECIAL_CATEGORY_BIOMETRIC',
  'SPECIAL_CATEGORY_GENETIC',
] as const
export type Entity = (typeof entities)[number]

/** `start` and `end` count UTF-16 units of the text; `end` is not included. `score` runs from 0 to 1. */
export type Finding = { entity: Entity; start: number; end: number; score: number; reason: string }

/** One match, judged by what it says and what stands around it. Null: it is something else. */
export type Judgement = {
  score: number
  reason: string
  /** Where the finding is narrower than the match: units from the match's start */
  from?: number
  to?: number
}

/** The text around a match, lower case: what context words are looked for in. */
export type Scene = {
  before: string
  after: string
  /** True where the text is nothing but the match: a cell, a field of a form */
  alone: boolean
}

export type Recogniser = {
  entity: Entity
  /** Global, and linear on any text */
  pattern: RegExp
  /** A letter that every match holds: only the text around it is looked at */
  anchor?: string
  /** Every match begins at a word that begins with one of these: up to three letters, a whole word where shorter; see match-starts.ts */
  starts?: readonly string[]
  judge: (match: RegExpExecArray, scene: Scene) => Judgement | null
}
