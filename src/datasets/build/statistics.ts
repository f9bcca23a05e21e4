import type { ColumnStatistics, ContractColumn } from '../dataset.ts'
import { redactedToken } from '../ingest/redacted-phrase.ts'
import { suppressedToken } from '../ingest/canonical-cell.ts'
import { canonicalValue } from './canonical-sql.ts'
import { literal, name, type Duck } from './duck.ts'

type Counted = ContractColumn & { markers: boolean }

/**
 * Where the values of a column stand, in SQL; `counted` where each has the number of its rows beside it as `n`, and the
 * first of them as `first_row`.
 */
export type ValueSource = { from: string; value: string; counted: boolean }

export const wholeTable = (table: string, column: Pick<Counted, 'name'>): ValueSource => ({
  from: table,
  value: name(column.name),
  counted: false,
})

/** Longer values are not repeated in statistics. Characters. */
const longestValue = 200
const mostCommon = 10

/** What is counted of each column of `table`, over every row; its distinct values from `sources`, where it has one. */
export async function countColumns(
  duck: Duck,
  table: string,
  columns: readonly Counted[],
  sources: readonly (ValueSource | null)[],
  onColumn: (done: number) => void,
): Promise<ColumnStatistics[]> {
  const totals = columns.map((column) => {
    const value = name(column.name)
    const words = column.type === 'string'
    const marker = words ? value : column.markers ? name(`${column.name}__marker`) : null
    const numbers = column.type === 'number' || column.type === 'integer'
    return [
      `count(${words ? `nullif(${value}, ${literal(redactedToken)})` : value})::double`,
      marker === null ? '0' : `count(*) filter (${marker} = ${literal(redactedToken)})::double`,
      column.markers ? `count(*) filter (${marker} = ${literal(suppressedToken)})::double` : '0',
      numbers ? `cast(sum(${value}) as varchar)` : 'null',
      numbers ? `avg(${value})` : 'null',
    ].join(', ')
  })
  const [row = []] = await duck.rows(`select count(*)::double, ${totals.join(', ')} from ${table}`)
  const rows = Number(row[0])
  const statistics: ColumnStatistics[] = []
  for (const [at, column] of columns.entries()) {
    const [filled = 0, redacted = 0, suppressed = 0, sum = null, mean = null] = row.slice(
      1 + at * 5,
      6 + at * 5,
    )
    const counts = { filled: Number(filled), redacted: Number(redacted), suppressed: Number(suppressed) }
    statistics.push({
      ...counts,
      missing: rows - counts.filled - counts.redacted - counts.suppressed,
      ...(await countValues(duck, column, sources[at] ?? wholeTable(table, column))),
      sum: typeof sum === 'string' ? sum : null,
      mean: typeof mean === 'number' ? mean : null,
    })
    onColumn(at + 1)
  }
  return statistics
}

async function countValues(
  duck: Duck,
  column: Counted,
  { from, value, counted }: ValueSource,
): Promise<Pick<ColumnStatistics, 'distinct' | 'least' | 'greatest' | 'common'>> {
  const text = `left(${canonicalValue({ name: 'v', type: column.type })}, ${longestValue})`
  const real = column.type === 'string' ? ` and v <> ${literal(redactedToken)}` : ''
  const [row = []] = await duck.rows(
    `with g as materialized (select v, ${counted ? 'sum(n)::bigint' : 'count(*)'} as n from (select ${value} as v${counted ? ', n' : ''} from ${from}) where v is not null${real} group by 1), ` +
      `ends as (select min(v) as least, max(v) as greatest, count(*) as distinct_values, max(n) as most from g), ` +
      `common as (select v, n from g order by n desc, v limit ${mostCommon}) ` +
      `select distinct_values::double, (select ${text} from (select least as v from ends)), (select ${text} from (select greatest as v from ends)), ` +
      `(select to_json(list({value: ${text}, count: n::double} order by n desc, v))::varchar from common), most::double from ends`,
  )
  const [distinct = 0, least = null, greatest = null, common = null, most = 0] = row
  return {
    distinct: Number(distinct),
    least: typeof least === 'string' ? least : null,
    greatest: typeof greatest === 'string' ? greatest : null,
    common:
      typeof common === 'string' && Number(most) > 1
        ? (JSON.parse(common) as { value: string; count: number }[])
        : [],
  }
}
