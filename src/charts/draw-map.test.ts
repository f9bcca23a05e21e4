import assert from 'node:assert/strict'
import { test } from 'node:test'
import { drawMap, mapColumns } from './draw-map.ts'

test('places are numbered on the map and in the table, north at the top', () => {
  const made = drawMap(
    [
      { x: 390_000, y: 300_000, label: 'South <i>', href: '/data/a' },
      { x: 390_500, y: 304_000, label: 'North' },
      { x: 0, y: 0, label: 'Nowhere' },
    ],
    'osgb',
    { area: 'Exampleton' },
  )
  assert.ok(made.ok)
  const { value } = made
  assert.equal(value.title, 'Map of 2 places in Exampleton')
  assert.deepEqual(value.notes, ['1 more has coordinates outside Great Britain.'])
  assert.deepEqual(
    value.tableText.map((row) => row.slice(0, 4)),
    [
      ['1', 'South <i>', '390000', '300000'],
      ['2', 'North', '390500', '304000'],
      ['', 'Nowhere', 'Not on the map', ''],
    ],
  )
  const heights = [...value.svg.matchAll(/<circle cx="[\d.]+" cy="([\d.]+)"/g)].map((found) =>
    Number(found[1]),
  )
  assert.ok((heights[0] ?? 0) > (heights[1] ?? 0))
  assert.match(value.summary, /500 metres from west to east and 4 kilometres from south to north/)
  assert.match(value.svg, /^<svg [^>]*role="img"[^>]*><title>Map of 2 places in Exampleton<\/title><desc>/)
})

test('many places are gathered, none lost', () => {
  const points = Array.from({ length: 500 }, (_, index) => ({
    x: -2 + (index % 25) / 100,
    y: 52.5 + Math.floor(index / 25) / 200,
    label: `Tree ${index}`,
  }))
  const made = drawMap(points, 'wgs84')
  assert.ok(made.ok)
  const inside = [...made.value.svg.matchAll(/<g fill="#ffffff"[^>]*><text[^>]*>(\d+)<\/text>/g)]
  const single = [...made.value.svg.matchAll(/<circle [^>]*r="5"/g)].length
  assert.equal(inside.reduce((sum, found) => sum + Number(found[1]), 0) + single, 500)
  assert.ok(inside.length < 400)
})

test('one place, or only places that cannot be', () => {
  assert.ok(drawMap([{ x: -2, y: 52, label: 'One' }], 'wgs84').ok)
  for (const [x, y] of [
    [0, 0],
    [52, -2],
    [Number.NaN, 1],
  ] as const) {
    const made = drawMap([{ x, y, label: 'Lost' }], 'wgs84')
    assert.ok(!made.ok)
    assert.match(made.detail ?? '', /check the coordinates and their order/)
  }
})

test('columns of coordinates are found, and what to call a place by', () => {
  const columns = [
    { name: 'uprn', title: 'UPRN', type: 'string', kind: 'uprn' },
    { name: 'northing', title: 'Northing', type: 'integer', kind: 'northing' },
    { name: 'easting', title: 'Easting', type: 'integer', kind: 'easting' },
    { name: 'site', title: 'Site', type: 'string' },
  ]
  assert.deepEqual(mapColumns(columns), { x: 'easting', y: 'northing', system: 'osgb', label: 'site' })
  assert.equal(mapColumns(columns.slice(0, 2)), null)
})
