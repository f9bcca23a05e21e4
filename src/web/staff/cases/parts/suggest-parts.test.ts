import assert from 'node:assert/strict'
import { test } from 'node:test'
import { suggestParts } from './suggest-parts.ts'

test('numbered, lettered and bulleted lines each make a part', () => {
  assert.deepEqual(
    suggestParts('Please tell me:\n1. How many?\n2) What cost?\n   in pounds\n(c) Who did it?\nThanks'),
    ['How many?', 'What cost? in pounds', 'Who did it?'],
  )
  assert.deepEqual(suggestParts('- roads\n• bins'), ['roads', 'bins'])
})

test('sentences that ask are parts where nothing is listed', () => {
  assert.deepEqual(suggestParts('I live here. How many bins? Please provide the contract. Thank you.'), [
    'How many bins?',
    'Please provide the contract.',
  ])
})

test('whatever asks nothing recognisable stays whole, and nothing gives nothing', () => {
  assert.deepEqual(suggestParts('Contracts for waste since 2020'), ['Contracts for waste since 2020'])
  assert.deepEqual(suggestParts('  \n '), [])
})
