import type { ContractColumn } from '../../datasets/index.ts'
import type { DetailedRecord } from '../record.ts'
import { columnDescription, markersOf } from './table-schema.ts'

export const csvwType = 'application/csvm+json; charset=utf-8'

const datatypes: Record<ContractColumn['type'], string | Record<string, string>> = {
  string: 'string',
  integer: 'integer',
  number: 'decimal',
  boolean: { base: 'boolean', format: 'true|false' },
  date: { base: 'date', format: 'yyyy-MM-dd' },
  datetime: 'datetime',
}

/**
 * What a CSV means (W3C, Metadata Vocabulary for Tabular Data). `url` is the CSV described: the latest, or one version.
 * Markers are read as null, like an empty cell.
 */
export function toCsvw(record: DetailedRecord, url: string): Record<string, unknown> {
  const { licence, publisher, latest } = record
  return {
    '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
    url,
    'dc:title': record.title,
    'dc:description': record.description,
    'dc:identifier': record.id,
    'dc:publisher': { '@id': publisher.uri, 'schema:name': publisher.name },
    ...(licence.url === null ? {} : { 'dc:license': { '@id': licence.url } }),
    'dc:issued': { '@value': record.issued.round('second').toString(), '@type': 'xsd:dateTime' },
    'dc:modified': {
      '@value': (latest?.publishedAt ?? record.modified).round('second').toString(),
      '@type': 'xsd:dateTime',
    },
    ...(record.keywords.length === 0 ? {} : { 'dcat:keyword': record.keywords }),
    dialect: {
      encoding: 'utf-8',
      header: true,
      delimiter: ',',
      lineTerminators: ['\r\n', '\n'],
      doubleQuote: true,
    },
    tableSchema: {
      columns: record.columns.map((column) => {
        const description = columnDescription(column)
        const marked = markersOf(column)
        return {
          name: column.name,
          titles: [...new Set([column.name, column.title])],
          datatype: datatypes[column.type],
          ...(description === '' ? {} : { 'dc:description': description }),
          ...(column.required === true && !column.markers && column.statistics.missing === 0
            ? { required: true }
            : {}),
          null: ['', ...marked.map(({ value }) => value)],
        }
      }),
      ...(record.primaryKey.length === 0 ? {} : { primaryKey: record.primaryKey }),
    },
    notes: notesOf(record),
  }
}

function notesOf({
  attribution,
  redactionNote,
  knownProblems,
  columns,
}: DetailedRecord): Record<string, string>[] {
  const marked = columns.flatMap((column) =>
    markersOf(column).map(({ value, label }) => ({ column, value, label })),
  )
  const words = [
    attribution,
    redactionNote,
    knownProblems,
    ...marked.map(({ column, value, label }) => `${value} in ${column.name}: ${label}.`),
  ]
  return words.filter((note) => note !== '').map((note) => ({ 'dc:description': note }))
}

/** `/.well-known/csvm`: how the description of any CSV here is found from its address. */
export const csvwLocations = '{+url}-metadata.json\n'
