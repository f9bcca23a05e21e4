import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import { classifyCell, numberOf } from './cell-class.ts'
import { redactionReason } from './redacted-phrase.ts'

const classes: Record<string, string> = {
  '12': 'integer',
  '-12': 'integer',
  '007': 'leading-zero',
  '1234567890123456': 'long-integer',
  '1.50': 'decimal',
  '1,234': 'grouped-integer',
  '1,234.50': 'grouped',
  '12,34': 'text',
  '£1,234.50': 'money',
  '-£3': 'money',
  '(1,234.50)': 'bracketed',
  '(1,234.50': 'text',
  '5.00-': 'bracketed',
  '12.5%': 'percentage',
  '1.2E+11': 'scientific',
  Yes: 'boolean',
  FALSE: 'boolean',
  '2024-02-29': 'date-iso',
  '2023-02-29': 'text',
  '30/04/2024': 'date-day-first',
  '30.04.24': 'date-day-first',
  '04/30/2024': 'date-month-first',
  '03/04/2024': 'date-either',
  '04/04/2024': 'date-same',
  '31/02/2024': 'text',
  '1 May 2024': 'date-named',
  '01-Apr-24': 'date-named',
  '30/04/2024 14:05': 'datetime-day-first',
  '2024-04-30T14:05:00Z': 'datetime-iso',
  '2024-04-30T01:00:00': 'datetime-midnight',
  'SW1A 1AA': 'postcode',
  M17: 'postcode-part',
  'https://example.org/a': 'uri',
  'N/A': 'missing',
  '#N/A': 'missing',
  '-': 'soft-missing',
  Nil: 'soft-missing',
  '*': 'star',
  '< 10': 'suppressed',
  '[c]': 'suppressed',
  '#REF!': 'formula-error',
  '.': 'soft-missing',
  'Example Ltd': 'text',
}

test('each cell is what a finance officer would say it is', () => {
  assert.deepEqual(
    Object.fromEntries(Object.keys(classes).map((text) => [text, classifyCell(text)])),
    classes,
  )
})

test('a number is read whatever it is dressed in', () => {
  const dressed = ['£1,234.50', '(£1,234.50)', '1,234.50-', '1,234.50 CR', '-1234.5', '12.5%']
  assert.deepEqual(dressed.map(numberOf), [1234.5, -1234.5, -1234.5, -1234.5, -1234.5, 12.5])
  assert.ok(Number.isNaN(numberOf('none')))
})

test('every amount written the British way is a number and reads back as itself', () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (pence) => {
      const text = (pence / 100).toLocaleString('en-GB', { style: 'currency', currency: 'GBP' })
      assert.equal(classifyCell(text), 'money')
      assert.equal(numberOf(text), pence / 100)
    }),
  )
})

test('a cell that was redacted is known by all its words, with the reason given', () => {
  const phrases: Record<string, string | null> = {
    Redacted: 'not stated',
    'DETAILS REDACTED': 'not stated',
    'REDACTED PERSONAL DATA': 'personal data',
    'Redacted -Personal Data': 'personal data',
    'Personal details not supplied (NDR)': 'personal data',
    '[Name withheld under s40(2)]': 'personal data',
    'REDACTED COMMERCIAL CONFIDENTIALITY': 'commercial',
    'Redacted - Commercial Sensitivity': 'commercial',
    'THIRD PARTY SUPPLIER': 'not stated',
    'Redacted payment to individual': 'personal data',
    'Redacted Personal Data - Care Leaver': 'personal data',
    'Private Individual': 'personal data',
    'Redactive Publishing Ltd': null,
    'REDACTIVE MEDIA SALES LIMITED': null,
    'PRIVACY & DATA PROTECTION LTD': null,
    'Redacted Records Ltd': null,
    'Withheld tax payment, Example Ltd': null,
    'Third Party Payments': null,
    'Redaction Services Limited': null,
    'Confidential Shredding Ltd': null,
  }
  for (const [phrase, reason] of Object.entries(phrases))
    assert.equal(redactionReason(phrase, 'Supplier Name'), reason, phrase)
  assert.equal(redactionReason('Third Party', 'Expenditure type'), null)
})
