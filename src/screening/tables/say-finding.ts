import type { Entity } from '../finding.ts'
import type { ColumnFinding } from './screen-table.ts'

/** What each kind is called in a sentence: “3 cells in “Notes” hold …”. */
const called: Record<Entity, string> = {
  UK_NHS: 'what looks like an NHS number',
  UK_NINO: 'what looks like a National Insurance number',
  UK_HMRC_TRN: 'what looks like a temporary tax reference',
  UK_POSTCODE: 'a postcode that may be somebody’s home',
  UK_ADDRESS: 'an address that may be somebody’s home',
  UK_DRIVING_LICENCE: 'what looks like a driving licence number',
  UK_PASSPORT: 'what looks like a passport number',
  UK_VEHICLE_REGISTRATION: 'what looks like a vehicle registration',
  UK_UTR: 'what looks like a taxpayer reference',
  UK_VAT: 'what looks like a VAT number',
  UK_SORT_CODE: 'what looks like a sort code',
  UK_BANK_ACCOUNT: 'what looks like a bank account number',
  UK_UPN: 'what looks like a pupil number',
  UK_UPRN: 'a property number that may be somebody’s home',
  UK_PHONE: 'a telephone number that may be a person’s own',
  PHONE_NUMBER: 'what looks like a telephone number',
  EMAIL_ADDRESS: 'an email address that may be a person’s own',
  PERSON: 'what looks like a person’s name',
  DATE_OF_BIRTH: 'a date of birth',
  AGE: 'somebody’s age',
  IBAN_CODE: 'an international bank account number',
  CREDIT_CARD: 'what looks like a payment card number',
  IP_ADDRESS: 'the address of a computer',
  MAC_ADDRESS: 'the number of a network card',
  URL: 'a web address',
  COORDINATES: 'a point on the map that may be somebody’s home',
  CRIMINAL_OFFENCE: 'words about an offence or proceedings',
  PERSONAL_FINANCE: 'words about somebody’s money',
  PROTECTED_SPECIES_LOCATION: 'a place where a protected species lives',
  SPECIAL_CATEGORY_HEALTH: 'words about somebody’s health',
  SPECIAL_CATEGORY_ETHNICITY: 'words about somebody’s ethnicity',
  SPECIAL_CATEGORY_RELIGION: 'words about somebody’s religion or belief',
  SPECIAL_CATEGORY_POLITICAL: 'words about somebody’s politics',
  SPECIAL_CATEGORY_UNION: 'words about somebody’s trade union',
  SPECIAL_CATEGORY_SEX_LIFE: 'words about somebody’s sex life or orientation',
  SPECIAL_CATEGORY_BIOMETRIC: 'words about somebody’s fingerprints, face or voice',
  SPECIAL_CATEGORY_GENETIC: 'words about somebody’s genes',
}

const number = (value: number): string => value.toLocaleString('en-GB')

/** A finding as a publisher reads it, without any value. `title` is the column’s heading. */
export function sayFinding(
  { entity, count, distinct, reason, unread }: ColumnFinding,
  title: string,
): string {
  const cells = count === 1 ? 'One cell' : `${number(count)} cells`
  const values = distinct > 1 && distinct < count ? ` (${number(distinct)} different)` : ''
  const rest = unread === 0 ? '' : ` ${number(unread)} more different values were not read.`
  return `${cells}${values} in “${title}” ${count === 1 ? 'holds' : 'hold'} ${called[entity]}: ${reason}.${rest}`
}
