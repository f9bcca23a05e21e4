import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import { screenText, type ScreenOptions } from '../index.ts'
import { findPeople } from './find-people.ts'
import { isOneOff } from './parties.ts'

const names = (text: string, options: ScreenOptions = {}): string[] =>
  screenText(text, options)
    .filter(({ entity }) => entity === 'PERSON')
    .map(({ start, end }) => text.slice(start, end))

test('people are found in letters, notes, forms and cells; titles stay outside the finding', () => {
  const cases: [string, string[]][] = [
    [
      'Dear Mrs Okafor,\n\nThank you for your letter.\n\nYours sincerely,\n\nTomasz Zielinski\nHousing Officer',
      ['Okafor', 'Tomasz Zielinski'],
    ],
    ['Her son Tom was with Siân Llewellyn-Price at the time.', ['Tom', 'Siân Llewellyn-Price']],
    ['Tenant: Mr. J. van der Berg', ['J. van der Berg']],
    ['Thanks\nKev', ['Kev']],
    ['Ngozi told me that Gary Arrowsmith’s dog had bitten her.', ['Ngozi', 'Gary Arrowsmith']],
    ['MARGARET O’NEILL', ['MARGARET O’NEILL']],
    ['Patel, Nisha', ['Patel, Nisha']],
    ['my name is wendy hargreaves and my bin was missed', ['wendy hargreaves']],
  ]
  for (const [text, expected] of cases) {
    const found = names(text)
    for (const name of expected)
      assert.ok(
        found.some((each) => each === name) || name.split(', ').every((part) => found.includes(part)),
        `${name} in ${text}: ${found.join('; ')}`,
      )
  }
})

test('firms, places, statutes, days and words that are also names are left', () => {
  for (const text of [
    'Under the Freedom of Information Act 2000 you may ask for an internal review.',
    'Will you mark the form? May I have a grant? Hope this helps.',
    'The road works on Victoria Street and Church Lane end in August.',
    'Taylor Wimpey and John Lewis met Lincoln City Council at Stanley Hall.',
    "St Mary's Primary School, Francis Road",
    'Argyll and Bute Council answered on Monday.',
    'Environmental Impact Assessment',
    'FUEL STOCK AND PRINTER RENTAL',
    'We bought three MOTs and use SharePoint for FOIs.',
  ])
    assert.deepEqual(names(text), [], text)
})

test('names in a public office stay, there and later in the text; a low score says so', () => {
  const text =
    'Cllr Imelda Frost asked about Mrs Okafor. Frost was told by Philippa Stone, Chief Executive, to wait. The Mayor, Raj Bassi, agreed.'
  assert.deepEqual(names(text), ['Okafor'])
  assert.ok(screenText(text, { minScore: 0.3 }).some(({ reason }) => reason.includes('public office')))
  assert.deepEqual(names('Councillors Frost, Bassi and Adeyemi voted against.'), [])
  assert.deepEqual(names('Helen Davies on behalf of the National Allotment Society'), [])
  assert.deepEqual(names('Helen Davies on behalf of her mother'), ['Helen Davies'])
})

test('a name met once in full is found again where it stands alone', () => {
  const text = 'Delphine Carrow rang.\n\nNote for file: keys to be given to Carrow only.'
  assert.deepEqual(names(text), ['Delphine Carrow', 'Carrow'])
})

test('where a word stands says that it is a name: in lists of who was there, capitals first, before what people do', () => {
  const cases: [string, string[]][] = [
    ['From: Fatima Begum <fatima.begum@example.com>', ['Fatima Begum']],
    [
      'Apologies: Will Hunter, Penny Banks (Clerk) and Dawn Cook',
      ['Will Hunter', 'Penny Banks', 'Dawn Cook'],
    ],
    ['Refund to HUNTER, Will £40.00', ['HUNTER, Will']],
    ['Action: Grace to email the office.', ['Grace']],
    ['Mark confirmed that the hedge had gone.', ['Mark']],
    ['Known as: Harps', ['Harps']],
    ['We heard the Okafors next door.', ['Okafors']],
    ['On Monday Sgt Hope and Pte Akers came.', ['Hope', 'Akers']],
  ]
  for (const [text, expected] of cases) {
    const found = names(text)
    for (const name of expected)
      assert.ok(
        found.includes(name) || name.split(', ').every((part) => found.includes(part)),
        `${name} in ${text}: ${found.join('; ')}`,
      )
  }
})

test('a word that is a name is one everywhere, once the text has it in full', () => {
  const text =
    'Present: Rose West (Clerk), A. Khan. Rose agreed. Rose to send the plan; AK to check. Rose Road is shut.'
  assert.deepEqual(names(text), ['Rose West', 'A. Khan', 'Rose', 'Rose', 'AK'])
  assert.deepEqual(names('Rose to 5% in May. Mark as read. AK to check.'), [])
})

test('laws, illnesses, ships, families of streets and reported cases are left', () => {
  for (const text of [
    'Martha’s Law and Clare’s Law were discussed.',
    'Guidance on Parkinson’s, Crohn’s disease, Down syndrome and Bell’s palsy.',
    'RRS Sir David Attenborough is in the reading challenge.',
    'In R v Hargreave the court held so; see Donoghue v Stevenson [1932] AC 562.',
    'The Barnett formula and the Marcus Rashford mural',
    'The stations open in May and August.',
  ])
    assert.deepEqual(names(text), [], text)
})

test('people of the case are found in every form; kept names are not', () => {
  const text = 'J. Specimen rang. specimen is upset, and Mr Specimin too. JS wrote. SPECIMEN, Joanna'
  assert.deepEqual(
    names(text, { names: false, parties: ['Joanna Specimen'] }),
    ['J. Specimen', 'specimen', 'Specimin', 'JS', 'SPECIMEN, Joanna'].flatMap((each) =>
      each.includes(',') ? ['SPECIMEN', 'Joanna'] : [each],
    ),
  )
  assert.deepEqual(
    names('Minutes of 4 March, heard from Ms Marshe', { names: false, parties: ['Ann Marsh'] }),
    ['Marshe'],
  )
  assert.deepEqual(names('Signed by Delphine Carrow for Tom Okafor', { keep: ['Delphine Carrow'] }), [
    'Tom Okafor',
  ])
  assert.ok(
    isOneOff('specimen', 'specimn') && isOneOff('specimen', 'sepcimen') && !isOneOff('specimen', 'specimxy'),
  )
})

test('names in addresses of machines are part of those, and any text is read without falling over', () => {
  assert.deepEqual(names('see https://example.org/users/sam.specimen'), [])
  assert.deepEqual(names('sam.specimen@example.org'), [])
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      for (const { start, end, score } of findPeople(`${text} Tom Okafor ${text}`))
        assert.ok(start >= 0 && end > start && end <= text.length * 2 + 12 && score >= 0 && score <= 1)
    }),
  )
})

test('a text longer than the columns of words is read to its end', () => {
  const text = `${'the bins were late again and nobody came to see about it\n'.repeat(3000)}Delphine Carrow rang.`
  assert.deepEqual(names(text), ['Delphine Carrow'])
  assert.equal(findPeople('Tom '.repeat(40_000)).length > 0, true)
})

test('what bears a name is told from who bears it: wards, shops, firms, houses, peers', () => {
  for (const text of [
    'Oak, Elm and Willow wards have lost 40 trees.',
    'A coach will stop at Miss Havisham’s Tea Room.',
    'The survey was done by H. J. Daniels & Son.',
    'She was moved to Mulberry House.',
    'There was a fire in Hunter’s Lane near the Duke of Wellington.',
    'The meeting is in Keir Hardie room.',
  ])
    assert.deepEqual(names(text), [], text)
})

test('names are found where logs, chats and notes put them', () => {
  assert.deepEqual(names('Benedikt Aust: I locked it!\nRoz: no'), ['Benedikt Aust', 'Roz'])
  assert.deepEqual(names('Ashes to be scattered by Gill and Barry.'), ['Gill', 'Barry'])
  assert.deepEqual(names('i was in care under jenny wells, social worker'), ['jenny wells'])
  assert.deepEqual(names('Ms Bo Abernathy is warden. The Abernathys cut down the ash.'), [
    'Bo Abernathy',
    'Abernathys',
  ])
  assert.deepEqual(names('Present: Lionel, Mo, Zbysla, Jun'), ['Lionel', 'Mo', 'Zbysla', 'Jun'])
})

test('an office is whose it says: past a semicolon another begins, and the head of a year is no senior officer', () => {
  assert.deepEqual(names('Fiona Hartnell, Director of Homes; Olga Banik, Scrutiny Officer'), ['Olga Banik'])
  assert.deepEqual(names('Mr Stubbs (Head of Year 9) will ring.'), ['Stubbs'])
  assert.deepEqual(
    names('Returning officer: Miss C. Dunmore. Our chief executive, Dominic Thackray, came.'),
    [],
  )
})
