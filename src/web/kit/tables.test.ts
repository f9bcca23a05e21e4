import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import { writeAtom } from './atom.ts'
import { toJsonRows, writeCsv } from './tables.ts'

test('every row read back is the row written', async () => {
  const cell = fc.string({ unit: 'grapheme' }).filter((text) => !/^[=+\-@\t\r\n＝＋－＠|%]/.test(text))
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 30 }), async (rows) => {
      const columns = [
        { name: 'one', value: (row: [string, string]) => row[0] },
        { name: 'two', value: (row: [string, string]) => row[1] },
      ]
      let text = ''
      for await (const chunk of writeCsv(columns, rows)) text += chunk
      assert.deepEqual(readCsv(text.slice(1)), [['one', 'two'], ...rows])
    }),
  )
})

/** A reader of RFC 4180 written from its grammar, to check the writer against. */
function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  while (at < text.length) {
    let field = ''
    if (text[at] === '"') {
      for (at++; !(text[at] === '"' && text[at + 1] !== '"'); at++) {
        field += text[at]
        if (text[at] === '"') at++
      }
      at++
    } else while (text[at] !== ',' && text[at] !== '\r') field += text[at++]
    row.push(field)
    if (text[at] === ',') at++
    else {
      rows.push(row)
      row = []
      at += 2
    }
  }
  return rows
}

test('a JSON row has the same columns', () => {
  const columns = [
    { name: 'due', value: (day: Temporal.PlainDate) => day },
    { name: 'year', value: (day: Temporal.PlainDate) => day.year },
    { name: 'note', value: () => undefined },
  ]
  assert.deepEqual(toJsonRows(columns, [Temporal.PlainDate.from('2026-01-14')]), [
    { due: '2026-01-14', year: 2026, note: null },
  ])
})

test('a feed is well formed whatever the text, and as new as its newest entry', () => {
  const entry = (day: string, title: string) => ({
    id: `urn:${day}`,
    title,
    href: 'https://example.org/?a=1&b=2',
    updated: Temporal.Instant.from(`${day}T09:00:00Z`),
  })
  const feed = writeAtom({
    id: 'urn:feed',
    title: 'Answers',
    author: 'Exampleshire Council',
    href: 'https://example.org/',
    selfHref: 'https://example.org/atom',
    entries: [entry('2026-01-14', '<b>Bins & \u0000bags</b>'), entry('2026-01-12', 'Roads')],
  })
  assert.match(feed, /<title>&lt;b&gt;Bins &amp; bags&lt;\/b&gt;<\/title>/)
  assert.match(feed, /<\/title>\n<updated>2026-01-14T09:00:00Z<\/updated>\n<author>/)
  assert.match(feed, /href="https:\/\/example\.org\/\?a=1&amp;b=2"/)
})
