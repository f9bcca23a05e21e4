import type { DatasetVersion } from '../../../datasets/index.ts'
import { extensionNames } from './explore-view.ts'

/** The stored files are of known size; the others are made from them when somebody asks. */
const forms = [
  ['csv', 'For spreadsheets and any program'],
  ['parquet', 'For data tools, typed and small'],
  ['xlsx', 'For Excel, made when you ask for it'],
  ['json', 'For programs, made when you ask for it'],
  ['ndjson', 'For programs, one row a line, made when you ask for it'],
] as const
/** A sheet of a spreadsheet has 1,048,576 rows, its headings among them. */
const mostSheetRows = 1_048_575

/** The whole table in each form, and what describes it to programs. */
export function toFilesView(slug: string, version: DatasetVersion, asked: number | null) {
  const path = `/data/${slug}${asked === null ? '' : `/versions/${asked}`}`
  return {
    updated: version.publishedAt,
    files: forms.map(([extension, use]) => {
      const stored = extension === 'csv' ? version.csv : extension === 'parquet' ? version.parquet : null
      return {
        name: extensionNames[extension],
        href: extension === 'xlsx' && version.rows > mostSheetRows ? null : `${path}.${extension}`,
        use:
          extension === 'xlsx' && version.rows > mostSheetRows
            ? 'Too many rows for one sheet: take CSV, or filter first'
            : use,
        size: stored?.bytes ?? null,
        sha256: stored?.sha256 ?? null,
      }
    }),
    variants: [
      {
        text: 'CSV with a byte-order mark, which older Excel needs for £ and accents',
        href: `${path}.csv?bom=true`,
      },
      { text: 'CSV in which no cell can run as a formula', href: `${path}.csv?safe=true` },
    ],
    together: asked === null ? [{ text: 'CSV and its description in one ZIP', href: `${path}.zip` }] : [],
    schemas: [
      { text: 'Data Package (datapackage.json)', href: `${path}/datapackage.json` },
      { text: 'CSV on the Web (csv-metadata.json)', href: `${path}.csv-metadata.json` },
    ],
  }
}
