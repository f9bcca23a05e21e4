import type { Entity } from '../screening/index.ts'
import type { SurfaceKind } from './surfaces/surface.ts'

export type FindingKind =
  SurfaceKind | 'personal-data' | 'must-not-text' | 'unburnt-mark' | 'differs-from-source' | 'released-before'

/** An alarm stops; a note is worth knowing and no reason to stop. */
export type Weight = 'alarm' | 'note'

export type KindRule = {
  weight: Weight
  /** Whether a second person may let it go, saying why */
  acceptable: boolean
  because: string
}

const alarm = (because: string): KindRule => ({ weight: 'alarm', acceptable: true, because })

/** What each kind of finding does. Findings of personal data are weighed by `entityPolicy` first. */
export const kindPolicy: Record<FindingKind, KindRule> = {
  'hidden-sheet': alarm(
    'Anybody can unhide it. Hidden sheets are how whole staff lists have been published.',
  ),
  'hidden-row': alarm('Anybody can unhide it.'),
  'hidden-column': alarm('Anybody can unhide it.'),
  'pivot-cache': alarm('It holds the whole table behind the summary.'),
  'external-link': alarm('It keeps a copy of cells of another file, and the path to it.'),
  'data-model': alarm('It holds whole tables that no sheet shows.'),
  'named-range': {
    weight: 'note',
    acceptable: true,
    because: 'It names cells that can be seen; nearly every workbook has some.',
  },
  comment: alarm('It was said among colleagues, and names who said it.'),
  'tracked-change': alarm('What was deleted is still there, with who deleted it.'),
  'hidden-text': alarm('Words that cannot be seen can be selected, copied and searched.'),
  'covered-text': alarm('Words under a box can be selected and copied.'),
  metadata: alarm('It says who wrote it, or what it was made from.'),
  attachment: alarm('A file inside leaves with the file.'),
  annotation: alarm('It may have been meant for colleagues.'),
  'form-field': alarm('It holds what somebody filled in, shown or not.'),
  javascript: alarm('A program leaves with the file.'),
  'previous-revision': alarm('What was changed or removed is still there.'),
  'hidden-layer': alarm('It can be switched on.'),
  'embedded-object': alarm('Another file is inside, with all that it holds.'),
  exif: alarm('It may say where a picture was taken, and hold the picture as it was before.'),
  'mail-header': alarm('It tells of people and machines that the message does not show.'),
  macro: alarm('A program leaves with the file.'),
  'personal-data': alarm('It may be about somebody who can be recognised.'),
  'must-not-text': {
    weight: 'alarm',
    acceptable: false,
    because: 'It was decided that these words do not leave: decide that again, or make the copy again.',
  },
  'unburnt-mark': alarm('What a mark should hide may still be seen.'),
  'differs-from-source': alarm('The copy is not its source with boxes on it.'),
  'released-before': {
    weight: 'note',
    acceptable: true,
    because: 'Two copies with different boxes show together what neither shows.',
  },
  unreadable: alarm('What was not looked into is not known to be clean.'),
}

/** Who will read it: anybody who gets hold of the file, the requester, the public. */
export type Audience = 'anybody' | 'requester' | 'public'

export type EntityRule = {
  /** One and many, where those that count are fewer than all of the kind */
  words?: readonly [one: string, many: string]
  /** Less sure findings are not reported */
  minScore: number
  /** From how many different values it is an alarm; null: never more than a note */
  from: Readonly<Record<Audience, number | null>>
  /** Only those near a person’s name count */
  nearPerson?: true
  because: string
}

const never = { anybody: null, requester: null, public: null } as const
const one = { anybody: 1, requester: 1, public: 1 } as const

const identifier = (minScore = 0.75): EntityRule => ({
  minScore,
  from: one,
  because: 'It is one person’s and never part of an answer.',
})
const statement: EntityRule = {
  minScore: 0.75,
  from: { anybody: null, requester: 1, public: 1 },
  nearPerson: true,
  because: 'About somebody who is named it is special; in a policy or a table of numbers it is about nobody.',
}
const aside: EntityRule = {
  minScore: 0.75,
  from: never,
  because: 'By itself it says little of anybody: a person decides.',
}

/**
 * What is done about each kind of personal data. Council papers are full of names, addresses and telephone numbers of
 * offices, councillors and streets: an alarm that always rings is not heard, so what is usual is a note.
 * `anybody` is the check of a file of which nothing else is known.
 */
export const entityPolicy: Record<Entity, EntityRule | null> = {
  UK_NHS: identifier(),
  UK_NINO: identifier(),
  UK_HMRC_TRN: identifier(0.85),
  UK_DRIVING_LICENCE: identifier(),
  UK_PASSPORT: identifier(),
  UK_UTR: identifier(0.85),
  UK_UPN: identifier(),
  UK_BANK_ACCOUNT: identifier(0.85),
  IBAN_CODE: identifier(),
  CREDIT_CARD: identifier(),
  DATE_OF_BIRTH: identifier(),
  EMAIL_ADDRESS: {
    words: ['email address of a person', 'email addresses of people'],
    minScore: 0.75,
    from: { anybody: 5, requester: 1, public: 1 },
    because: 'Shared mailboxes and the authority’s own public address are not counted.',
  },
  UK_PHONE: {
    words: ['mobile number', 'mobile numbers'],
    minScore: 0.75,
    from: { anybody: 5, requester: 1, public: 1 },
    because: 'Numbers of places and services (01, 02, 03, 08) are an organisation’s and are not counted.',
  },
  PHONE_NUMBER: {
    minScore: 0.75,
    from: { anybody: null, requester: 3, public: 3 },
    because: 'Many other numbers look like one.',
  },
  UK_ADDRESS: {
    minScore: 0.75,
    from: { anybody: 5, requester: 1, public: 1 },
    nearPerson: true,
    because: 'A street or an office is nobody’s; beside a name it may be somebody’s home.',
  },
  PERSON: {
    minScore: 0.75,
    from: { anybody: null, requester: 6, public: 6 },
    because:
      'One who signs or is thanked is usual; several may be the staff or the public behind the figures.',
  },
  UK_VEHICLE_REGISTRATION: {
    minScore: 0.85,
    from: { anybody: null, requester: 1, public: 1 },
    because: 'It leads to a keeper; fleets of the authority are accepted by a second person.',
  },
  PROTECTED_SPECIES_LOCATION: {
    minScore: 0.75,
    from: { anybody: null, requester: 1, public: 1 },
    because: 'It is nobody’s data and does harm all the same.',
  },
  IP_ADDRESS: {
    minScore: 0.75,
    from: { anybody: null, requester: 3, public: 3 },
    because: 'One may be a version number or a server.',
  },
  CRIMINAL_OFFENCE: statement,
  PERSONAL_FINANCE: statement,
  SPECIAL_CATEGORY_HEALTH: statement,
  SPECIAL_CATEGORY_ETHNICITY: statement,
  SPECIAL_CATEGORY_RELIGION: statement,
  SPECIAL_CATEGORY_POLITICAL: statement,
  SPECIAL_CATEGORY_UNION: statement,
  SPECIAL_CATEGORY_SEX_LIFE: statement,
  SPECIAL_CATEGORY_BIOMETRIC: statement,
  SPECIAL_CATEGORY_GENETIC: statement,
  UK_SORT_CODE: aside,
  UK_POSTCODE: aside,
  AGE: aside,
  COORDINATES: aside,
  UK_UPRN: null,
  UK_VAT: null,
  MAC_ADDRESS: null,
  URL: null,
}

/** From how many names that stand alone in a line or a cell they are a column of names. */
export const columnOfNames: Readonly<Record<Audience, number>> = { anybody: 10, requester: 3, public: 3 }

export const findingKinds = Object.keys(kindPolicy) as FindingKind[]

/** How far from a name something is still about that person, in letters. */
export const nearPerson = 200
