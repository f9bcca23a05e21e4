import type { Entity } from './finding.ts'

/** What each kind is called, for people: one of it, and many. They begin small but for names and initials. */
export const entityNames: Record<Entity, readonly [one: string, many: string]> = {
  UK_NHS: ['NHS number', 'NHS numbers'],
  UK_NINO: ['National Insurance number', 'National Insurance numbers'],
  UK_HMRC_TRN: ['temporary tax reference', 'temporary tax references'],
  UK_POSTCODE: ['postcode', 'postcodes'],
  UK_ADDRESS: ['address', 'addresses'],
  UK_DRIVING_LICENCE: ['driving licence number', 'driving licence numbers'],
  UK_PASSPORT: ['passport number', 'passport numbers'],
  UK_VEHICLE_REGISTRATION: ['vehicle registration', 'vehicle registrations'],
  UK_UTR: ['tax reference', 'tax references'],
  UK_VAT: ['VAT number', 'VAT numbers'],
  UK_SORT_CODE: ['sort code', 'sort codes'],
  UK_BANK_ACCOUNT: ['bank account number', 'bank account numbers'],
  UK_UPN: ['pupil number', 'pupil numbers'],
  UK_UPRN: ['property number (UPRN)', 'property numbers (UPRN)'],
  UK_PHONE: ['UK telephone number', 'UK telephone numbers'],
  PHONE_NUMBER: ['telephone number', 'telephone numbers'],
  EMAIL_ADDRESS: ['email address', 'email addresses'],
  PERSON: ['name of a person', 'names of people'],
  DATE_OF_BIRTH: ['date of birth', 'dates of birth'],
  AGE: ['age', 'ages'],
  IBAN_CODE: ['international bank account number (IBAN)', 'international bank account numbers (IBAN)'],
  CREDIT_CARD: ['payment card number', 'payment card numbers'],
  IP_ADDRESS: ['IP address', 'IP addresses'],
  MAC_ADDRESS: ['device address', 'device addresses'],
  URL: ['web address', 'web addresses'],
  COORDINATES: ['map reference', 'map references'],
  CRIMINAL_OFFENCE: ['statement about an offence', 'statements about offences'],
  PERSONAL_FINANCE: ['statement about somebody’s money', 'statements about somebody’s money'],
  PROTECTED_SPECIES_LOCATION: ['place of a protected species', 'places of protected species'],
  SPECIAL_CATEGORY_HEALTH: ['statement about health', 'statements about health'],
  SPECIAL_CATEGORY_ETHNICITY: ['statement about ethnic origin', 'statements about ethnic origin'],
  SPECIAL_CATEGORY_RELIGION: ['statement about religion or belief', 'statements about religion or belief'],
  SPECIAL_CATEGORY_POLITICAL: ['statement about political opinion', 'statements about political opinions'],
  SPECIAL_CATEGORY_UNION: ['statement about a trade union', 'statements about trade unions'],
  SPECIAL_CATEGORY_SEX_LIFE: [
    'statement about sex life or orientation',
    'statements about sex life or orientation',
  ],
  SPECIAL_CATEGORY_BIOMETRIC: ['statement about biometric data', 'statements about biometric data'],
  SPECIAL_CATEGORY_GENETIC: ['statement about genetic data', 'statements about genetic data'],
}

/** `National Insurance number` of `UK_NINO`, `Web address` of `URL`; null of what is no kind. */
export function entityHeading(kind: string): string | null {
  if (!isEntity(kind)) return null
  const [one] = entityNames[kind]
  return one.charAt(0).toUpperCase() + one.slice(1)
}

const isEntity = (kind: string): kind is Entity => Object.hasOwn(entityNames, kind)
