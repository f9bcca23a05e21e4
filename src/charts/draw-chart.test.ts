import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../test/support/property.ts'
import { SaxesParser } from 'saxes'
import type { Chart, ChartData } from './chart.ts'
import { drawChart } from './draw-chart.ts'

const columns = [
  { name: 'ward', title: 'Ward', type: 'string' },
  { name: 'amount', title: 'Amount paid', type: 'number', kind: 'money' },
  { name: 'paid_on', title: 'Paid on', type: 'date' },
  { name: 'directorate', title: 'Directorate', type: 'string' },
  { name: 'rate', title: 'Rate', type: 'number', kind: 'percentage' },
]

test('bars: the longest first, and the title says which', () => {
  const chart = draw('bar: ward by sum(amount)', [
    ['Elm', 450.5],
    ['Hill Top', 1_234_567],
    ['North', 12_400],
  ])
  assert.equal(chart.title, 'Hill Top has the highest total amount paid: £1.23 million')
  assert.equal(chart.subtitle, 'Total amount paid by ward, Exampleton, 2025')
  assert.deepEqual(chart.tableText, [
    ['Hill Top', '£1,234,567'],
    ['North', '£12,400'],
    ['Elm', '£450.50'],
  ])
  assert.deepEqual(texts(chart.svg), ['Hill Top', '£1.23m', 'North', '£12.4k', 'Elm', '£450.50'])
  const widths = [...chart.svg.matchAll(/<rect [^>]*width="([\d.]+)"/g)].map((found) => Number(found[1]))
  assert.ok((widths[0] ?? 0) > (widths[1] ?? 0) && (widths[1] ?? 0) > (widths[2] ?? 0), widths.join())
})

test('bars: below nought they go the other way, and what is missing is said', () => {
  const chart = draw('bar: ward by sum(amount)', [
    ['Elm', -500],
    ['Hill Top', 500],
    ['North', null],
    [null, 0],
  ])
  assert.deepEqual(texts(chart.svg), [
    'Hill Top',
    '£500',
    'Not given',
    '£0',
    'Elm',
    '−£500',
    'North',
    'No figure',
  ])
  const bars = [...chart.svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(
    ([, x, width]) => [Number(x), Number(width)],
  )
  const zero = bars[0]?.[0] ?? 0
  assert.ok(Math.abs((bars[2]?.[0] ?? 0) + (bars[2]?.[1] ?? 0) - zero) < 0.3, JSON.stringify(bars))
  assert.deepEqual(chart.notes, ['No figure for North: missing, or not to be shown.'])
})

test('a thousand bars: the greatest are drawn, and how many are left out is said', () => {
  const rows = Array.from({ length: 999 }, (_, index) => [`Supplier ${index}`, index])
  const chart = draw('bar: ward by count top 10', rows)
  assert.equal([...chart.svg.matchAll(/<rect /g)].length, 10)
  assert.deepEqual(chart.notes, ['10 of 999 are drawn; the 989 left out are in the table.'])
  assert.equal(chart.table.rows.length, 999)
  assert.deepEqual(
    draw('bar: ward by count', [...rows, ['Last', 1]]).notes[0],
    '20 are drawn of 1,000 or more.',
  )
})

for (const [words, rows, title] of [
  ['one bar', [['Elm', 3]], 'Elm: number of records is 3'],
  ['all alike', [['Elm', 3], ['Oak', 3]], 'Number of records is the same for all 2: 3'], // prettier-ignore
  ['two at the top', [['Elm', 3], ['Oak', 3], ['Ash', 1]], 'Elm and Oak have the highest number of records: 3 each'], // prettier-ignore
] as const)
  test(`the finding of ${words}`, () =>
    assert.equal(
      draw(
        'bar: ward by count',
        rows.map((row) => [...row]),
      ).title,
      title,
    ))

test('lines: from first to last, broken where months are missing', () => {
  const chart = draw('line: month(paid_on) by sum(amount)', [
    ['2025-06-01', 300],
    ['2025-04-01', 100],
    ['2025-05-01', 200],
    ['2025-08-01', 50],
    ['2025-09-01', 40],
  ])
  assert.equal(chart.title, 'Total amount paid fell from £100 in April 2025 to £40 in September 2025')
  assert.deepEqual(chart.notes, ['There are no rows for July 2025.'])
  const path = /<path d="([^"]+)" class="mun-chart__line/.exec(chart.svg)?.[1] ?? ''
  assert.equal(path.replace(/[\d. ]+/g, ''), 'MLLML')
  assert.deepEqual(chart.table.rows.map(([month]) => month), ['April 2025', 'May 2025', 'June 2025', 'August 2025', 'September 2025']) // prettier-ignore
})

test('lines: at most four, each named at its end, the rest said', () => {
  const names = ['Adults', 'Children', 'Place', 'Corporate', 'Housing', 'Other']
  const rows = ['2024', '2025'].flatMap((year, turn) =>
    names.map((name, index) => [`${year}-01-01`, name, (index + 1) * 100 * (turn + 1)]),
  )
  const chart = draw('line: year(paid_on) by sum(amount) per directorate', rows)
  assert.equal(chart.title, 'Total amount paid rose most for Other: from £600 in 2024 to £1,200 in 2025')
  assert.deepEqual(chart.notes, ['The 4 with the greatest totals are drawn; 2 more are left out.'])
  for (const name of ['Other', 'Housing', 'Corporate', 'Place'])
    assert.ok(texts(chart.svg).includes(name), name)
  assert.deepEqual(
    chart.table.columns.map(({ title }) => title),
    ['Year', 'Other', 'Housing', 'Corporate', 'Place'],
  )
  const dashes = new Set([...chart.svg.matchAll(/stroke-dasharray="([^"]+)"/g)].map((found) => found[1]))
  assert.equal(dashes.size, 3)
})

test('quarters and financial years are added up from months; a financial year begins in April', () => {
  const rows = [
    ['2025-03-01', 1],
    ['2025-04-01', 10],
    ['2026-03-01', 100],
    ['2026-04-01', 1000],
  ]
  assert.deepEqual(draw('column: financial_year(paid_on) by sum(amount)', rows).tableText, [
    ['2024 to 2025', '£1'],
    ['2025 to 2026', '£110'],
    ['2026 to 2027', '£1,000'],
  ])
  assert.deepEqual(
    draw('column: quarter(paid_on) by count', rows.slice(0, 2)).tableText,
    [['January to March 2025', '1'], ['April to June 2025', '10']], // prettier-ignore
  )
})

test('columns whose names do not fit are drawn as bars', () => {
  const rows = Array.from({ length: 15 }, (_, index) => [`A ward with quite a long name ${index}`, index])
  assert.doesNotMatch(draw('column: ward by count', rows).svg, /text-anchor="middle"/)
  assert.match(draw('column: ward by count', [['Elm', 1], ['Oak', 2]]).svg, /text-anchor="middle"/) // prettier-ignore
})

test('percentages, and values that may not be counted', () => {
  const made = drawChart('bar: ward by mean(rate)', data([['Elm', 12.5], ['Oak', 8]]), { columns: columns.map((column) => ({ ...column, markers: true })) }) // prettier-ignore
  assert.ok(made.ok)
  assert.equal(made.value.title, 'Elm has the highest average rate: 12.5%')
  assert.deepEqual(made.value.notes, ['Redacted and suppressed values of rate are not counted.'])
})

for (const [words, rows, message] of [
  ['no rows', [], /no rows to draw/],
  ['nothing but gaps', [['Elm', null]], /no figures to draw/],
] as const)
  test(`${words}: nothing is drawn, and why`, () => {
    const made = drawChart('bar: ward by count', data(rows.map((row) => [...row])))
    assert.ok(!made.ok)
    assert.match(made.detail ?? '', message)
  })

test('whatever the rows hold, the drawing is well-formed XML with a name, and nothing runs or is fetched', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"]]>&',
      '\ud800',
      '\u0000',
      '[c]',
      'REDACTED',
      'toString',
      '2025-02-30',
      '',
    ),
  )
  const number = fc.oneof(fc.double(), fc.constant(null), fc.double({ min: -1e15, max: 1e15 }))
  const recipe = fc.constantFrom(
    ['bar: ward by sum(amount)', 2] as const,
    ['column: ward by mean(rate)', 2] as const,
    ['line: ward by sum(amount) per directorate', 3] as const,
    ['column: month(paid_on) by sum(amount)', 2] as const,
  )
  fc.assert(
    fc.property(recipe, fc.array(fc.tuple(cell, cell, number), { maxLength: 30 }), ([line, width], found) => {
      const rows = found.map(([a, b, value]) => (width === 3 ? [a, b, value] : [a, value]))
      const made = drawChart(line, data(rows), { columns, area: found[0]?.[0] ?? '' })
      if (!made.ok) return
      for (const svg of [made.value.svg, made.value.narrowSvg]) checkDrawing(svg)
    }),
  )
})

function checkDrawing(svg: string): void {
  const seen: string[] = []
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    seen.push(name)
    for (const key of Object.keys(attributes)) assert.ok(!/^(on|style$|href|xlink)/.test(key), key)
  })
  parser.write(svg).close()
  assert.deepEqual(seen.slice(0, 3), ['svg', 'title', 'desc'])
  assert.ok(!seen.includes('script'))
  assert.doesNotMatch(svg, /NaN|Infinity|undefined/)
}

function data(rows: ChartData['rows']): ChartData {
  const names = rows[0]?.length === 3 ? ['group', 'series', 'measure'] : ['group', 'measure']
  return { columns: names.map((name) => ({ name, title: name, type: 'string' })), rows }
}

function draw(recipe: string, rows: ChartData['rows']): Chart {
  const made = drawChart(recipe, data(rows), { columns, area: 'Exampleton', period: '2025' })
  assert.ok(made.ok, made.ok ? '' : (made.detail ?? ''))
  checkDrawing(made.value.svg)
  checkDrawing(made.value.narrowSvg)
  return made.value
}

function texts(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((found) => found[1] ?? '')
}
