import { drawMap, mapColumns, type DrawnMap, type MapPoint } from '../../../charts/index.ts'
import {
  mostRows,
  queryTable,
  type DatasetServices,
  type DatasetVersion,
  type TableQuery,
} from '../../../datasets/index.ts'
import type { ChartSettings } from './charts-view.ts'
import { headingOf, isNumeric } from './column-format.ts'
import { fileHref, type TablePlace } from './table-address.ts'

/** More circles than this are a page too heavy to send. */
const mostPlaces = 3000
/** And more lines than this a table too long to read: all are in the file. */
const mostListed = 200

export type MapView = {
  chart: DrawnMap
  headings: { text: string; numeric: boolean }[]
  listed: string[][]
  cut: number | null
  csvHref: string
  jsonHref: string
}

/** The rows of a state on a map. Null where the table has no coordinates, or none that can be drawn. */
export async function drawPlaces(
  services: DatasetServices,
  version: DatasetVersion,
  place: TablePlace,
  query: TableQuery,
  { area, source }: ChartSettings,
): Promise<MapView | null> {
  const found = mapColumns(version.columns)
  if (found === null || query.group !== null) return null
  const fields = [found.x, found.y, found.label ?? found.x]
  const asked: TableQuery = {
    ...query,
    filters: [
      ...query.filters,
      ...[found.x, found.y].map((column) => ({ column, operator: 'notnull' as const, value: 'true' })),
    ],
    fields: [...new Set(fields)],
    facets: [],
    next: null,
    limit: mostRows,
  }
  const points: MapPoint[] = []
  let next: string | null = null
  let total: number
  do {
    const page = await queryTable(services, version, { ...asked, next })
    if (!page.ok) return null
    const { columns, rows, rowNumbers } = page.value
    const [x = -1, y = -1, label = -1] = fields.map((name) =>
      columns.findIndex((column) => column.name === name),
    )
    for (const [index, cells] of rows.entries())
      points.push({
        x: Number(cells[x]),
        y: Number(cells[y]),
        label: String(cells[label] ?? `Row ${rowNumbers[index] ?? ''}`),
        href: `${place.path}/rows/${rowNumbers[index] ?? ''}`,
      })
    next = page.value.next
    total = page.value.count
  } while (next !== null && points.length < mostPlaces)
  const drawn = drawMap(points, found.system, { total, source, ...(area === '' ? {} : { area }) })
  if (!drawn.ok) return null
  const chart = drawn.value
  return {
    chart,
    headings: chart.table.columns.map((column) => ({ text: headingOf(column), numeric: isNumeric(column) })),
    listed: chart.tableText.slice(0, mostListed),
    cut: chart.tableText.length > mostListed ? chart.tableText.length : null,
    csvHref: fileHref(place, query, 'csv'),
    jsonHref: fileHref(place, query, 'json'),
  }
}
