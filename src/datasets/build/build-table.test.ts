import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { build, built, contractOf, linesOf, parquetRows, previousOf } from './build-table.fixture.ts'

const spend = [
  'Example Borough Council,,,',
  '',
  'Payee,Paid on,Amount,Reference',
  'Alder Ltd,30/04/2025,"£1,234.50",00017',
  '"Birch & Sons, Builders",01/05/2025,(20.5),00018',
  'Redacted personal data,02/05/2025,REDACTED,00019',
  ' Cedar Ltd ,N/A,*,00020',
  'Payee,Paid on,Amount,Reference',
  'Elm Ltd,03/05/2025,1000000,00021',
  ',,,',
  'Total,,"1,001,214.00",',
].join('\r\n')

test('a messy export becomes a clean table', async () => {
  const result = await build(spend, { options: { dates: 'day-first' } })
  assert.deepEqual(linesOf(result), [
    'payee,paid_on,amount,reference',
    'Alder Ltd,2025-04-30,1234.50,00017',
    '"Birch & Sons, Builders",2025-05-01,-20.50,00018',
    'REDACTED,2025-05-02,REDACTED,00019',
    'Cedar Ltd,,[c],00020',
    'Elm Ltd,2025-05-03,1000000.00,00021',
  ])
  const { columns, rows, ledger, recipe } = built(result)
  assert.equal(rows, 5)
  assert.deepEqual(
    columns.map(({ name, type, kind, unit, markers }) => [name, type, kind, unit, markers]),
    [
      ['payee', 'string', undefined, undefined, false],
      ['paid_on', 'date', undefined, undefined, false],
      ['amount', 'number', 'money', 'GBP', true],
      ['reference', 'string', 'code', undefined, false],
    ],
  )
  const changes = ledger.steps.map(({ change, count }) => [change, count])
  for (const line of [
    ['preamble-left-out', 1],
    ['repeated-headings-found', 1],
    ['totals-found', 1],
    ['blank-rows-left-out', 1],
    ['spaces-trimmed', 1],
  ])
    assert.ok(
      changes.some((one) => one.join() === line.join()),
      `${line.join(' ')} in ${changes.join('; ')}`,
    )
  assert.deepEqual(recipe['formats'], { paid_on: '%d/%m/%Y' })
})

test('statistics count every row', async () => {
  const [payee, paid, amount] = built(await build(spend, { options: { dates: 'day-first' } })).columns
  assert.deepEqual(
    [
      payee?.statistics.filled,
      payee?.statistics.redacted,
      payee?.statistics.missing,
      payee?.statistics.distinct,
    ],
    [4, 1, 0, 4],
  )
  assert.deepEqual(payee?.statistics.common, [])
  assert.deepEqual([paid?.statistics.least, paid?.statistics.greatest], ['2025-04-30', '2025-05-03'])
  assert.deepEqual(amount?.statistics, {
    filled: 3,
    missing: 0,
    redacted: 1,
    suppressed: 1,
    distinct: 3,
    least: '-20.50',
    greatest: '1000000.00',
    common: [],
    sum: '1001214.00',
    mean: 1001214 / 3,
  })
  const [area] = built(await build('Area,N\nNorth,1\nSouth,2\nNorth,3\n')).columns
  assert.deepEqual(area?.statistics.common, [
    { value: 'North', count: 2 },
    { value: 'South', count: 1 },
  ])
})

test('every type is written one way, and numbers are exact', async () => {
  const text = [
    'Code,Big,Share,Open,Seen,At',
    '007,12345678901234.123456789,12.5%,Yes,1 May 2025,2025-05-01T10:00:00+01:00',
    '008,0.1,7%,n,30 Apr 2025,2025-05-01 10:00',
    '009,-,100%,TRUE,,',
  ].join('\n')
  const result = await build(text)
  assert.deepEqual(linesOf(result), [
    'code,big,share,open,seen,at',
    '007,12345678901234.123456789,12.5,true,2025-05-01,2025-05-01T09:00:00',
    '008,0.100000000,7.0,false,2025-04-30,2025-05-01T10:00:00',
    '009,,100.0,true,,',
  ])
  assert.equal(built(result).columns[2]?.unit, '%')
  const [first] = await parquetRows(result)
  assert.deepEqual(first, [
    '007',
    '12345678901234.123456789',
    '12.5',
    true,
    '2025-05-01',
    '2025-05-01 09:00:00',
  ])
})

test('the same bytes and answers give the same files', async () => {
  const rows = Array.from(
    { length: 30_000 },
    (_, at) => `Payee ${at % 977},${at},${(at * 7) % 1000}.${at % 100}`,
  )
  const text = ['Payee,Number,Amount', ...rows].join('\n')
  const hashes = []
  for (let turn = 0; turn < 2; turn++) {
    const { parquetPath, csvPath } = built(await build(text))
    hashes.push(
      [parquetPath, csvPath]
        .map((path) => createHash('sha256').update(readFileSync(path)).digest('hex'))
        .join(),
    )
  }
  assert.equal(hashes[0], hashes[1])
})

test('a break with the contract is asked about, in words; an addition is shown', async () => {
  const first = await build('Payee,Amount,Paid on\nAlder,1.50,2025-04-30\nBirch,2,2025-05-01\n')
  const more = { contract: contractOf(first), previous: previousOf(first) }
  const broken = await build('Amount,Ward\nlots,North\nmany,South\nsome,East\n', more)
  assert.equal(broken.built, null)
  assert.deepEqual(broken.report.drift, [
    'The file has no column “Payee”.',
    '“Amount” held numbers, and in the file holds text.',
    'The file has no column “Paid on”.',
    'A new column “Ward” comes at the end.',
  ])
  assert.deepEqual(
    broken.report.decisions.map(({ kind }) => kind),
    ['breaking'],
  )
  const declared = await build('Amount,Ward\nlots,North\n', { ...more, options: { breaking: 'New system' } })
  assert.deepEqual(linesOf(declared), ['amount,ward', 'lots,North'])
  const added = await build('Paid on,Ward,Payee,Amount\n2025-05-02,North,Cedar,3\n', more)
  assert.deepEqual(linesOf(added), ['payee,amount,paid_on,ward', 'Cedar,3.00,2025-05-02,North'])
})

test('headings are found by synonym, asked about where only alike, and remembered once chosen', async () => {
  const first = await build('Supplier name,Amount\nAlder,1.50\n')
  const contract = contractOf(first).map((column) =>
    column.name === 'amount' ? { ...column, synonyms: ['Net value'] } : column,
  )
  const more = { contract, previous: previousOf(first) }
  const asked = await build('Suplier name,Net value\nBirch,2\n', more)
  assert.deepEqual(
    asked.report.mapping.map(({ column, heading, how }) => [column.name, heading, how]),
    [
      ['supplier_name', 'Suplier name', 'suggested'],
      ['amount', 'Net value', 'synonym'],
    ],
  )
  assert.deepEqual(
    asked.report.decisions.map(({ kind, column }) => [kind, column]),
    [['mapping', 'supplier_name']],
  )
  const chosen = await build('Suplier name,Net value\nBirch,2\n', {
    ...more,
    options: { mapping: { supplier_name: 'Suplier name' } },
  })
  assert.deepEqual(linesOf(chosen), ['supplier_name,amount', 'Birch,2.00'])
  assert.deepEqual(built(chosen).columns[0]?.synonyms, ['Suplier name'])
})

test('days that read both ways, rows that do not fit and headings that stand twice are for a person', async () => {
  const dates = await build('Paid on,N\n03/04/2025,1\n05/06/2025,2\n')
  assert.deepEqual(
    dates.report.decisions.map(({ kind, column }) => [kind, column]),
    [['dates', 'Paid on']],
  )
  const lines = linesOf(await build('Paid on,N\n03/04/2025,1\n', { options: { dates: 'month-first' } }))
  assert.deepEqual(lines, ['paid_on,n', '2025-03-04,1'])

  const rows = Array.from({ length: 30 }, (_, at) => `Area ${at},${at}.5`)
  const faulty = ['Area,Amount', ...rows, 'Hill,lots', 'Dale,1.5,extra', 'Moor,#REF!'].join('\n')
  const asked = await build(faulty)
  assert.deepEqual(
    asked.report.decisions.map(({ kind }) => kind),
    ['faulty-rows'],
  )
  const left = await build(faulty, { options: { leaveOutFaultyRows: true } })
  assert.equal(built(left).rows, 30)
  assert.ok(
    built(left).ledger.steps.some(({ change, count }) => change === 'faulty-rows-left-out' && count === 3),
  )

  const twice = await build('Area,Area\nNorth,South\n')
  assert.deepEqual(
    twice.report.decisions.map(({ kind }) => kind),
    ['accept'],
  )
  const accepted = await build('Area,Area\nNorth,South\n', { options: { accept: ['duplicate-label'] } })
  assert.deepEqual(linesOf(accepted), ['area,area_2', 'North,South'])
})

test('keys that do not tell rows apart are for a person; rows that stand twice are said', async () => {
  const text = 'Id,N\nA,1\nB,2\nA,3\n'
  const asked = await build(text, { primaryKey: ['id'] })
  assert.deepEqual(
    asked.report.decisions.map(({ kind, column }) => [kind, column]),
    [['duplicate-keys', 'id']],
  )
  assert.equal(built(await build(text, { primaryKey: ['id'], options: { primaryKey: ['id', 'n'] } })).rows, 3)
  const { report } = await build('Id,N\nA,1\nB,2\nA,1\n')
  assert.ok(report.check.faults.some(({ code, count }) => code === 'duplicate-row' && count === 1))
})

test('what changed is counted by key, and without one by whole rows', async () => {
  const first = await build('Id,Amount\nA,1.5\nB,2\nC,3\nC2,3\n', { options: { primaryKey: ['id'] } })
  const more = { contract: contractOf(first), previous: previousOf(first) }
  const text = 'Id,Amount\nA,1.50\nB,2.25\nD,4.125\nC2,3\n'
  const keyed = await build(text, { ...more, primaryKey: ['id'] })
  assert.deepEqual(built(keyed).difference, { from: 1, added: 1, removed: 1, changed: 1, same: 2 })
  const whole = await build(text, more)
  assert.deepEqual(built(whole).difference, { from: 1, added: 2, removed: 2, changed: 0, same: 2 })
})

test('an addition keeps the rows before it, whatever the order of its columns', async () => {
  const first = await build('Id,Amount\nA,1.5\nB,*\n')
  const next = await build('Amount,Id,Ward\n2.125,C,North\n', {
    contract: contractOf(first),
    previous: previousOf(first),
    updateMode: 'add',
  })
  assert.deepEqual(linesOf(next), ['id,amount,ward', 'A,1.500,', 'B,[c],', 'C,2.125,North'])
  assert.deepEqual(built(next).difference, { from: 1, added: 1, removed: 0, changed: 0, same: 2 })
})

test('a template makes the first contract, finds its columns and holds them to its values', async () => {
  const column = {
    name: 'open',
    title: 'Open',
    type: 'string',
    description: '',
    values: ['Yes', 'No'],
  } as const
  const contract = [
    { ...column, values: ['Yes', 'No'] },
    { name: 'n', title: 'N', type: 'integer', description: '', required: true } as const,
  ]
  const rows = Array.from({ length: 20 }, (_, at) => `${at % 2 ? 'yes' : 'No'},${at}`)
  const text = ['Open,N', ...rows, 'Perhaps,1', 'No,'].join('\n')
  const asked = await build(text, { contract })
  assert.deepEqual(
    asked.report.check.faults.map(({ code, column: title, rows: at }) => [code, title, at]),
    [
      ['constraint-error', 'Open', [22]],
      ['required-value', 'N', [23]],
    ],
  )
  const left = await build(text, { contract, options: { leaveOutFaultyRows: true } })
  assert.equal(built(left).rows, 20)
  assert.equal(linesOf(left)[2], 'Yes,1')
  const templated = await build('Supplier,Amount,Date,Service\nAlder Ltd,600,30/04/2025,Parks\n', {
    options: { template: 'spending-over-500' },
  })
  assert.ok(templated.report.mapping.some(({ how, heading }) => how === 'synonym' && heading === 'Date'))
})
