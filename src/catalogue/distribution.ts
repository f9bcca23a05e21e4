import type { Dataset, DatasetLink } from '../datasets/index.ts'
import { plainLine, plainText } from './formats/plain-text.ts'
import { webAddress } from './formats/web-address.ts'
import type { CatalogueSource, PublishedVersion } from './record.ts'
import { stableId } from './stable-id.ts'

/** One way to take a dataset away. */
export type Distribution = {
  /** Never changes as long as the dataset offers the same format, or the same address elsewhere */
  id: string
  /** Unique within the dataset, fit for a fragment: `csv`, `link-1` */
  key: string
  title: string
  description: string
  /** As CKAN writes it: `CSV` */
  format: string
  mediaType: string | null
  /** Code of the EU file-type table; null where it has none */
  euFileType: string | null
  url: string
  bytes: number | null
  sha256: string | null
  /** Of a version that never changes: `…/versions/3.csv` */
  versionUrl: string | null
  /** A page about the data, and not the data */
  document: boolean
}

type FileFormat = { format: string; mediaType: string; eu: string | null }

/** In the order in which they are offered. Answers to `/data/{slug}.{extension}`. */
const tableFormats = {
  csv: { format: 'CSV', mediaType: 'text/csv', eu: 'CSV' },
  json: { format: 'JSON', mediaType: 'application/json', eu: 'JSON' },
  parquet: { format: 'Parquet', mediaType: 'application/vnd.apache.parquet', eu: 'PARQUET' },
  xlsx: {
    format: 'XLSX',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    eu: 'XLSX',
  },
} as const satisfies Record<string, FileFormat>
export type TableFormat = keyof typeof tableFormats
const tableFormatNames = Object.keys(tableFormats) as TableFormat[]

const linkFormats: Record<string, Omit<FileFormat, 'format'>> = {
  ...Object.fromEntries(
    Object.values(tableFormats).map(({ format, ...rest }) => [format.toUpperCase(), rest]),
  ),
  PDF: { mediaType: 'application/pdf', eu: 'PDF' },
  HTML: { mediaType: 'text/html', eu: 'HTML' },
  XML: { mediaType: 'application/xml', eu: 'XML' },
  ZIP: { mediaType: 'application/zip', eu: 'ZIP' },
  XLS: { mediaType: 'application/vnd.ms-excel', eu: 'XLS' },
  ODS: { mediaType: 'application/vnd.oasis.opendocument.spreadsheet', eu: 'ODS' },
  DOCX: {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    eu: 'DOCX',
  },
  GEOJSON: { mediaType: 'application/geo+json', eu: 'GEOJSON' },
}

function tableResourceId(datasetId: string, format: TableFormat): string {
  return stableId(datasetId, `latest:${format}`)
}

function linkResourceId(datasetId: string, link: DatasetLink): string {
  return stableId(datasetId, `link:${link.url}`)
}

/** Every resource id that a dataset has now: what a client that knows only the id is looked up by. */
export function resourceIdsOf(dataset: Pick<Dataset, 'id' | 'kind' | 'links'>): Set<string> {
  const own =
    dataset.kind === 'table' ? tableFormatNames.map((name) => tableResourceId(dataset.id, name)) : []
  return new Set([...own, ...dataset.links.map((link) => linkResourceId(dataset.id, link))])
}

export function makeDistributions(
  source: CatalogueSource,
  dataset: Dataset,
  latest: PublishedVersion | null,
): Distribution[] {
  const own = dataset.kind === 'table' && latest !== null ? tableDistributions(source, dataset, latest) : []
  const linked = dataset.links.flatMap((link, index) => {
    const url = webAddress(link.url)
    if (url === null) return []
    const format = plainLine(link.format)
    const known = linkFormats[format.toUpperCase().replace(/^\./, '')]
    return {
      id: linkResourceId(dataset.id, link),
      key: `link-${index + 1}`,
      title: plainLine(link.title) || format || dataset.slug,
      description: plainText(link.note),
      format: format || 'HTML',
      mediaType: known?.mediaType ?? null,
      euFileType: known?.eu ?? null,
      url,
      bytes: null,
      sha256: null,
      versionUrl: null,
      // Beside a table of ours an address elsewhere explains it; for data kept elsewhere it is the data.
      document: dataset.kind === 'table',
    }
  })
  return [...own, ...linked]
}

function tableDistributions(
  { linkTo }: CatalogueSource,
  { id, slug, title }: Dataset,
  latest: PublishedVersion,
): Distribution[] {
  const files: Partial<Record<TableFormat, { bytes: number; sha256: string }>> = {
    csv: latest.csv,
    parquet: latest.parquet,
  }
  return tableFormatNames.map((name) => {
    const { format, mediaType, eu } = tableFormats[name]
    return {
      id: tableResourceId(id, name),
      key: name,
      title: `${plainLine(title) || slug} (${format})`,
      description: `The latest version, number ${latest.number}.`,
      format,
      mediaType,
      euFileType: eu,
      url: linkTo(`/data/${slug}.${name}`),
      bytes: files[name]?.bytes ?? null,
      sha256: files[name]?.sha256 ?? null,
      versionUrl: linkTo(`/data/${slug}/versions/${latest.number}.${name}`),
      document: false,
    }
  })
}
