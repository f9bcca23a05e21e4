import { chartQuery, drawChart, readRecipeAddress, writeRecipe, type Chart } from '../../../charts/index.ts'
import {
  queryTable,
  type DatasetServices,
  type DatasetVersion,
  type TableQuery,
} from '../../../datasets/index.ts'
import { refuse, type Outcome, type Refusal } from '../../../kernel/outcome.ts'
import { headingOf, isNumeric } from './column-format.ts'
import { emptyQuery, fileHref, pageHref, type TablePlace } from './table-address.ts'

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

/** An address may ask for so many at once. */
const mostAsked = 4

export type ChartSettings = { area: string; period: string; source: string }

/** A recipe ready to be drawn, or what was written and why it is none. */
export type AskedChart = { recipe: string; message: string | null }

/** The charts an address asks for: `chart=bar:ward:sum(amount)`, or `chart=bar` beside the totals it is to draw. */
export function chartsOfAddress(params: URLSearchParams): AskedChart[] {
  return params
    .getAll('chart')
    .slice(0, mostAsked)
    .map((text) => {
      const short = /^([a-z]+):([^:]+):([^:]+)$/.exec(text)
      if (short !== null)
        return { recipe: `${short[1] ?? ''}: ${short[2] ?? ''} by ${short[3] ?? ''}`, message: null }
      if (text.includes(':')) return { recipe: text, message: null }
      const own = new URLSearchParams(params)
      own.set('chart', text)
      // Totals may show several measures; a chart draws the first.
      const [measure] = (params.get('measure') ?? '').split(',')
      if (measure !== undefined && measure !== '') own.set('measure', measure)
      const read = readRecipeAddress(own)
      return read === null || !read.ok
        ? { recipe: text, message: read?.detail ?? 'Choose totals first.' }
        : { recipe: writeRecipe(read.value), message: null }
    })
}

/** Kinds of chart that the totals shown could be drawn as, one link each. */
export function chartChoices(place: TablePlace, query: TableQuery): { text: string; href: string }[] {
  const { by = [], measures = [] } = query.group ?? {}
  const [first] = by
  if (first === undefined || by.length > 2 || measures.length === 0) return []
  const kinds = first.includes(':')
    ? ['line', ...(by.length === 1 ? ['column'] : [])]
    : by.length === 1
      ? ['bar', 'column']
      : []
  return kinds
    .filter((kind) => !place.charts.includes(kind))
    .map((kind) => ({ text: `${kind} chart`, href: pageHref({ ...place, charts: [kind] }, query) }))
}

/** Draws each recipe over the rows that the query's filters leave. */
export async function drawCharts(
  services: DatasetServices,
  version: DatasetVersion,
  place: TablePlace,
  charts: readonly (string | AskedChart)[],
  query: TableQuery,
  settings: ChartSettings,
): Promise<ChartView[]> {
  const views: ChartView[] = []
  for (const [index, asked] of charts.entries()) {
    const { recipe, message } = typeof asked === 'string' ? { recipe: asked, message: null } : asked
    const id = `chart-${index + 1}`
    const made =
      message === null
        ? await drawOne(services, version, recipe, query, settings)
        : refuse('invalid-input', message)
    views.push(made.ok ? toView(id, place, made.value) : { drawn: false, id, recipe, message: wordsOf(made) })
  }
  return views
}

function wordsOf({ detail, fields }: Refusal): string {
  return detail ?? fields?.map(({ message }) => message).join('. ') ?? ''
}

function toView(id: string, place: TablePlace, { chart, query }: Drawn): ChartView {
  return {
    drawn: true,
    id,
    chart,
    headings: chart.table.columns.map((column) => ({ text: headingOf(column), numeric: isNumeric(column) })),
    csvHref: fileHref(place, query, 'csv'),
    jsonHref: fileHref(place, query, 'json'),
  }
}

type Drawn = { chart: Chart; query: TableQuery }

async function drawOne(
  services: DatasetServices,
  version: DatasetVersion,
  recipe: string,
  query: TableQuery,
  { area, period, source }: ChartSettings,
): Promise<Outcome<Drawn>> {
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
