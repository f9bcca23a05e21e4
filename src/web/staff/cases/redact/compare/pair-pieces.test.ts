import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Piece } from '../text/pieces.ts'
import { pairPieces } from './pair-pieces.ts'

const pieces = (texts: readonly string[]): Piece[] =>
  texts.map((text, piece) => ({
    place: { kind: 'text', piece, start: 0, end: text.length },
    label: `Part ${piece + 1}`,
    text,
  }))
/** What stands in braces is hidden. */
const pairsOf = (source: readonly string[], copy: readonly string[]) =>
  pairPieces(pieces(source), pieces(copy), ({ text }) =>
    text.split(/(\{[^}]*\})/).flatMap((part) => {
      if (part === '') return []
      const mark = part.startsWith('{') ? { id: part, state: 'accepted' as const, label: 's.40(2)' } : null
      return [{ text: part, mark }]
    }),
  ).map(({ copy: text }) => text)

test('each piece stands beside what became of it, whatever the copy calls its places', () => {
  const copy = ['Name', '[Redacted]', '2023-03-15', 'To [Redacted] now']
  assert.deepEqual(pairsOf(['Name', '{Ida Quill}', '2023-03-15', 'To {Ida} now'], copy), copy)
})

test('what is hidden whole may stand beside anything, and what is left never beside another', () => {
  assert.deepEqual(pairsOf(['{a}', 'one', 'two'], ['[x]', 'two']), ['[x]', null, 'two'])
  assert.deepEqual(pairsOf(['one', 'two'], ['Sheet 1', 'one', 'two']), ['one', 'two'])
})

test('a number that is written another way keeps its place; a last part may have gone into the one before', () => {
  assert.deepEqual(pairsOf(['cost', '12.50', 'each'], ['cost', '12.5', 'each']), ['cost', '12.5', 'each'])
  assert.deepEqual(pairsOf(['Dear {Ida}', 'Attached: {a}.txt'], ['Dear [x]\nAttached: [x].txt']), [
    'Dear [x]\nAttached: [x].txt',
    null,
  ])
})
