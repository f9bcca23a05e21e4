import assert from 'node:assert/strict'
import { test } from 'node:test'
import { catalogues, checkWording, isWordingKey, placeholdersIn, resolveWording } from './index.ts'
import type { Catalogue, WordingOverride } from './index.ts'
import { english } from './english.ts'
import { sayDay, sayDeadline } from './dates.ts'

const own = (change: Partial<WordingOverride>): WordingOverride => ({
  key: 'salutation.unknown',
  locale: 'en',
  version: 1,
  text: 'Dear applicant',
  ...change,
})

test('a key says its words with the places filled', () => {
  const wording = resolveWording(catalogues)
  assert.ok(wording.ok)
  assert.equal(wording.value.say('salutation.named', { name: 'Robin Sample' }), 'Dear Robin Sample')
  assert.equal(wording.value.say('salutation.unknown'), 'Dear Sir or Madam')
})

test('a value that looks like a place is printed as it is', () => {
  const wording = resolveWording(catalogues)
  assert.ok(wording.ok)
  const values = { act: '{subject}', subject: '{act} $& $1' }
  assert.equal(wording.value.say('subject', values), '{subject}: {act} $& $1')
})

test('the highest version of an authority’s own text counts, and is reported', () => {
  const wording = resolveWording(catalogues, [own({ version: 2, text: 'Hello' }), own({ version: 1 })])
  assert.ok(wording.ok)
  assert.equal(wording.value.say('salutation.unknown'), 'Hello')
  assert.deepEqual(wording.value.versions, { 'salutation.unknown': 2 })
})

test('an own text that cannot be used is refused with the key and the reason', () => {
  const cases: [Partial<WordingOverride>, RegExp][] = [
    [{ key: 'salutation.unkown' }, /no wording called “salutation\.unkown”/],
    [{ key: 'toString' }, /no wording called/],
    [{ text: '  ' }, /Enter the words/],
    [{ text: 'Dear {name}' }, /cannot use \{name\}\. It has no places to fill/],
    [{ key: 'salutation.named', text: 'Dear {nmae}' }, /cannot use \{nmae\}\. It may use \{name\}/],
    [{ key: 'rights.review.foia', text: 'Ask by {lastDay}.' }, /must keep \{reference\}/],
    [{ text: 'Dear {' }, /a “\{” that is not part/],
  ]
  for (const [change, message] of cases) {
    const refused = resolveWording(catalogues, [own(change)])
    assert.ok(!refused.ok)
    assert.match(refused.fields?.map((error) => error.message).join('\n') ?? '', message)
    assert.ok(checkWording(own(change)).every((error) => error.field === own(change).key))
  }
})

test('every Welsh text fills the same places as the English one', () => {
  for (const [key, text] of Object.entries(catalogues.cy)) {
    assert.ok(isWordingKey(key), key)
    assert.deepEqual(placeholdersIn(text), placeholdersIn(english[key]), key)
  }
})

test('a letter is in Welsh only when every word of it is', () => {
  const empty = resolveWording(catalogues, [own({ locale: 'cy', text: 'Annwyl Syr neu Fadam' })], 'cy')
  assert.ok(empty.ok)
  assert.equal(empty.value.locale, 'en')
  assert.equal(empty.value.say('salutation.unknown'), 'Dear Sir or Madam')
  assert.equal(empty.value.missing.length, Object.keys(english).length - 1)

  const cy: Catalogue = Object.fromEntries(Object.entries(english).map(([key, text]) => [key, `cy ${text}`]))
  const whole = resolveWording(
    { en: english, cy },
    [own({ locale: 'cy', text: 'Annwyl Syr neu Fadam' })],
    'cy',
  )
  assert.ok(whole.ok)
  assert.equal(whole.value.locale, 'cy')
  assert.deepEqual(whole.value.missing, [])
  assert.equal(whole.value.say('salutation.unknown'), 'Annwyl Syr neu Fadam')
  assert.equal(whole.value.say('closing.named'), 'cy Yours sincerely')
})

test('dates are said in the letter’s language', () => {
  const date = Temporal.PlainDate.from('2026-01-14')
  assert.equal(sayDay(date, 'en'), '14 January 2026')
  assert.equal(sayDeadline(date, 'en'), 'Wednesday 14 January 2026')
  assert.equal(sayDay(date, 'cy'), '14 Ionawr 2026')
  assert.equal(sayDeadline(date, 'cy'), 'Dydd Mercher 14 Ionawr 2026')
})
