/** Rows a chart is drawn from: one cell for each column. Days and times are ISO 8601 text. */
export type ChartData = {
  /** `markers`: some cells of it are redacted or suppressed */
  columns: { name: string; title: string; type: string; kind?: string; unit?: string; markers?: boolean }[]
  rows: (string | number | boolean | null)[][]
}
export type ChartColumn = ChartData['columns'][number]

/** What the rows are about; each stands in the subtitle or under the picture. */
export type ChartContext = {
  area?: string
  period?: string
  source?: string
}

/** A drawn chart, with what says the same without a picture. */
export type Chart = {
  /** The finding: `Hill Top has the most visits: 12,400` */
  title: string
  /** Measure, area and period */
  subtitle: string
  /** `<svg role="img" …>` with its own title and description; no script, no outside address */
  svg: string
  /** The same for a window of a phone's width: text keeps its size. Style sheets show one of the two. */
  narrowSvg: string
  /** What the picture shows, in a sentence or two */
  summary: string
  /** What is left out or missing, each a sentence */
  notes: string[]
  source: string | null
  /** The figures behind the picture, those it leaves out too */
  table: ChartData
  /** The same rows as people read them: `£1,204`, `April 2025` */
  tableText: string[][]
}
