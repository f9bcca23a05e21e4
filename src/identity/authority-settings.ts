import { ProblemError, type FieldError } from '../kernel/outcome.ts'
import type { Nation } from '../law/index.ts'
import type { AccessibilityFacts, AuthoritySettings, Regulator } from './authority.ts'
import { readFields } from './read-fields.ts'

/** Who hears complaints about information requests, with their published contact details. An authority may give others. */
const commissioner: Regulator = {
  name: 'Information Commissioner’s Office',
  addressLines: ['Wycliffe House', 'Water Lane', 'Wilmslow', 'Cheshire', 'SK9 5AF'],
  email: 'icocasework@ico.org.uk',
  phone: '0303 123 1113',
  website: 'https://ico.org.uk',
}
const scottishCommissioner: Regulator = {
  name: 'Scottish Information Commissioner',
  addressLines: ['Kinburn Castle', 'Doubledykes Road', 'St Andrews', 'Fife', 'KY16 9DS'],
  email: 'enquiries@foi.scot',
  phone: '01334 464610',
  website: 'https://www.foi.scot',
}

/**
 * An authority's choices from JSON; what is left out has its default. Throws `invalid-input` naming every value that
 * cannot be used, and every name that is not a setting. Days may be `2026-01-14` or a PlainDate.
 */
export function parseAuthoritySettings(given: unknown, nation: Nation = 'england'): AuthoritySettings {
  const errors: FieldError[] = []
  const settings = readAuthoritySettings(given, nation, errors)
  const [first] = errors
  if (first) throw new ProblemError('invalid-input', `${first.field}: ${first.message}.`, errors)
  return settings
}

/** As parseAuthoritySettings, gathering errors with `settings.` before each name. */
export function readAuthoritySettings(
  given: unknown,
  nation: Nation,
  errors: FieldError[],
): AuthoritySettings {
  const read = readFields(given, errors, 'settings.')
  const settings: AuthoritySettings = {
    serviceName: read.optional('serviceName', 'the service’s name') ?? 'Information requests',
    draftDaysBefore: read.whole('draftDaysBefore', 'draft days', 0, 15, 5),
    taskWorkingDays: read.whole('taskWorkingDays', 'working days for a task', 1, 20, 5),
    chase: readChase(read.take('chase'), errors),
    clarificationCloseDays: read.count('clarificationCloseDays', 'days without a clarification', 1, 366),
    reviewEmail: read.optionalEmail('reviewEmail', 'the address for reviews'),
    signOff: read.optional('signOff', 'the sign-off', 500, true) ?? 'Information Governance Team',
    disclosureDelayDays: read.whole('disclosureDelayDays', 'days before publication', 0, 366, 0),
    openingHours: read.optional('openingHours', 'the opening hours', 500),
    regulator: readRegulator(
      read.take('regulator'),
      nation === 'scotland' ? scottishCommissioner : commissioner,
      errors,
    ),
    disclosureLogUrl: read.address('disclosureLogUrl', 'the address of the disclosure log'),
    publicationSchemeUrl: read.address('publicationSchemeUrl', 'the address of the publication scheme'),
    privacyNoticeUrl: read.address('privacyNoticeUrl', 'the address of the privacy notice'),
    accessibility: readAccessibility(read.take('accessibility'), errors),
  }
  read.refuseUnknown()
  return settings
}

function readChase(given: unknown, errors: FieldError[]): AuthoritySettings['chase'] {
  const read = readFields(given, errors, 'settings.chase.')
  const chase = {
    firstAfterDays: read.whole('firstAfterDays', 'days until the first chase', 0, 60, 1),
    everyDays: read.whole('everyDays', 'days between chases', 1, 60, 4),
    escalateAfter: read.whole('escalateAfter', 'chases before somebody senior is told', 1, 20, 3),
  }
  read.refuseUnknown()
  return chase
}

function readRegulator(given: unknown, standard: Regulator, errors: FieldError[]): Regulator {
  const read = readFields(given, errors, 'settings.regulator.')
  const regulator = {
    name: read.optional('name', 'the regulator’s name') ?? standard.name,
    addressLines: read.list('addressLines', 'the regulator’s address', standard.addressLines),
    email: read.optionalEmail('email', 'the regulator’s email address') ?? standard.email,
    phone: read.optional('phone', 'the regulator’s telephone number', 50) ?? standard.phone,
    website: read.address('website', 'the regulator’s website') ?? standard.website,
  }
  read.refuseUnknown()
  return regulator
}

function readAccessibility(given: unknown, errors: FieldError[]): AccessibilityFacts {
  const read = readFields(given, errors, 'settings.accessibility.')
  const facts: AccessibilityFacts = {
    conformance: read.oneOf('conformance', 'how far it conforms', ['fully', 'partially', 'not'], 'partially'),
    knownProblems: read.list('knownProblems', 'the known problems', [], 100),
    contactEmail: read.optionalEmail('contactEmail', 'the contact address'),
    contactPhone: read.optional('contactPhone', 'the contact telephone number', 50),
    responseWorkingDays: read.whole('responseWorkingDays', 'working days until an answer', 1, 60, 10),
    preparedOn: read.day('preparedOn', 'the day it was prepared'),
    testedOn: read.day('testedOn', 'the day it was tested'),
    testedBy: read.optional('testedBy', 'who tested it'),
  }
  read.refuseUnknown()
  return facts
}
