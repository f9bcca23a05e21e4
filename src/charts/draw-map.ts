import { success, type Outcome } from '../kernel/outcome.ts'
import type { Chart, ChartColumn, ChartContext } from './chart.ts'
import { distance, drawPlaces, frameOf } from './draw-places.ts'
import { toGrid, toLatLong, type GridPoint, type LatLong } from './national-grid.ts'
import { wrong } from './recipe.ts'
import { drawing } from './svg.ts'

/** `osgb`: x is the easting and y the northing, in metres. `wgs84`: x is the longitude and y the latitude, in degrees. */
export type MapSystem = 'osgb' | 'wgs84'
export type MapPoint = { x: number; y: number; label: string; href?: string }
/** A map and where its points are, in both systems, in the order given. Those off the grid have no place. */
export type DrawnMap = Chart & {
  points: { label: string; href: string | null; place: (GridPoint & LatLong) | null; mark: string | null }[]
}

const mostNumbered = 30
/** The grid's own extent, with the sea around it: nought, nought is a sign that nobody knew. */
const extent = { easting: 700_000, northing: 1_300_000 }

/** The columns that say where a row is, and the first column of words to call it by. */
export function mapColumns(
  columns: readonly ChartColumn[],
): { x: string; y: string; system: MapSystem; label: string | null } | null {
  const named = (kind: string): string | undefined => columns.find((column) => column.kind === kind)?.name
  const label =
    columns.find(({ type, kind }) => type === 'string' && kind === undefined)?.name ??
    columns[0]?.name ??
    null
  const [easting, northing] = [named('easting'), named('northing')]
  if (easting !== undefined && northing !== undefined)
    return { x: easting, y: northing, system: 'osgb', label }
  const [longitude, latitude] = [named('longitude'), named('latitude')]
  if (longitude !== undefined && latitude !== undefined)
    return { x: longitude, y: latitude, system: 'wgs84', label }
  return null
}

/** Points on the National Grid's own squares, without a background from anywhere. */
export function drawMap(
  points: readonly MapPoint[],
  system: MapSystem,
  context: ChartContext & { total?: number } = {},
): Outcome<DrawnMap> {
  if (points.length === 0) return wrong('There are no places to draw.')
  const placed = points.map((point) => ({ ...point, place: placeOf(point, system) }))
  const shown = placed.flatMap(({ place }) => (place === null ? [] : [place]))
  if (shown.length === 0)
    return wrong('None of the places lies in Great Britain: check the coordinates and their order.')
  const numbered = shown.length <= mostNumbered
  let number = 0
  const listed = placed.map(({ label, href, place }) => ({
    label,
    href: href ?? null,
    place,
    mark: place === null || !numbered ? null : String((number += 1)),
  }))
  const frame = frameOf(shown)
  const many = `${shown.length.toLocaleString('en-GB')} ${shown.length === 1 ? 'place' : 'places'}`
  const title = `Map of ${many}${context.area === undefined ? '' : ` in ${context.area}`}`
  const outside = placed.length - shown.length
  const notes = [
    ...(numbered ? [] : ['Places near one another are drawn as one circle with their number.']),
    ...(outside === 0
      ? []
      : [
          `${outside.toLocaleString('en-GB')} more ${outside === 1 ? 'has' : 'have'} coordinates outside Great Britain.`,
        ]),
    ...(context.total !== undefined && context.total > points.length
      ? [
          `Only the first ${points.length.toLocaleString('en-GB')} of ${context.total.toLocaleString('en-GB')} are drawn.`,
        ]
      : []),
  ]
  const summary = `${many} across ${distance(frame.spanX)} from west to east and ${distance(frame.spanY)} from south to north. Each square is ${distance(frame.square)} wide; north is at the top.`
  const draw = (width: number): string => {
    const { height, parts } = drawPlaces(shown, numbered, frame, width)
    const kind = width === 640 ? 'wide' : 'narrow'
    return drawing({ width, height, title, description: [summary, ...notes].join(' '), kind }, parts)
  }
  return success({
    title,
    subtitle: [context.area, context.period].filter((text) => text !== undefined).join(', '),
    svg: draw(640),
    narrowSvg: draw(320),
    summary,
    notes,
    source: context.source ?? null,
    points: listed,
    table: {
      columns: [
        ...(numbered ? [{ name: 'number', title: 'Number', type: 'string' }] : []),
        { name: 'place', title: 'Place', type: 'string' },
        { name: 'easting', title: 'Easting', type: 'integer', kind: 'easting' },
        { name: 'northing', title: 'Northing', type: 'integer', kind: 'northing' },
        { name: 'latitude', title: 'Latitude', type: 'number', kind: 'latitude' },
        { name: 'longitude', title: 'Longitude', type: 'number', kind: 'longitude' },
      ],
      rows: listed.map(({ label, place, mark }) => [
        ...(numbered ? [mark] : []),
        label,
        place === null ? null : Math.round(place.easting),
        place === null ? null : Math.round(place.northing),
        place === null ? null : Number(place.latitude.toFixed(5)),
        place === null ? null : Number(place.longitude.toFixed(5)),
      ]),
    },
    tableText: listed.map(({ label, place, mark }) => [
      ...(numbered ? [mark ?? ''] : []),
      label,
      ...(place === null
        ? ['Not on the map', '', '', '']
        : [
            String(Math.round(place.easting)),
            String(Math.round(place.northing)),
            place.latitude.toFixed(5),
            place.longitude.toFixed(5),
          ]),
    ]),
  })
}

function placeOf({ x, y }: MapPoint, system: MapSystem): (GridPoint & LatLong) | null {
  if (!Number.isFinite(x) || !Number.isFinite(y) || (x === 0 && y === 0)) return null
  if (system === 'wgs84' && (Math.abs(y) > 85 || Math.abs(x) > 30)) return null
  const grid = system === 'osgb' ? { easting: x, northing: y } : toGrid({ latitude: y, longitude: x })
  if (
    grid.easting < 0 ||
    grid.northing < 0 ||
    grid.easting > extent.easting ||
    grid.northing > extent.northing
  )
    return null
  const geographic = system === 'wgs84' ? { latitude: y, longitude: x } : toLatLong(grid)
  return { ...grid, ...geographic }
}
