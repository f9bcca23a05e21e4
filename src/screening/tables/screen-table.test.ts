import assert from 'node:assert/strict'
import { test } from 'node:test'
import { roleOf } from './column-role.ts'
import { screenTable, type ScreenedColumn } from './screen-table.ts'
import { isOrganisation, whoIs } from './who-is.ts'

const column = (heading: string, ...values: string[]): ScreenedColumn => ({
  name: heading.toLowerCase().replaceAll(' ', '_'),
  heading,
  values: values.map((value, at) => ({ value, count: 2, rows: [at + 1, at + 11] })),
})
const found = (...columns: ScreenedColumn[]): [string, string, number][] =>
  screenTable(columns).findings.map(({ column: name, entity, distinct }) => [name, entity, distinct])

test('firms, bodies and people are told apart by their names alone', () => {
  for (const text of [
    'Specimen Builders Ltd',
    'SPECIMEN & SONS',
    'Exampleton Primary School',
    'Sample NHS Foundation Trust',
    'Harris and Clarke LLP',
    "St Mary's Church",
    'Taylor Solicitors',
    'JOHN SMITH HAULAGE',
    'Alpha Care CIC',
    'Exampleton Borough Council',
    'Dr Patel & Partners',
    'W H Smith',
  ])
    assert.equal(isOrganisation(text), true, text)
  for (const text of [
    'Margaret Okafor',
    'MR J SMITH',
    'SMITH, JOHN',
    'Mrs Hall',
    'Tomasz Kowalski t/a Sparkle Cleaning',
    'Wei Chen',
    'Siobhan O’Neill',
    'Executors of Edith Jones',
    'J SMITH',
    'Patel R K',
    'A Khan & F Khan',
    'CANARYMAN, Zebedee',
  ])
    assert.equal(whoIs(text).kind, 'person', text)
  for (const text of ['Arriva', 'REDACTED PERSONAL DATA', 'Various', '12345', ''])
    assert.equal(whoIs(text).kind, 'unknown', text)
})

test('headings say what their columns are', () => {
  assert.deepEqual(
    [
      'Supplier Name',
      'Date of Birth',
      'NINO',
      'TenantName',
      'Ward',
      'Amount (£)',
      'Invoice ref',
      'Reason',
      'Applicant address',
    ].map(roleOf),
    [
      'payee',
      'date-of-birth',
      'national-insurance',
      'person',
      'place',
      'amount',
      'reference',
      'narrative',
      'home-address',
    ],
  )
})

test('spending tables are left but for payees who are people and what slipped into descriptions', () => {
  assert.deepEqual(
    found(
      column('Supplier', 'Specimen Builders Ltd', 'Margaret Okafor', 'Exampleton Council'),
      column('Supplier postcode', 'CV1 5RR'),
      column('Amount', '12345678', '943 476 5919'),
      column('Description', 'Respite care for Tom Bradley', 'Road works'),
      column('Department', 'Grace Hall', 'Planning'),
    ),
    [
      ['supplier', 'PERSON', 1],
      ['description', 'PERSON', 1],
    ],
  )
})

test('a table of people gives up its names, days of birth and addresses, with counts of cells and first rows', () => {
  const screening = screenTable([
    column('Tenant', 'Margaret Okafor', 'Zxqv Brrt', 'Specimen Homes Ltd'),
    column('DOB', '3/5/1984'),
    column('Postcode', 'CV1 5RR'),
  ])
  assert.deepEqual(
    screening.findings.map(({ column: name, entity, count, rows }) => ({ name, entity, count, rows })),
    [
      { name: 'tenant', entity: 'PERSON', count: 4, rows: [1, 2, 11, 12] },
      { name: 'dob', entity: 'DATE_OF_BIRTH', count: 2, rows: [1, 11] },
      { name: 'postcode', entity: 'UK_POSTCODE', count: 2, rows: [1, 11] },
    ],
  )
})

test('below a heading of people a number or a note beside the name hides nothing; a flat is nobody', () => {
  const names = ['Ada Specimen 0417', 'Bo Sample - 2', 'Estate of C Example', 'Dee Madeup 12/3']
  assert.deepEqual(found(column('Tenant name', ...names, 'Flat 2', 'Unit 12', 'Void 2')), [
    ['tenant_name', 'PERSON', 4],
  ])
})

test('a year alone is no day of birth', () => {
  assert.deepEqual(found(column('Date of birth', '1950', '1961')), [])
  assert.deepEqual(found(column('Date of birth', '1950-03', '14/03/1950')), [
    ['date_of_birth', 'DATE_OF_BIRTH', 2],
  ])
})
