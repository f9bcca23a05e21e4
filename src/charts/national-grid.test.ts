import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../test/support/property.ts'
import { toGrid, toLatLong } from './national-grid.ts'

/** Ordnance Survey's OSTN15 test points: ETRS89 (WGS84 to within a metre) and the National Grid, from end to end of Britain. */
const published = [
  ['TP01 St Mary’s', 49.9222639373, -6.29977752014, 91_492.146, 11_318.804],
  ['TP08 Brislington', 51.4275474302, -2.54407618349, 362_269.991, 169_978.69],
  ['TP09 Lambeth', 51.4893656495, -0.1199255718, 530_624.974, 178_388.464],
  ['TP11 Colchester', 51.8943663735, 0.89724327012, 599_445.59, 225_722.826],
  ['TP19 Blackpool', 53.7791102576, -3.04045490691, 331_534.564, 431_920.794],
  ['TP20 Pudsey', 53.8002151963, -1.66379168242, 422_242.186, 433_818.701],
  ['TP27 Edinburgh', 55.9247826551, -3.29479219337, 319_188.434, 670_947.534],
  ['TP38 Shetland', 59.5347079449, -1.62516966058, 421_300.525, 1_072_147.239],
] as const

for (const [name, latitude, longitude, easting, northing] of published)
  test(`${name} lies where Ordnance Survey says, to about 5 metres`, () => {
    const grid = toGrid({ latitude, longitude })
    const off = Math.hypot(grid.easting - easting, grid.northing - northing)
    assert.ok(off < 6, `${off.toFixed(2)} m off`)
    const back = toLatLong({ easting, northing })
    const metres = Math.hypot(
      (back.latitude - latitude) * 111_200,
      (back.longitude - longitude) * 111_200 * Math.cos((latitude * Math.PI) / 180),
    )
    assert.ok(metres < 6, `${metres.toFixed(2)} m off`)
  })

test('there and back again is the same place to a centimetre or so', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 80_000, max: 655_000, noNaN: true }),
      fc.double({ min: 5_000, max: 1_200_000, noNaN: true }),
      (easting, northing) => {
        const back = toGrid(toLatLong({ easting, northing }))
        assert.ok(Math.hypot(back.easting - easting, back.northing - northing) < 0.1)
      },
    ),
  )
})
