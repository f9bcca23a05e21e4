/** Rows a chart is drawn from: one cell for each column. Days and times are ISO 8601 text. */
export type ChartData = {
  columns: { name: string; title: string; type: string; unit?: string }[]
  rows: (string | number | boolean | null)[][]
}

/** A drawn chart, with what says the same without a picture. */
export type Chart = {
  /** The finding: `Hill Top library had the most visits: 12,400` */
  title: string
  /** Measure, area and period */
  subtitle: string
  /** `<svg role="img" …>` with its own title and description; no script, no outside address */
  svg: string
  /** What the picture shows, in a sentence or two */
  summary: string
  table: ChartData
}
