import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import { fileSource } from '../ingest/byte-source.ts'
import { checkFile } from '../ingest/check-file.ts'
import { openDesk, readTable } from './read-table.ts'

const root = mkdtempSync(join(tmpdir(), 'muniment-profile-'))

/** Both ways to a check, and whether the quick one was taken. */
async function bothChecks(text: string) {
  const path = join(root, 'table.csv')
  writeFileSync(path, text)
  const source = await fileSource(path)
  mkdirSync(join(root, 'desk'), { recursive: true })
  const desk = openDesk(join(root, 'desk'))
  const { examined, raw } = await readTable(desk, source, [], {}, () => undefined)
  const table = await raw?.()
  await desk.clear()
  const wasQuick = table?.broken === null
  const byPattern = wasQuick ? [3, 4].filter((index) => table.figures(index) !== null).length : 0
  return { quick: examined.check, slow: await checkFile(source), wasQuick, byPattern }
}

const kinds: readonly fc.Arbitrary<string>[] = [
  fc.constantFrom(
    'North',
    'South',
    'Hill Top',
    ' East',
    'REDACTED',
    'N/A',
    'Redacted personal data',
    '=1+1',
    'Â£5',
    '*',
  ),
  fc.oneof(
    { arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((n) => n.toFixed(2)), weight: 20 },
    fc.constantFrom('lots', '£1,200', '-', '**', '(5.00)', '1.2E+3'),
  ),
  fc.oneof(
    {
      arbitrary: fc.integer({ min: 1, max: 28 }).map((day) => `${String(day).padStart(2, '0')}/04/2025`),
      weight: 30,
    },
    fc.constantFrom('30/02/2025', '04/30/2025', 'soon', ''),
  ),
  // Nearly all plain and different: these are counted by one pattern.
  fc.oneof(
    { arbitrary: fc.integer({ min: -1e9, max: 1e9 }).map((n) => String(n / 100)), weight: 60 },
    fc.constantFrom('', 'none', '**', 'lots', '£1,200', '(5.00)', '1.2E+3'),
  ),
  fc.oneof(
    { arbitrary: fc.integer({ min: -1e9, max: 1e9 }).map(String), weight: 300 },
    fc.constantFrom('', '-', ' 7', '+7', '-007', '12.', '.5', '0012', '1234567890123456', 'N/A'),
  ),
  fc.oneof(
    { arbitrary: fc.integer({ min: 0, max: 99_999 }).map((n) => String(n).padStart(6, '0')), weight: 9 },
    fc.constantFrom('', 'A"B', '"'),
  ),
]
const rows = fc.array(fc.tuple(...kinds), { minLength: 230, maxLength: 300, size: 'max' })
const quote = (cell: string): string => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
const headings = 'Area,Amount,Paid on,Net,Gross,Reference'

test('the quick way gives what reading row by row gives', async () => {
  let quickly = 0
  let byPatterns = 0
  const odd = fc.constantFrom(
    '',
    ',,,,,',
    headings,
    'Total,,,,,',
    'A remark',
    'a,b',
    '1,2,3,4,5,6,7',
    '"two\nlines",1,2,3,4,5',
    'stray "mark",1,2,3,4,5',
    '"open,1,2,3,4,5',
    '  ,,,,,',
    'x,,,,,',
  )
  await fc.assert(
    fc.asyncProperty(
      rows,
      fc.option(fc.tuple(odd, fc.nat({ max: 299 })), { freq: 2 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      async (cells, strange, lineEnd, ended) => {
        const lines = cells.map((row) => row.map(quote).join(','))
        if (strange !== null) lines.splice(strange[1], 0, strange[0])
        const text = [headings, ...lines].join(lineEnd) + (ended ? lineEnd : '')
        const { quick, slow, wasQuick, byPattern } = await bothChecks(text)
        assert.deepEqual(quick, slow)
        if (wasQuick) quickly += 1
        byPatterns += byPattern
        if (strange === null) assert.ok(wasQuick, 'a plain table is read the quick way')
      },
    ),
    { numRuns: 60 },
  )
  assert.ok(quickly > 10, `${quickly} quick`)
  assert.ok(byPatterns > 10, `${byPatterns} columns counted by pattern`)
})
