import type { AuthorityId } from '../kernel/ids.ts'
import type { Nation } from '../law/index.ts'

/** One public authority served by this installation, as it presents itself. */
export type Authority = {
  id: AuthorityId
  /** Its name in commands and settings: `coventry` */
  slug: string
  name: string
  shortName: string
  nation: Nation
  /** Lower case, without port */
  hostnames: string[]
  /** `REQ` in `REQ04543` */
  referencePrefix: string
  addressLines: string[]
  email: string
  phone: string | null
  website: string | null
  /** `#rrggbb` */
  colour: string
  settings: AuthoritySettings
}

export type Regulator = {
  name: string
  addressLines: string[]
  email: string
  phone: string
  website: string
}

/** What the authority says of itself in its accessibility statement. */
export type AccessibilityFacts = {
  conformance: 'fully' | 'partially' | 'not'
  /** What is not accessible, in the authority's words, one problem each */
  knownProblems: string[]
  /** Where to ask for another format; the authority's own email where null */
  contactEmail: string | null
  contactPhone: string | null
  responseWorkingDays: number
  preparedOn: Temporal.PlainDate | null
  testedOn: Temporal.PlainDate | null
  testedBy: string | null
}

/** An office's own choices. None is a statutory period: those are in src/law. */
export type AuthoritySettings = {
  serviceName: string
  /** Working days before the legal date by which the draft is due */
  draftDaysBefore: number
  /** Working days a service team has for a task */
  taskWorkingDays: number
  /** Calendar days after a task fell due; `escalateAfter` counts chases */
  chase: { firstAfterDays: number; everyDays: number; escalateAfter: number }
  /** Calendar days without a clarification before the case is closed; null never closes it */
  clarificationCloseDays: number | null
  /** Where a review is asked for; the authority's own email where null */
  reviewEmail: string | null
  /** The words that end a letter, one line each line: `Information Governance Team` */
  signOff: string
  /** Calendar days between an answer and its entry in the disclosure log */
  disclosureDelayDays: number
  openingHours: string | null
  regulator: Regulator
  /** Where an authority keeps these elsewhere */
  disclosureLogUrl: string | null
  publicationSchemeUrl: string | null
  privacyNoticeUrl: string | null
  accessibility: AccessibilityFacts
}
