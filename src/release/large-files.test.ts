import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../test/support/property.ts'
import { foldText } from './fold-text.ts'
import { inspectBytes } from './inspect-bytes.ts'
import { soughtInFile } from './inspect-for-release.ts'
import { LetterTrie } from './letter-trie.ts'
import { lineNumbers } from './line-numbers.ts'
import { proveText } from './proof/prove-text.ts'
import { findRaw } from './raw-texts.ts'
import { reachOf } from './spans.ts'
import { weighFindings } from './weigh-findings.ts'

// What would take time with the square of a file’s length never ends here, and the run’s own limit ends the test.

const rows = 150_000
const table = (): Buffer =>
  Buffer.from(
    `name,email\r\n${Array.from({ length: rows }, (_, row) => `Rowena Quillfeather,r.quill${row}@example.org\r\n`).join('')}`,
  )

test('a table of as many people as a city has is looked into, each of them found', async () => {
  const job = soughtInFile(table(), 'people.csv', ['Rowena Quillfeather'])
  const identity = { ...job.sought.identity, name: 'Rowena Quillfeather' }
  const { found } = await inspectBytes({ ...job, sought: { ...job.sought, identity, allow: [] } })
  const { findings } = weighFindings(found)
  const said = findings.find(({ detail }) => detail.includes('email addresses'))
  assert.match(said?.detail ?? '', /^150,000 email addresses of people/)
  const named = findings.filter(({ field }) => field === 'name')
  assert.ok(named.length >= rows)
  assert.deepEqual([named[0]?.line, named.at(-1)?.line], [2, rows + 1])
})

test('a copy without a long column is proved, and one cell that stayed is found', async () => {
  const source = {
    bytes: table(),
    type: 'csv' as const,
    name: 'people.csv',
    places: Array.from({ length: rows }, (_, row) => ({
      kind: 'cell' as const,
      sheet: 1,
      row: row + 2,
      column: 2,
    })),
    labels: ['s.40(2)'],
  }
  const copy = (kept: string): Buffer =>
    Buffer.from(`name,email\r\n${'Rowena Quillfeather,s.40(2)\r\n'.repeat(rows)}${kept}`)
  const prove = (bytes: Buffer) => proveText({ bytes, type: 'csv', name: 'copy.csv' }, source)
  assert.deepEqual((await prove(copy(''))).found, [])
  const { found } = await prove(copy('Rowena Quillfeather,r.quill149999@example.org\r\n'))
  assert.ok(found.length > 0 && found.every(({ kind }) => kind === 'must-not-text'))
})

test('raw data longer than is read at once is searched to its end, and where its pieces meet', () => {
  const step = 4 * 1024 * 1024
  const letters = 'Rowena Quillfeather'
  for (const at of [step - 9, step + 256 * 1024 - 9, 3 * step]) {
    const file = Buffer.alloc(3 * step + 100, '. ')
    file.write(letters, at)
    assert.deepEqual(findRaw(file, [{ label: 'name', text: letters }]), [
      { label: 'name', where: 'the file’s own bytes' },
    ])
  }
})

const words = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 }))

test('many texts are found as each alone would be', () => {
  fc.assert(
    fc.property(
      words,
      fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 60 }),
      (needles, text) => {
        const counts = new LetterTrie(needles.map((each) => [each, each])).count(text)
        const expected = new Map<string, number>()
        for (const needle of new Set(needles)) {
          let count = 0
          for (let at = text.indexOf(needle); at !== -1; at = text.indexOf(needle, at + 1)) count += 1
          if (count > 0) expected.set(needle, count)
        }
        assert.deepEqual([...counts].toSorted(), [...expected].toSorted())
      },
    ),
  )
})

test('lines and reaches are those of a plain count', () => {
  const span = fc.record({ start: fc.nat(40), end: fc.nat(40) })
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '\n'), maxLength: 40 }),
      fc.array(span),
      fc.array(fc.nat(40)),
      (text, spans, places) => {
        const lineOf = lineNumbers(text)
        const reach = reachOf(spans)
        for (const place of places) {
          assert.equal(lineOf(place), text.slice(0, place).split('\n').length)
          const ends = spans.filter(({ start }) => start <= place).map(({ end }) => end)
          assert.equal(reach(place), Math.max(-1, ...ends))
        }
      },
    ),
  )
})

test('a folded text leads back to where its letters stood', () => {
  const piece = fc.oneof(
    fc.constantFrom('Ada', 'É', 'ß', '\r\n', '\t', '&amp;', '&nbsp;', '%40', '\u00ad', '😀', 'ﬁ', '𝐀', 'Ж'),
    fc.string({ maxLength: 4 }),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = foldText(pieces.join(''))
      for (let at = 0; at < text.folded.length; at += 1) {
        const [start, end] = [text.startOf(at), text.endOf(at)]
        assert.ok(start < end && end <= text.original.length)
        assert.ok(at === 0 || start >= text.startOf(at - 1))
        const letter = text.folded.charAt(at)
        if (/[a-z\d]/.test(letter))
          assert.ok(foldText(text.original.slice(start, end)).folded.includes(letter))
      }
    }),
  )
})
