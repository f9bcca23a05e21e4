import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findApart } from './redact-apart.ts'
import { countNeedles, findNeedle } from './find-spans.ts'
import { foldLetters } from './fold-letters.ts'
import { findMarks, redactFile } from './redact-file.ts'

const table = (rows: number, cell: (row: number) => string): Uint8Array =>
  new TextEncoder().encode(
    `Id,Note,"Quoted"\r\n${Array.from({ length: rows }, (_, row) => `${row},${cell(row)},"a ""b"" ${row}"`).join('\r\n')}\r\n`,
  )

test('a large table keeps its rows, and its marks lie in the cells where they were found', async () => {
  const bytes = table(20_000, (row) => (row % 5000 === 7 ? 'for Quilla Specimen' : ''))
  const marks = await findMarks(bytes, 'a.csv', { find: ['Quilla Specimen'], reason: 's.40(2)' })
  assert.deepEqual(
    marks.map(({ place }) => place),
    [7, 5007, 10_007, 15_007].map((row) => ({
      kind: 'cell',
      sheet: 1,
      row: row + 2,
      column: 2,
      start: 4,
      end: 19,
    })),
  )
  const kept = marks.map(({ place, reason }) => ({
    place,
    reason,
    state: 'accepted' as const,
    layer: 'requester' as const,
  }))
  const made = await redactFile(bytes, 'a.csv', { marks: kept, reason: 's.40(2)' })
  assert.deepEqual(made.verification, { passed: true, left: [] })
  const lines = (file: Uint8Array): string[] => new TextDecoder().decode(file).split('\r\n')
  const after = lines(made.bytes)
  const changed = lines(bytes).flatMap((line, index) =>
    line === after[index] ? [] : [[index, after[index]]],
  )
  assert.deepEqual(
    changed.map(([index]) => index),
    [8, 5008, 10_008, 15_008],
  )
  assert.match(String(changed[0]?.[1]), /^7,.*for .*40\(2\).*,"a ""b"" 7"$/)
  assert.equal(after.length, lines(bytes).length)
  for (const place of [
    { kind: 'cell' as const, sheet: 1, row: 2, column: 4 },
    { kind: 'cell' as const, sheet: 1, row: 30_000, column: 1 },
    { kind: 'cell' as const, sheet: 2, row: 2, column: 1 },
  ])
    await assert.rejects(
      redactFile(bytes, 'a.csv', {
        marks: [{ place, reason: 's.40(2)', state: 'accepted', layer: 'requester' }],
        reason: 's.40(2)',
      }),
      /lie nowhere/,
    )
})

test('more places than anybody can decide on are refused with what to do, and the next file is read', async () => {
  const bytes = table(150_000, (row) => `resident.${row}@example.org in the block beside the park`)
  const options = { entities: ['EMAIL_ADDRESS' as const], reason: 's.40(2)' }
  await assert.rejects(
    findApart({ bytes, name: 'a.csv', fileType: 'csv' }, options),
    /More than 20,000 places.*dataset/,
  )
  const few = table(2, (row) => `resident.${row}@example.org`)
  assert.equal((await findApart({ bytes: few, name: 'b.csv', fileType: 'csv' }, options)).length, 2)
})

test('thousands of texts are counted at once as they are found one by one', () => {
  const text = foldLetters('Ann, an nth plan: Anna planned. Quillon-Zephyrine, quillon zephyrine; Ｑuillon')
  const wanted = ['ann', 'anna', 'plan', 'planned', 'quillon', 'quillonzephyrine', 'zephyrine', 'nobody']
  assert.deepEqual(
    [...countNeedles(text, wanted)].toSorted(),
    wanted
      .map((letters): [string, number] => [
        letters,
        findNeedle(text, { rule: '', letters, words: [] }).length,
      ])
      .toSorted(),
  )
})
