import type { ContractColumn } from '../dataset.ts'
import type { ColumnKind, ColumnType } from '../ingest/column-type.ts'

/** A dataset that most councils publish, ready to be filled: columns, words and charts. */
export type Template = {
  /** Also the address suggested for the dataset: `spending-over-500` */
  id: string
  title: string
  description: string
  /** A theme of ../themes.ts */
  theme: string
  /** A frequency of src/law/publication */
  frequency: string
  columns: ContractColumn[]
  /** Empty where rows have nothing that tells one from another */
  primaryKey: string[]
  /** What to put in, what to leave out and why, for the person who makes the file. Plain text, a blank line between paragraphs. */
  documentation: string
  /** One-line chart recipes */
  charts: string[]
  /** A duty of src/law/publication that it meets */
  duty?: string
}

type More = Partial<Omit<ContractColumn, 'name' | 'title' | 'type' | 'description' | 'synonyms'>>
type Make = (
  name: string,
  title: string,
  description: string,
  synonyms?: readonly string[],
  more?: More,
) => ContractColumn

function of(type: ColumnType, kind?: ColumnKind, unit?: string): Make {
  return (name, title, description, synonyms = [], more = {}) => ({
    name,
    title,
    type,
    ...(kind === undefined ? {} : { kind }),
    description,
    ...(unit === undefined ? {} : { unit }),
    ...(synonyms.length === 0 ? {} : { synonyms: [...synonyms] }),
    ...more,
  })
}

export const text = of('string')
/** Text however much it looks like a number: references, codes, account numbers. */
export const code = of('string', 'code')
export const uprn = of('string', 'uprn')
export const postcode = of('string', 'postcode')
export const address = of('string', 'uri')
export const money = of('number', 'money', 'GBP')
export const percentage = of('number', 'percentage', '%')
export const decimal = of('number')
export const whole = of('integer')
export const yesNo = of('boolean')
export const day = of('date')
export const moment = of('datetime')
export const easting = of('number', 'easting', 'metres')
export const northing = of('number', 'northing', 'metres')
export const longitude = of('number', 'longitude', 'degrees')
export const latitude = of('number', 'latitude', 'degrees')

export const required = { required: true } as const

/** Reasons that go into the data dictionary beside what is redacted. */
export const reasons = {
  people:
    'Names of individuals, sole traders among them, are removed as personal data: FOIA 2000 s.40(2). Names of companies stay.',
  care: 'Removed where it would tell who receives or gives care: FOIA 2000 s.40(2).',
  commercial: 'Removed where it would harm commercial interests: FOIA 2000 s.43(2).',
  empty:
    'Left out where it would show that a property is empty, because that invites crime: FOIA 2000 s.31(1)(a).',
  homes: 'Home addresses are removed as personal data: FOIA 2000 s.40(2).',
  small: 'Small numbers are replaced by [c] where a person could be recognised: FOIA 2000 s.40(2).',
} as const

const body: readonly string[] = [
  'OrganisationLabel',
  'Organisation Label',
  'Organisation Name',
  'Body Name',
  'body_name',
  'Entity',
  'Client',
]

/** Who publishes: most templates begin with it, so that tables of several authorities can be put together. */
export const organisation: ContractColumn = text(
  'organisation',
  'Organisation',
  'The authority that publishes the row',
  body,
)
export const organisationUri: ContractColumn = address(
  'organisation_uri',
  'Organisation address',
  'A web address that identifies the authority',
  ['OrganisationURI', 'Organisation Code', 'Body'],
)
export const effectiveDate: ContractColumn = day(
  'effective_date',
  'As at',
  'The day on which the row was true',
  ['EffectiveDate', 'Effective Date', 'Updated'],
)
export const publisher: readonly ContractColumn[] = [organisation, organisationUri, effectiveDate]
