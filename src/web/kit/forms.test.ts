import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import { toFormView } from './form-view.ts'
import { cleanText, readForm } from './forms.ts'

test('text is trimmed, collapsed, and kept as entered when it is too long', () => {
  const form = readForm({ name: '  Sam \t Taylor ', note: 'a\r\n\r\n b  ', long: 'x'.repeat(11) })
  assert.equal(form.text('name', { required: 'Enter your name' }), 'Sam Taylor')
  assert.equal(form.text('note', { multiline: true }), 'a\n\n b')
  form.text('long', { most: 10, label: 'Your answer' })
  form.text('absent', { required: 'Enter something' })
  assert.deepEqual(form.state(), {
    values: { name: 'Sam Taylor', note: 'a\n\n b', long: 'x'.repeat(11), absent: '' },
    errors: [
      { field: 'long', message: 'Your answer must be 10 characters or fewer' },
      { field: 'absent', message: 'Enter something' },
    ],
  })
})

test('a character is what a person counts, not a UTF-16 unit', () => {
  const form = readForm({ name: '😀'.repeat(10) })
  form.text('name', { most: 10 })
  assert.ok(form.ok)
})

test('cleaned text is well formed, free of control characters, and stays the same when cleaned again', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.array(fc.integer({ min: 0, max: 0xffff })),
      fc.boolean(),
      (text, units, lines) => {
        const cleaned = cleanText(text + String.fromCharCode(...units), lines)
        assert.ok(cleaned.isWellFormed())
        assert.doesNotMatch(cleaned, /(?![\t\n])[\p{Cc}\ufffd-\uffff]/u)
        assert.equal(cleanText(cleaned, lines), cleaned)
      },
    ),
  )
})

test('a date names the box that is wrong', () => {
  const read = (day: string, month: string, year: string) => {
    const form = readForm({ 'due-day': day, 'due-month': month, 'due-year': year })
    return {
      date: form.day('due', { label: 'The date', required: 'Enter the date' })?.toString(),
      errors: form.state().errors,
    }
  }
  assert.equal(read('14', 'Jan', '2026').date, '2026-01-14')
  assert.deepEqual(read('', '', '').errors, [{ field: 'due-day', message: 'Enter the date' }])
  assert.deepEqual(read('14', '', '').errors, [
    { field: 'due-month', message: 'The date must include a month and year' },
  ])
  assert.deepEqual(read('31', '2', '2026').errors, [
    { field: 'due-day', message: 'The date must be a real date, like 14 1 2026' },
  ])
})

test('choices outside those offered are refused', () => {
  const form = readForm({ one: 'c', many: ['a', 'z'], number: '1,204' })
  assert.equal(form.choice('one', ['a', 'b'], { required: 'Select one' }), null)
  assert.deepEqual(form.choices('many', ['a', 'b']), ['a'])
  assert.equal(form.wholeNumber('number', { label: 'Hours' }), 1204)
  assert.deepEqual(form.state().errors, [{ field: 'one', message: 'Select one' }])
})

test('anything that is not a form reads as an empty one', () => {
  for (const body of [null, undefined, 'text', 4, [], { name: { toString: 1 } }, { name: [[]] }]) {
    assert.equal(readForm(body).text('name'), '')
  }
  assert.equal(readForm({}).text('constructor'), '')
})

test('each message links to its field', () => {
  const view = toFormView({
    values: {},
    errors: [
      { field: 'parts[2].outcome', message: 'Select an outcome' },
      { field: 'name', message: 'first' },
      { field: 'name', message: 'second' },
    ],
  })
  assert.deepEqual(view.summary[0], { text: 'Select an outcome', href: '#parts-2-outcome' })
  assert.equal(view.messages['name'], 'first')
})
