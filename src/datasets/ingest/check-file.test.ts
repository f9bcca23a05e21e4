import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import { bytesSource, type ByteSource } from './byte-source.ts'
import { checkFile, type Check, type CheckOptions } from './check-file.ts'
import { makeXlsx, zipParts } from './workbook.fixture.ts'

const check = (content: string | Uint8Array, options: CheckOptions = {}, name = 'made.csv'): Promise<Check> =>
  checkFile(
    bytesSource(name, typeof content === 'string' ? new TextEncoder().encode(content) : content),
    options,
  )
const faultsOf = ({ faults }: Check) =>
  faults.map(({ code, column, row, count }) => [code, column, row, count])
const typesOf = ({ columns }: Check) =>
  columns.map(({ name, type, kind }) => (kind === undefined ? `${name} ${type}` : `${name} ${type} ${kind}`))

test('a tidy file has nothing wrong with it', async () => {
  const found = await check(
    'Supplier,Paid on,Amount\r\nExample Ltd,30/04/2024,"1,234.50"\r\nSample Ltd,01/05/2024,7.00\r\n',
  )
  assert.deepEqual(found.faults, [])
  assert.deepEqual(
    [found.container, found.encoding, found.delimiter, found.headerRow, found.rows],
    ['csv', 'utf-8', ',', 0, 2],
  )
  assert.deepEqual(typesOf(found), ['supplier string', 'paid_on date', 'amount number money'])
  assert.equal(found.columns[1]?.format, '%d/%m/%Y')
  assert.equal(found.ledger.input.sha256.length, 64)
})

test('thousands of comma-only rows and empty columns are one line each, not a wall', async () => {
  const found = await check(`Body,Amount,,\n${'A,1.5,,\n'.repeat(40)}${',,,\n'.repeat(3000)}B,2.5,,\n`)
  assert.deepEqual([found.headings, found.rows, found.columns.length], [['Body', 'Amount'], 41, 2])
  assert.deepEqual(faultsOf(found), [['blank-row', null, 42, 3000]])
  assert.deepEqual(
    found.ledger.steps.map(({ change, count }) => [change, count]),
    [
      ['blank-rows-left-out', 3000],
      ['empty-columns-left-out', 2],
    ],
  )
})

test('headings: blank ones with data, repeated ones, and repeats further down', async () => {
  const found = await check(',,Code,Type,Code\nx,,1,a,2\ny,,3,b,4\n,,Code,Type,Code\nz,,5,c,6\n')
  assert.deepEqual(faultsOf(found), [
    ['blank-label', 'column 1', 1, 1],
    ['duplicate-label', 'Code', 1, 1],
    ['repeated-heading', null, 4, 1],
  ])
  assert.deepEqual(typesOf(found), ['column_1 string', 'code integer', 'type string', 'code_2 integer'])
  assert.deepEqual(
    found.columns.map(({ position }) => position),
    [1, 3, 4, 5],
  )
})

test('types are decided by all rows: one cell at the end of thousands is found, and masked', async () => {
  const found = await check(`Ref,Amount\n${'0123,1.50\n'.repeat(5000)}9,Mrs Example\n`)
  assert.deepEqual(typesOf(found), ['ref string code', 'amount number money'])
  assert.deepEqual(faultsOf(found), [['type-error', 'Amount', 5002, 1]])
  assert.equal(found.faults[0]?.value, 'Aaa Aaaaaaa')
  assert.ok(!JSON.stringify(found).includes('Mrs Example'))
})

test('days that could be read both ways are asked about, never guessed', async () => {
  const text = 'Date,Other\n03/04/2024,30/04/2024\n05/06/2024,01/02/2024\n'
  const found = await check(text)
  assert.deepEqual(faultsOf(found), [['ambiguous-date', 'Date', 2, 2]])
  assert.deepEqual(typesOf(found), ['date string', 'other date'])
  assert.deepEqual(found.columns[0]?.formats, ['%d/%m/%Y', '%m/%d/%Y'])
  const answered = await check(text, { dates: 'day-first' })
  assert.deepEqual([answered.faults, answered.columns[0]?.format], [[], '%d/%m/%Y'])
  const american = await check('Date\n04/30/2024\n05/06/2024\n')
  assert.deepEqual(faultsOf(american), [['month-first-date', 'Date', 2, 1]])
})

test('a date column names the days that do not exist', async () => {
  const found = await check(
    'Paid date,N\n30/04/2024,1\n31/02/2024,2\n13/05/2024,3\n00/01/1900,4\n2024-05-01,5\n',
  )
  assert.deepEqual(faultsOf(found), [['type-error', 'Paid date', 3, 2]])
})

test('missing values and suppressed numbers are counted, and a star among names is a redaction', async () => {
  const found = await check(
    'Supplier,Claims\n*,5\nExample Ltd,< 10\nN/A,*\nSample Ltd,-\n*,12\nExample plc,14\n',
  )
  assert.deepEqual(found.faults, [])
  assert.deepEqual(typesOf(found), ['supplier string', 'claims integer'])
  const { redacted, missing, suppressed } = found.ledger
  assert.deepEqual(redacted, [
    { column: 'Supplier', phrase: '*', reason: 'not stated', token: 'REDACTED', count: 2 },
  ])
  assert.deepEqual(missing, [
    { column: 'Supplier', token: 'N/A', count: 1 },
    { column: 'Claims', token: '-', count: 1 },
  ])
  assert.deepEqual(
    suppressed.map(({ token }) => token),
    ['< 10', '*'],
  )
})

test('redactions keep their phrase and reason; the firm with the word in its name stays', async () => {
  const found = await check(
    'Supplier Name,Amount\nREDACTED PERSONAL DATA,1\nredacted personal data,2\nRedacted - Commercial Sensitivity,3\nRedactive Publishing Ltd,4\n',
  )
  assert.deepEqual(
    found.ledger.redacted.map(({ phrase, reason, count }) => [phrase, reason, count]),
    [
      ['REDACTED PERSONAL DATA', 'personal data', 1],
      ['redacted personal data', 'personal data', 1],
      ['Redacted - Commercial Sensitivity', 'commercial', 1],
    ],
  )
  assert.equal(found.columns[0]?.redacted, 3)
})

test('ragged rows, totals and remarks at the foot are named by row', async () => {
  const found = await check(
    'Area,Type,Amount\nNorth,a,1\nSouth,b\nEast,c,3,stray\nWest,d,4\nGrand Total,,8\nSource: ledger,,\n',
  )
  assert.deepEqual(faultsOf(found), [
    ['extra-cell', null, 4, 1],
    ['missing-cell', null, 3, 1],
    ['total-row', null, 6, 1],
    ['note-row', null, 7, 1],
  ])
  assert.equal(found.rows, 6)
})

test('identifiers: UPRN, postcode, coordinates in the wrong place or the wrong system', async () => {
  const rows = ['100012345678,SW1A 1AA,-2.35,53.4', '200001,M17,-2.31,53.38', '3,EX1 1EX,53.41,-2.36']
  const found = await check(`UPRN,Postcode,GeoX,GeoY\n${[...rows, '1.0E+11,nowhere,-2.3,53.3'].join('\n')}\n`)
  assert.deepEqual(typesOf(found), [
    'uprn string uprn',
    'postcode string postcode',
    'geo_x number longitude',
    'geo_y number latitude',
  ])
  assert.deepEqual(faultsOf(found), [
    ['constraint-error', 'UPRN', 5, 1],
    ['constraint-error', 'Postcode', 5, 1],
    ['constraint-error', 'GeoX', 4, 1],
    ['constraint-error', 'GeoY', 4, 1],
  ])
  const metres = await check('Coordinate system,Easting,Northing\nWGS84,530949,175214\nWGS84,531178,175586\n')
  assert.deepEqual(faultsOf(metres), [['coordinate-system', 'Coordinate system', 2, 2]])
})

test('words that were encoded twice, lost letters and formulas are pointed at', async () => {
  const found = await check('Place,Note\nCafÃ© Example,Â£5\nCaf\uFFFD,=HYPERLINK(x)\nCafé,+44 20 7946 0000\n')
  assert.deepEqual(faultsOf(found), [
    ['encoding-error', 'Place', 2, 1],
    ['encoding-error', 'Place', 3, 1],
    ['encoding-error', 'Note', 2, 1],
    ['forbidden-value', 'Note', 3, 1],
  ])
})

test('a file that ends where a spreadsheet ends may have lost rows', async () => {
  const full = `Area,N\n${'North,1\n'.repeat(65_535)}`
  assert.deepEqual(faultsOf(await check(full)), [['row-count', null, 65_536, 1]])
  assert.deepEqual((await check(`${full}South,1\n`)).faults, [])
})

test('JSON: a list, a list inside, points, lines; and what is none', async () => {
  const inside = await check(
    '{"about":"x","grants":[{"id":"a","to":{"name":"N"},"sum":1.5},{"id":"b","sum":2}]}',
  )
  assert.deepEqual([inside.container, inside.headings, inside.rows], ['json', ['id', 'to/name', 'sum'], 2])
  const points = await check(
    '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"A"},"geometry":{"type":"Point","coordinates":[-2.3,53.4]}}]}',
  )
  assert.deepEqual(typesOf(points), ['name string', 'longitude number longitude', 'latitude number latitude'])
  assert.equal((await check('{"a":1}\n{"a":2}\n')).rows, 2)
  const broken = await check('{"a": "one",\n "b": "say "hi""}')
  assert.deepEqual(faultsOf(broken), [['format-error', null, null, 1]])
  assert.match(broken.faults[0]?.message ?? '', /line 2/)
  assert.ok(!JSON.stringify(broken).includes('say'))
})

test('what is no table is refused with advice', async () => {
  const kinds: [string, Uint8Array | string][] = [
    ['empty', ''],
    ['empty', ' \r\n \r\n'],
    ['xls', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1])],
    ['pdf', '%PDF-1.7 made'],
    ['html', '<html><table><tr><td>1</td></tr></table></html>'],
    ['binary', Uint8Array.from({ length: 3000 }, (_, at) => (at * 7919) % 251)],
    ['zip', Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0, 0])],
  ]
  for (const [container, content] of kinds) {
    const found = await check(content)
    assert.deepEqual([found.container, found.faults.length, found.rows], [container, 1, 0])
    assert.ok((found.faults[0]?.remedy ?? '').length > 20)
  }
})

test('a zip with one table is that table; with more, one must be named', async () => {
  const one = await check(
    zipParts({ '__MACOSX/._a.csv': 'x', '../../a.csv': 'Area,N\nNorth,1\n', 'readme.txt': 'About' }),
  )
  assert.deepEqual([one.container, one.inside, one.rows], ['zip', { name: 'a.csv', container: 'csv' }, 1])
  const two = zipParts({ 'a.csv': 'Area,N\nNorth,1\n', 'b.csv': 'Area,N\nNorth,1\nSouth,2\n' })
  assert.deepEqual(faultsOf(await check(two)), [['sheet-choice', null, null, 1]])
  assert.equal((await check(two, { sheet: 'b.csv' })).rows, 2)
})

test('a zip that would fill the disk is not unpacked', async () => {
  const claiming = (size: number): Uint8Array => {
    const bytes = zipParts({ 'a.csv': '0'.repeat(100_000) })
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    const directory = view.getUint32(bytes.length - 22 + 16, true)
    view.setUint32(directory + 24, size, true)
    return bytes
  }
  const bomb = await check(claiming(200 * 1024 * 1024))
  assert.deepEqual(faultsOf(bomb), [['compression-error', null, null, 1]])
  assert.match(bomb.faults[0]?.message ?? '', /not opened/)
  assert.match((await check(claiming(10))).faults[0]?.message ?? '', /more than the zip says/)
})

test('ten thousand columns, one cell of five megabytes, one cell alone', async () => {
  const numbers = Array.from({ length: 10_000 }, (_, at) => at)
  const wide = await check(`${numbers.map((at) => `c${at}`).join()}\n${numbers.join()}\n`)
  assert.deepEqual([wide.columns.length, wide.faults.length], [10_000, 0])
  const long = await check(`id,text\n1,"${'a line\n'.repeat(800_000)}"\n2,b\n`)
  assert.deepEqual([long.rows, long.headings], [2, ['id', 'text']])
  assert.deepEqual(faultsOf(await check('alone')), [['table-dimensions', null, null, 1]])
})

test('no bytes and no damage make a check throw', async () => {
  const never = async (bytes: Uint8Array): Promise<void> => {
    const found = await check(bytes)
    assert.doesNotMatch(JSON.stringify(found.faults), /undefined|NaN/)
  }
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), never), { numRuns: 200 })
  const pieces = [
    'a',
    'B',
    '1',
    ',',
    '"',
    '\n',
    '\r',
    ';',
    '\t',
    '£',
    '-',
    '(',
    '%',
    '*',
    '{',
    '[',
    '\0',
    'Total',
    '3/4/2024',
  ]
  const text = fc.string({ unit: fc.constantFrom(...pieces), maxLength: 80 })
  await fc.assert(
    fc.asyncProperty(text, (made) => never(new TextEncoder().encode(made))),
    { numRuns: 400 },
  )
  const book = makeXlsx([
    {
      name: 'A',
      rows: [
        ['Supplier', 'Amount'],
        ['Example Ltd', 5],
        ['Sample Ltd', 6],
      ],
    },
  ])
  const edit = fc.tuple(fc.nat(book.length - 1), fc.nat(255))
  await fc.assert(
    fc.asyncProperty(
      fc.array(edit, { minLength: 1, maxLength: 5 }),
      fc.nat(book.length),
      async (edits, cut) => {
        const damaged = Uint8Array.from(book)
        for (const [at, value] of edits) damaged[at] = value
        await never(damaged)
        await never(damaged.subarray(0, cut))
      },
    ),
    { numRuns: 200 },
  )
})

test('a long file is read in pieces and its memory is let go', async () => {
  const line = new TextEncoder().encode(
    'A supplier with a long name,2024-04-30,1234.50,a narrative of some length\n',
  )
  const block = Buffer.concat(Array.from({ length: 2000 }, () => line))
  const heading = new TextEncoder().encode('Supplier,Paid,Amount,Narrative\n')
  const source: ByteSource = {
    name: 'long.csv',
    size: 0,
    async *chunks() {
      yield heading
      for (let n = 0; n < 400; n++) yield Uint8Array.from(block)
    },
  }
  const before = process.memoryUsage().rss
  const found = await checkFile(source)
  assert.equal(found.rows, 800_000)
  // The text is 60 MB of bytes; kept whole as rows it would take over 300 MB.
  assert.ok(process.memoryUsage().rss - before < 150 * 1024 * 1024)
})

test('a file whose line never ends is refused before memory is', async () => {
  const piece = new Uint8Array(16 * 1024 * 1024).fill(120)
  const endless: ByteSource = {
    name: 'endless.csv',
    size: piece.length * 5,
    async *chunks() {
      for (let turn = 0; turn < 5; turn += 1) yield piece
    },
  }
  const found = await checkFile(endless)
  assert.deepEqual([faultsOf(found)[0]?.[0], found.rows], ['format-error', 0])
  assert.match(found.faults[0]?.message ?? '', /longer than 64 million characters/)
})
