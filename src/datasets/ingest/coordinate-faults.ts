import { columnHints } from './column-hints.ts'
import type { ColumnProfile } from './column-profile.ts'
import type { TypeDecision } from './column-type.ts'
import type { Column } from './describe-columns.ts'
import { countOf } from '../../kernel/count-of.ts'
import { makeFault, type Fault } from './fault.ts'

export type Decided = { profile: ColumnProfile; decision: TypeDecision; column: Column }

const expected = {
  longitude: 'longitude',
  latitude: 'latitude',
  easting: 'metres',
  northing: 'metres',
} as const

/** Coordinates in the wrong column, in another system than most, or in another than the file says. */
export function coordinateFaults(decided: readonly Decided[]): Fault[] {
  const placed = decided.flatMap((one) => {
    const { kind } = one.column
    return kind === 'longitude' || kind === 'latitude' || kind === 'easting' || kind === 'northing'
      ? [{ ...one, kind }]
      : []
  })
  const faults = placed.flatMap(({ profile, column, kind }) => {
    const odd = [...profile.places].filter(([place]) => place !== expected[kind])
    const [first] = odd.map(([, seen]) => seen).sort((a, b) => (a.rows[0] ?? 0) - (b.rows[0] ?? 0))
    if (first === undefined) return []
    const count = odd.reduce((sum, [, seen]) => sum + seen.count, 0)
    return [
      makeFault({
        code: 'constraint-error',
        severity: 'error',
        column: column.title,
        rows: first.rows,
        count,
        value: first.value,
        message: `“${column.title}” holds ${kind === 'easting' || kind === 'northing' ? `${kind}s in metres` : `${kind}s in degrees`}, but ${countOf(count, 'row')} ${count === 1 ? 'has' : 'have'} something else.`,
        remedy: 'Look whether the two coordinates changed places, or another system was used, in these rows.',
      }),
    ]
  })
  const swapped = placed.filter(({ kind, column }) => {
    const hints = columnHints(column.title)
    return (kind === 'latitude' && hints.has('x')) || (kind === 'longitude' && hints.has('y'))
  })
  if (swapped.length > 0)
    faults.push(
      makeFault({
        code: 'coordinate-system',
        severity: 'error',
        column: swapped.map(({ column }) => column.title).join(', '),
        message:
          'East and north are the wrong way round: every place would be in the wrong part of the world.',
        remedy:
          'GeoX is longitude or easting, GeoY is latitude or northing. Swap the headings or the columns.',
      }),
    )
  return [
    ...faults,
    ...systemFaults(
      decided,
      placed.map(({ kind }) => expected[kind] === 'metres'),
    ),
  ]
}

function systemFaults(decided: readonly Decided[], inMetres: readonly boolean[]): Fault[] {
  const system = decided.find(({ column }) => /coordinate.*system|^crs$/i.test(column.title))
  const said = system?.profile.seen.get('text')
  if (system === undefined || said === undefined || inMetres.length === 0) return []
  const metres = inMetres.includes(true)
  const wrong = metres ? /wgs ?-?84|4326/i : /osgb|bng|27700/i
  if (!wrong.test(said.value)) return []
  return [
    makeFault({
      code: 'coordinate-system',
      severity: 'error',
      column: system.column.title,
      rows: said.rows,
      count: said.count,
      message: `The file names ${metres ? 'WGS84' : 'OSGB36'} as the system of its coordinates, but the numbers are ${metres ? 'metres on the national grid (OSGB36)' : 'degrees (WGS84)'}.`,
      remedy: 'Correct the name of the system, or convert the numbers.',
    }),
  ]
}
