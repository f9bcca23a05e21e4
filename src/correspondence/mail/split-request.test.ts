import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import { detectRegimeHints } from './regime-hints.ts'
import { suggestParts, withoutMarker } from './split-request.ts'
import { suggestTitle } from './suggest-title.ts'

const squeeze = (text: string) => text.replace(/\s+/g, '')

test('lists of every common style', () => {
  const lists: Record<string, [string, string]> = {
    number: ['1. How many trees?', '2. What did they cost?'],
    bracket: ['1) How many trees?', '2) What did they cost?'],
    both: ['(1) How many trees?', '(2) What did they cost?'],
    question: ['Q1 How many trees?', 'Q2. What did they cost?'],
    words: ['Question 1: How many trees?', 'Question 2: What did they cost?'],
    letter: ['a) How many trees?', 'b) What did they cost?'],
    roman: ['i) How many trees?', 'ii) What did they cost?'],
    dot: ['· How many trees?', '· What did they cost?'],
    dash: ['- How many trees?', '- What did they cost?'],
  }
  for (const [style, [first, second]] of Object.entries(lists)) {
    const { preamble, parts, closing } = suggestParts(
      `Dear council,\n\nPlease tell me:\n\n${first}\n  in all\n${second}\n\nYours faithfully,\nR`,
    )
    assert.equal(preamble, 'Dear council,\n\nPlease tell me:', style)
    assert.deepEqual(parts, [`${first}\n  in all`, second], style)
    assert.equal(closing, 'Yours faithfully,\nR', style)
    assert.equal(withoutMarker(second), 'What did they cost?', style)
  }
})

test('a list inside a list stays with its part', () => {
  const { parts } = suggestParts('1. Bins:\na) green\nb) black\n2. Trees\n3. Noise')
  assert.deepEqual(parts, ['1. Bins:\na) green\nb) black', '2. Trees', '3. Noise'])
})

test('numbers and dates that begin a line are not a list', () => {
  assert.equal(suggestParts('Spending in\n2024. Then in\n2019. And so on').parts.length, 1)
  assert.equal(suggestParts('The cost was\n1.5 million or\n2.5 million').parts.length, 1)
})

test('several questions in prose, each with what explains it', () => {
  const text =
    'I live here. How many trees were felled? I mean mature ones. And what did it cost?\nThank you\nR'
  assert.deepEqual(suggestParts(text), {
    preamble: 'I live here.',
    parts: ['How many trees were felled? I mean mature ones.', 'And what did it cost?'],
    closing: 'Thank you\nR',
  })
})

test('one question, no question and nothing', () => {
  assert.deepEqual(suggestParts('How many trees?').parts, ['How many trees?'])
  assert.deepEqual(suggestParts('All minutes of 2025.').parts, ['All minutes of 2025.'])
  assert.deepEqual(suggestParts('  \n '), { preamble: '', parts: [], closing: '' })
})

test('every word of the text stands in the parts, in order', () => {
  const scraps = fc.array(
    fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        '1. ',
        '2) ',
        '\n',
        '\n\n',
        '- ',
        'a) ',
        '? ',
        '. ',
        'Q1 ',
        'Q2 ',
        'Yours',
        'Thank you',
        '\r\n',
        '?',
        '!',
        '…',
      ),
    ),
    { maxLength: 40 },
  )
  fc.assert(
    fc.property(scraps, (some) => {
      const text = some.join('')
      const { preamble, parts, closing } = suggestParts(text)
      assert.equal(squeeze([preamble, ...parts, closing].join('')), squeeze(text))
    }),
    { numRuns: 2000 },
  )
})

test('a title says what is asked, without courtesy, contact details or titled names', () => {
  assert.equal(
    suggestTitle(
      'Dear Sir or Madam,\nMy name is Robin Requester.\nUnder the Freedom of Information Act 2000 please provide:\n1. Please could you provide me with the number of parking fines issued in 2025?\n2. x y',
    ),
    'The number of parking fines issued in 2025',
  )
  assert.equal(
    suggestTitle(
      'Hello\n\nCould you please send me copies of emails from Cllr Pat Example about Hill Street to robin@example.org',
    ),
    'Emails about Hill Street',
  )
  assert.equal(suggestTitle(''), 'Request for information')
  assert.equal(suggestTitle('Dear all'), 'Request for information')
})

test('a title has at most 80 characters whatever is asked', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
      const title = suggestTitle(text)
      assert.ok([...title].length <= 80 && title !== '' && !title.includes('\n'))
    }),
  )
})

test('regimes are hinted at with the words that hint', () => {
  const regimes = (text: string) => detectRegimeHints(text).map((hint) => hint.regime)
  assert.deepEqual(regimes('Nitrogen dioxide emissions near the school'), ['eir'])
  assert.deepEqual(regimes('Noise complaints and flooding in Mill Lane'), ['eir'])
  assert.deepEqual(regimes('Please send all information you hold about me'), ['uk-gdpr'])
  assert.deepEqual(regimes('I want my social services records'), ['uk-gdpr'])
  assert.deepEqual(regimes('I wish to re-use your map under the Open Government Licence'), ['ropsi'])
  assert.deepEqual(regimes('Under the Freedom of Information Act, how many staff?'), ['foia'])
  assert.deepEqual(regimes('Under FOI: how much household waste was sent to landfill?').toSorted(), [
    'eir',
    'foia',
  ])
  assert.deepEqual(regimes('How many library cards were issued?'), [])
  assert.match(detectRegimeHints('Which trees were felled?')[0]?.reason ?? '', /“trees”/)
})
