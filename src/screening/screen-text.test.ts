import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../test/support/property.ts'
import type { Entity } from './finding.ts'
import { screenText } from './screen-text.ts'

const found = (text: string, minScore = 0.5): [Entity, string][] =>
  screenText(text, { minScore }).map(({ entity, start, end }) => [entity, text.slice(start, end)])

test('numbers of the state are found where they check out and stand like themselves', () => {
  assert.deepEqual(found('Her NHS number is 943 476 5919.'), [['UK_NHS', '943 476 5919']])
  assert.deepEqual(found('Her NHS number is 943 476 5918.'), [])
  assert.deepEqual(found('NI: QQ123456C'), [])
  assert.deepEqual(found('NI: AB123456C'), [['UK_NINO', 'AB123456C']])
  assert.deepEqual(found('passport no. 123456788'), [['UK_PASSPORT', '123456788']])
  assert.deepEqual(found('parked his car AB51 ABC outside'), [['UK_VEHICLE_REGISTRATION', 'AB51 ABC']])
  assert.deepEqual(found('driver MORGA657054SM9IJ'), [['UK_DRIVING_LICENCE', 'MORGA657054SM9IJ']])
})

test('a passing checksum alone, in prose, is not taken for certainty', () => {
  assert.deepEqual(found('Order 9434765919 was sent.'), [])
  assert.equal(screenText('Order 9434765919 was sent.', { minScore: 0.1 })[0]?.reason, 'check digit only')
  assert.deepEqual(found('9434765919')[0], ['UK_NHS', '9434765919'])
})

test('bank details are found beside one another; a date in pairs of figures is none', () => {
  assert.deepEqual(found('Pay to 12-34-56 12345678 please'), [
    ['UK_SORT_CODE', '12-34-56'],
    ['UK_BANK_ACCOUNT', '12345678'],
  ])
  assert.deepEqual(found('The meeting on 12-05-24 was long.'), [])
  assert.deepEqual(found('IBAN GB33 BUKB 2020 1555 5555 55 for payment'), [
    ['IBAN_CODE', 'GB33 BUKB 2020 1555 5555 55'],
  ])
  assert.deepEqual(found('IBAN GB34 BUKB 2020 1555 5555 55'), [])
})

test('contacts of a person are found, those of an organisation are left', () => {
  assert.deepEqual(found('write to a.specimen@example.org or ring 07700 900123'), [
    ['EMAIL_ADDRESS', 'a.specimen@example.org'],
    ['UK_PHONE', '07700 900123'],
  ])
  assert.deepEqual(found('foi@example.org; customer services 0303 123 1113'), [])
  assert.deepEqual(found('12 Sample Close, Exampleton, CV1 5RR'), [
    ['UK_ADDRESS', '12 Sample Close, Exampleton, CV1 5RR'],
    ['UK_POSTCODE', 'CV1 5RR'],
  ])
  assert.deepEqual(found('Specimen Builders Ltd, 12 Sample Close, Exampleton, CV1 5RR'), [])
})

test('days of birth and ages need words that say so', () => {
  assert.deepEqual(found('born on 3 May 1984, aged 42'), [
    ['DATE_OF_BIRTH', '3 May 1984'],
    ['AGE', '42'],
  ])
  assert.deepEqual(found('The contract began on 3 May 1984 and ran 42 months. Adults aged 18 and over.'), [])
})

test('identifiers are found as people write them', () => {
  const cases: [Entity, string, string][] = [
    ['UK_NINO', 'his NI number is QQ 12 34 56 C', 'QQ 12 34 56 C'],
    ['UK_VEHICLE_REGISTRATION', 'his car, ab12cde', 'ab12cde'],
    ['EMAIL_ADDRESS', 'email me at kofi dot mensah at example dot org', 'kofi dot mensah at example dot org'],
    ['EMAIL_ADDRESS', 'or a.vale (at) example.org', 'a.vale (at) example.org'],
    ['UK_PHONE', 'on (01632) 960 118 ext. 4471', '(01632) 960 118 ext. 4471'],
    ['UK_POSTCODE', 'i live at the mill, exampleton cv12ab', 'cv12ab'],
    ['DATE_OF_BIRTH', 'aged 43 (b. 1982)', '1982'],
    ['AGE', 'Tom Okafor, 12, and Ngozi Okafor came', '12'],
    [
      'UK_ADDRESS',
      'Owner, 12 sycamore avenue\nexampleton\ncv2 7hh',
      '12 sycamore avenue\nexampleton\ncv2 7hh',
    ],
  ]
  for (const [entity, text, expected] of cases)
    assert.ok(
      found(text).some(([kind, words]) => kind === entity && words === expected),
      `${text}: ${JSON.stringify(found(text))}`,
    )
  assert.deepEqual(found('look at the dot matrix printer'), [])
  assert.deepEqual(found('reference ab12cde'), [])
})

test('statements of the guarded kinds are found whole; policy about them is not', () => {
  const cases: [Entity, string][] = [
    ['SPECIAL_CATEGORY_HEALTH', 'She was diagnosed with epilepsy in March'],
    ['SPECIAL_CATEGORY_UNION', 'He is a member of UNISON'],
    ['SPECIAL_CATEGORY_SEX_LIFE', 'who identifies as gay'],
    ['CRIMINAL_OFFENCE', 'was convicted of theft'],
    ['PERSONAL_FINANCE', 'Savings: £12,000'],
    ['PROTECTED_SPECIES_LOCATION', 'badger sett located at SK 123 456'],
  ]
  for (const [entity, text] of cases)
    assert.ok(
      found(text).some(([kind]) => kind === entity),
      text,
    )
  assert.deepEqual(found('Our policy: staff diagnosed with long-term illness are supported'), [])
})

test('places are counted in UTF-16 units, and any text is read without falling over', () => {
  const text = '🦡 mail: a@example.org'
  const [finding] = screenText(text)
  assert.equal(text.slice(finding?.start, finding?.end), 'a@example.org')
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.string({ maxLength: 200 }), (a, b) => {
      for (const { start, end, score } of screenText(`${a} 943 476 5919 ${b}@example.org`, { minScore: 0 })) {
        assert.ok(start >= 0 && end > start && end <= a.length + b.length + 40)
        assert.ok(score >= 0 && score <= 1)
      }
    }),
  )
})

test('long runs that nearly match take no longer than their length', () => {
  for (const piece of ['1 ', '12 Sample ', 'a.', '0 0-', 'x@y.', 'ab:', 'GB33 '])
    assert.ok(Array.isArray(screenText(piece.repeat(40_000))), piece)
})

test('the age of a person is found, that of a building or a group is none', () => {
  for (const [text, age] of [
    ['a man in his 80s', '80s'],
    ['Pensioner (88 yrs) lives alone', '88'],
    ['my daughter Aaliyah, 6. He', '6'],
    ['My neighbour (she’s 86) tripped', '86'],
  ] as const)
    assert.deepEqual(
      found(text).filter(([entity]) => entity === 'AGE'),
      [['AGE', age]],
    )
  for (const text of [
    'The library is 112 years old.',
    'Minimum age 18.',
    'The average age of members is 61.',
  ])
    assert.deepEqual(found(text), [], text)
})

test('homes without a street or a number are found where words say so; a public building is left', () => {
  assert.deepEqual(found('Home: The Gables\nPound Lane\nNether Exampleton')[0]?.[0], 'UK_ADDRESS')
  assert.deepEqual(found('Property: 1 Glebe Cottages, Long Exampleton')[0]?.[0], 'UK_ADDRESS')
  assert.deepEqual(found('Town Hall, Market Square, Exampleton EX1 1AA'), [])
  assert.deepEqual(found('For enquiries call the contact centre on 01632 960 001.'), [])
  assert.deepEqual(found('Ring him in France: 0033 6 12 34 56 78')[0]?.[0], 'PHONE_NUMBER')
})

test('statements are found in the ways people make them', () => {
  for (const [text, entity] of [
    ['She’s pregnant.', 'SPECIAL_CATEGORY_HEALTH'],
    ['a boy with autism', 'SPECIAL_CATEGORY_HEALTH'],
    ['He describes himself as White Irish.', 'SPECIAL_CATEGORY_ETHNICITY'],
    ['He is a Reform UK supporter.', 'SPECIAL_CATEGORY_POLITICAL'],
    ['His Unite membership was the reason.', 'SPECIAL_CATEGORY_UNION'],
    ['He was jailed for four years.', 'CRIMINAL_OFFENCE'],
    ['Monthly income: £1,120', 'PERSONAL_FINANCE'],
  ] as const)
    assert.deepEqual(
      found(text).map(([kind]) => kind),
      [entity],
      text,
    )
})
