import { entityNames } from '../entity-names.ts'
import type { Entity } from '../finding.ts'
import type { ColumnFinding } from './screen-table.ts'

/** What the cells hold where its name is not all that a publisher must know: “3 cells in “Notes” hold …”. */
const called: Partial<Record<Entity, string>> = {
  UK_POSTCODE: 'a postcode that may be somebody’s home',
  UK_ADDRESS: 'an address that may be somebody’s home',
  UK_UPRN: 'a property number that may be somebody’s home',
  UK_PHONE: 'a telephone number that may be a person’s own',
  EMAIL_ADDRESS: 'an email address that may be a person’s own',
  PERSON: 'what looks like a person’s name',
  DATE_OF_BIRTH: 'a date of birth',
  AGE: 'somebody’s age',
  IBAN_CODE: 'an international bank account number',
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

const looksLike = (entity: Entity): string => {
  const [name] = entityNames[entity]
  return `what looks like ${/^(?:[aeio]|NHS)/.test(name) ? 'an' : 'a'} ${name}`
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
  return `${cells}${values} in “${title}” ${count === 1 ? 'holds' : 'hold'} ${called[entity] ?? looksLike(entity)}: ${reason}.${rest}`
}
