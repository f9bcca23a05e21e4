import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Protection } from '../protection.ts'
import { build, built, contractOf, linesOf, parquetRows, previousOf } from './build-table.fixture.ts'

const people = [
  'Tenant name,Date of birth,Home postcode,Notes,Rent',
  'Mrs Ada Specimen,14/03/1950,CV1 2AB,Mrs Specimen asked for a ramp at the back door of the block,410',
  'Mr Bo Sample,02/11/1961,CV6 5XY,Lift repaired,395',
  'REDACTED,23/07/1988,CV6 5XZ,Roof repaired,395',
].join('\n')

const protect = (...some: Protection[]) => ({ options: { dates: 'day-first' as const, protect: some } })

test('what is found goes, and its column says why; nothing made of the file still holds it', async () => {
  const plain = await build(people, { options: { dates: 'day-first' } })
  assert.equal(built(plain).screening.verdict, 'second-person')
  const result = await build(
    people,
    protect(
      { column: 'tenant_name', how: 'redact-column', reason: 'Tenants are not named' },
      { column: 'date_of_birth', how: 'year', reason: 'Days of birth single people out' },
      { column: 'home_postcode', how: 'district', reason: 'Postcodes single people out' },
      { column: 'notes', how: 'redact-cells', reason: 'Names are left out' },
    ),
  )
  assert.deepEqual(linesOf(result), [
    'tenant_name,date_of_birth,home_postcode,notes,rent',
    'REDACTED,1950,CV1,Mrs REDACTED asked for a ramp at the back door of the block,410',
    'REDACTED,1961,CV6,Lift repaired,395',
    'REDACTED,1988,CV6,Roof repaired,395',
  ])
  const version = built(result)
  assert.deepEqual(
    version.columns.map(({ name, type, redaction }) => [name, type, redaction ?? null]),
    [
      ['tenant_name', 'string', 'Tenants are not named'],
      ['date_of_birth', 'string', 'Days of birth single people out'],
      ['home_postcode', 'string', 'Postcodes single people out'],
      ['notes', 'string', 'Names are left out'],
      ['rent', 'integer', null],
    ],
  )
  assert.deepEqual(
    version.ledger.steps
      .filter(({ step }) => step === 'protection')
      .map(({ change, count }) => [change, count]),
    [
      ['redact-column', 3],
      ['year', 3],
      ['district', 3],
      ['redact-cells', 1],
    ],
  )
  // The Parquet file is binary: its texts are looked for as bytes.
  const everything = [
    JSON.stringify([version.columns, version.ledger, version.recipe, version.screening]),
    readFileSync(version.csvPath, 'utf8'),
    readFileSync(version.parquetPath, 'latin1'),
    JSON.stringify(await parquetRows(result)),
  ].join('\n')
  for (const secret of ['Specimen', 'Sample', '1950-03-14', '2AB', '5XY'])
    assert.ok(!everything.includes(secret), secret)
})

test('markers stand in the place of numbers and days', async () => {
  const result = await build(
    people,
    protect(
      { column: 'rent', how: 'redact-column', reason: 'a' },
      { column: 'date_of_birth', how: 'redact-cells', kinds: ['DATE_OF_BIRTH'], reason: 'b' },
    ),
  )
  assert.equal(linesOf(result)[2], 'Mr Bo Sample,REDACTED,CV6 5XY,Lift repaired,REDACTED')
  const [, born, , , rent] = built(result).columns
  assert.deepEqual([born?.markers, rent?.markers], [true, true])
  assert.deepEqual([rent?.statistics.redacted, rent?.statistics.filled, rent?.statistics.sum], [3, 0, null])
})

const counts = [
  'Ward,Age group,Children in need',
  'Alder,0-4,3',
  'Alder,5-9,20',
  'Alder,All ages,23',
  'Birch,0-4,12',
  'Birch,5-9,31',
  'Birch,All ages,43',
  'All wards,0-4,15',
  'All wards,5-9,51',
  'All wards,All ages,66',
].join('\n')

test('a small count is suppressed with others, so that totals do not give it back', async () => {
  const result = await build(counts, {
    options: {
      protect: [
        { column: 'children_in_need', how: 'suppress', by: ['ward', 'age_group'], reason: 'Counts below 5' },
      ],
    },
  })
  const cells = linesOf(result)
    .slice(1)
    .map((line) => line.split(','))
  const alder = cells.filter(([ward]) => ward === 'Alder').map(([, , count]) => count)
  assert.equal(alder[0], '[c]')
  assert.ok(alder.filter((count) => count === '[c]').length >= 2, 'another of the row is hidden too')
  const young = cells.filter(([, age]) => age === '0-4').map(([, , count]) => count)
  assert.ok(young.filter((count) => count === '[c]').length >= 2, 'another of the column is hidden too')
  assert.ok(cells.every(([, , count]) => count !== '0'))
})

test('what cannot be protected so is asked about, not let through', async () => {
  const ask = async (one: Protection) => (await build(people, protect(one))).report.decisions
  const [postcode] = await ask({ column: 'notes', how: 'district', reason: 'x' })
  assert.match(postcode?.message ?? '', /no postcode and would go out unchanged/)
  const [nowhere] = await ask({ column: 'nothing', how: 'redact-cells', reason: 'x' })
  assert.match(nowhere?.message ?? '', /no column “nothing”/)
  const [words] = await ask({ column: 'notes', how: 'suppress', by: ['rent'], reason: 'x' })
  assert.match(words?.message ?? '', /holds no counts/)
  const [days] = await ask({ column: 'rent', how: 'year', reason: 'x' })
  assert.match(days?.message ?? '', /holds no dates/)
})

test('a type that was promised breaks only where that is said; later files are met as they come', async () => {
  const first = await build(people, { options: { dates: 'day-first' } })
  const year: Protection = { column: 'date_of_birth', how: 'year', reason: 'Days single people out' }
  const again = { contract: contractOf(first), previous: previousOf(first) }
  const asked = await build(people, { ...protect(year), ...again })
  assert.deepEqual(
    asked.report.decisions.map(({ kind, column }) => [kind, column]),
    [['breaking', 'date_of_birth']],
  )
  const options = { ...protect(year).options, breaking: 'Only the year of birth is given from now on.' }
  const second = await build(people, { ...again, options })
  const third = await build(people, {
    ...protect(year),
    contract: contractOf(second),
    previous: previousOf(second),
  })
  assert.equal(linesOf(third)[1]?.split(',')[1], '1950')
  const joined = await build(people, {
    ...protect(year),
    contract: contractOf(second),
    previous: previousOf(second),
    updateMode: 'add',
  })
  assert.equal(built(joined).rows, 6)
})

test('a heading that the database uses itself changes nothing of what is protected', async () => {
  const rows = Array.from({ length: 12 }, (_, at) => `${at % 5},Ward ${at},${at === 3 ? 2 : 40 + at}`)
  const table = ['ROWID,Ward,Cases', ...rows].join('\n')
  const result = await build(
    table,
    protect({ column: 'cases', how: 'suppress', by: ['ward'], reason: 'Small counts single people out' }),
  )
  assert.equal(linesOf(result)[0], 'row_id,ward,cases')
  assert.deepEqual(
    linesOf(result).flatMap((line, at) => (line.endsWith('[c]') ? [at] : [])),
    [4],
  )
})

test('a column that is not there is answered with those that are', async () => {
  const { report } = await build(people, protect({ column: 'Rent', how: 'redact-column', reason: 'Private' }))
  assert.match(report.decisions[0]?.message ?? '', /no column “Rent”.*tenant_name, .*notes, rent\./)
})

test('a column that was redacted is no part of what tells rows apart', async () => {
  const rows = Array.from(
    { length: 30 },
    (_, at) => `14/03/${1940 + at},CV${1 + (at % 9)} 2AB,${at % 2 ? 'M' : 'F'},${at}`,
  )
  const table = ['Date of birth,Home postcode,Sex,Rent', ...rows].join('\n')
  const combinations = async (...some: Protection[]) =>
    built(await build(table, protect(...some))).screening.findings.filter(
      ({ kind }) => kind === 'COMBINATION',
    )
  const [open] = await combinations()
  assert.match(open?.message ?? '', /Home postcode/)
  const reason = 'Homes'
  const after = await combinations({ column: 'home_postcode', how: 'redact-column', reason })
  assert.ok(after.every(({ message }) => !message.includes('postcode')))
})
