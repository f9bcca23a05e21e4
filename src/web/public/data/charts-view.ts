import { chartQuery, drawChart, readRecipeAddress, writeRecipe, type Chart } from '../../../charts/index.ts'
import {
  queryTable,
  type DatasetServices,
  type DatasetVersion,
  type TableQuery,
} from '../../../datasets/index.ts'
import type { Outcome } from '../../../kernel/outcome.ts'
import { headingOf, isNumeric } from './column-format.ts'
import { emptyQuery, fileHref, type TablePlace } from './table-address.ts'

/** A chart as the page shows it; or, where the recipe cannot be drawn, why. */
export type ChartView =
  | {
      drawn: true
      id: string
      chart: Chart
      headings: { text: string; numeric: boolean }[]
      csvHref: string
      jsonHref: string
    }
  | { drawn: false; id: string; recipe: string; message: string }

export type ChartSettings = { area: string; period: string; source: string }

/**
 * The recipes an address asks for: `chart=bar:ward:sum(amount)`, or `chart=bar` beside the totals it is to draw. What
 * cannot be read stays as it is, so that drawing it says why.
 */
export function recipesOfAddress(params: URLSearchParams): string[] {
  return params
    .getAll('chart')
    .slice(0, 4)
    .map((text) => {
      const short = /^([a-z]+):([^:]+):([^:]+)$/.exec(text)
      if (short !== null) return `${short[1] ?? ''}: ${short[2] ?? ''} by ${short[3] ?? ''}`
      if (text.includes(':')) return text
      const own = new URLSearchParams(params)
      own.set('chart', text)
      const read = readRecipeAddress(own)
      return read !== null && read.ok ? writeRecipe(read.value) : text
    })
}

/** Draws each recipe over the rows that the query's filters leave. */
export async function drawCharts(
  services: DatasetServices,
  version: DatasetVersion,
  place: TablePlace,
  recipes: readonly string[],
  query: TableQuery,
  settings: ChartSettings,
): Promise<ChartView[]> {
  const views: ChartView[] = []
  for (const [index, recipe] of recipes.entries()) {
    const id = `chart-${index + 1}`
    const made = await drawOne(services, version, recipe, query, settings)
    views.push(
      made.ok
        ? {
            drawn: true,
            id,
            chart: made.value.chart,
            headings: made.value.chart.table.columns.map((column) => ({
              text: headingOf(column),
              numeric: isNumeric(column),
            })),
            csvHref: fileHref(place, made.value.query, 'csv'),
            jsonHref: fileHref(place, made.value.query, 'json'),
          }
        : {
            drawn: false,
            id,
            recipe,
            message: made.detail ?? made.fields?.map(({ message }) => message).join('. ') ?? '',
          },
    )
  }
  return views
}

async function drawOne(
  services: DatasetServices,
  version: DatasetVersion,
  recipe: string,
  query: TableQuery,
  { area, period, source }: ChartSettings,
): Promise<Outcome<{ chart: Chart; query: TableQuery }>> {
  const asked = chartQuery(recipe, version.columns)
  if (!asked.ok) return asked
  const { group, measures, filters, sort, limit } = asked.value
  const totals: TableQuery = {
    ...emptyQuery,
    filters: [...query.filters, ...filters],
    search: query.search,
    group: { by: group, measures },
    sort,
    limit,
  }
  const page = await queryTable(services, version, totals)
  if (!page.ok) return page
  const drawn = drawChart(recipe, page.value, {
    columns: version.columns,
    source,
    ...(area === '' ? {} : { area }),
    ...(period === '' ? {} : { period }),
  })
  return drawn.ok ? { ok: true, value: { chart: drawn.value, query: totals } } : drawn
}
