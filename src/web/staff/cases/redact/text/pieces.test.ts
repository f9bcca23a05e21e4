import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Mark } from '../../../../../redaction/index.ts'
import { placesOf, textOf, toStretches, type Piece } from './pieces.ts'

const piece: Piece = {
  place: { kind: 'text', piece: 3, start: 0, end: 30 },
  label: 'Part 4',
  text: 'Ring Ida  Quill, or IDA QUILL.',
}
const mark = (start: number, end: number, state: Mark['state']): Mark => ({
  id: `${state} ${start}`,
  place: { kind: 'text', piece: 3, start, end },
  reason: 'foia-40-2',
  author: 'Olive Ambler',
  at: Temporal.Instant.from('2026-01-05T10:00:00Z'),
  rule: null,
  why: null,
  score: null,
  state,
  layer: 'requester',
  decidedBy: null,
  decidedAt: null,
})

test('words are found whatever their case and spaces, and only where they stand', () => {
  const found = placesOf(piece, ' ida quill ')
  assert.deepEqual(
    found.map((place) => textOf([piece], place)),
    ['Ida  Quill', 'IDA QUILL'],
  )
  assert.deepEqual(placesOf(piece, '(.*)'), [])
  assert.deepEqual(placesOf(piece, ' '), [])
})

test('a piece is cut at every mark, and an accepted one covers a proposal', () => {
  const cut = toStretches(piece, [mark(5, 15, 'proposed'), mark(10, 15, 'accepted')])
  assert.deepEqual(
    cut.map(({ text, mark }) => [text, mark?.state ?? null]),
    [
      ['Ring ', null],
      ['Ida  ', 'proposed'],
      ['Quill', 'accepted'],
      [', or IDA QUILL.', null],
    ],
  )
  assert.equal(cut.map(({ text }) => text).join(''), piece.text)
})
