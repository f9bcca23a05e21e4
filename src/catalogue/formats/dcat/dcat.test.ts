import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { fc } from '../../../../test/support/property.ts'
import jsonld from 'jsonld'
import { Parser, type Quad } from 'n3'
import { RdfXmlParser } from 'rdfxml-streaming-parser'
import {
  exampleDataset,
  exampleRecord,
  exampleSource,
  exampleVersions,
  hostileTexts,
} from '../../record.fixture.ts'
import { catalogueQuads, datasetQuads } from './catalogue-quads.ts'
import type { Quads } from './quads.ts'
import { rdfFormats } from './write-quads.ts'

type AnyTerm = { termType: string; value: string; datatype?: { value: string }; language?: string }
const write = (term: AnyTerm): string =>
  term.termType === 'Literal'
    ? JSON.stringify([term.value, term.datatype?.value, term.language ?? ''])
    : `${term.termType} ${term.value}`
const lines = (quads: Iterable<{ subject: AnyTerm; predicate: AnyTerm; object: AnyTerm }>): string[] =>
  [...quads]
    .map(({ subject, predicate, object }) => [subject, predicate, object].map(write).join(' '))
    .toSorted()

async function readTurtle(text: string): Promise<string[]> {
  return lines(new Parser({ format: 'text/turtle' }).parse(text))
}

/** Nothing may be fetched: the context stands in the document. */
async function readJsonLd(text: string): Promise<string[]> {
  const options = {
    documentLoader: async (url: string): Promise<never> => {
      throw new Error(`asked for ${url}`)
    },
  }
  return lines((await jsonld.toRDF(JSON.parse(text) as jsonld.JsonLdDocument, options)) as Quad[])
}

async function readRdfXml(text: string): Promise<string[]> {
  const quads: Quad[] = []
  for await (const quad of Readable.from([text]).pipe(new RdfXmlParser())) quads.push(quad as Quad)
  return lines(quads)
}

async function readAll(quads: Quads): Promise<Record<'turtle' | 'json' | 'xml', string[]>> {
  const [turtle, json, xml] = await Promise.all([
    rdfFormats.ttl.write(quads).then(readTurtle),
    rdfFormats.jsonld.write(quads).then(readJsonLd),
    rdfFormats.rdf.write(quads).then(readRdfXml),
  ])
  return { turtle, json, xml }
}

const page = {
  total: 250,
  pageSize: 100,
  modified: exampleDataset.changedAt,
  links: {
    self: 'https://data.example.org/catalog.ttl?page=2&q=a%20b',
    first: 'https://data.example.org/catalog.ttl',
    previous: 'https://data.example.org/catalog.ttl',
    next: 'https://data.example.org/catalog.ttl?page=3',
    last: 'https://data.example.org/catalog.ttl?page=3',
  },
}

test('Turtle, JSON-LD and RDF/XML say the same, read by parsers of others', async () => {
  const records = [exampleRecord(), exampleRecord({ slug: 'other', kind: 'external' }, [])]
  const quads = catalogueQuads(exampleSource, { ...page, records })
  const { turtle, json, xml } = await readAll(quads)
  assert.ok(turtle.length > 120, `${turtle.length} statements`)
  assert.deepEqual(turtle, lines(quads.flat()))
  assert.deepEqual(json, turtle)
  assert.deepEqual(xml, turtle)
  assert.equal(new Set(turtle).size, turtle.length, 'nothing is said twice')
})

test('whatever publishers write, the three stay readable and equal', async () => {
  const text = fc.oneof(
    fc.constantFrom(...hostileTexts),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ unit: 'grapheme' }),
  )
  await fc.assert(
    fc.asyncProperty(text, text, text, text, async (title, description, word, url) => {
      const record = exampleRecord({
        title,
        description,
        keywords: [word, title],
        owner: word,
        contactEmail: url,
        redactionNote: description,
        areaName: word,
        attributions: [title],
        links: [
          { title, url, format: word, note: description },
          { title, url: `https://example.org/${url}`, format: 'CSV', note: '' },
        ],
      })
      const { turtle, json, xml } = await readAll(datasetQuads(record))
      assert.deepEqual(json, turtle)
      assert.deepEqual(xml, turtle)
    }),
    { numRuns: 60 },
  )
})

test('a dataset has what DCAT-AP and the UK exchange model ask for', async () => {
  const all = datasetQuads(exampleRecord()).flat()
  const dataset = 'https://data.example.org/data/spending'
  const said = (subject: string, name: string) =>
    all
      .filter((quad) => quad.subject.value === subject && quad.predicate.value === name)
      .map(({ object }) => object.value)
  const dct = 'http://purl.org/dc/terms/'
  const dcat = 'http://www.w3.org/ns/dcat#'
  assert.deepEqual(said(dataset, `${dct}title`), ['Spending over £500'])
  assert.deepEqual(said(dataset, `${dct}identifier`), [exampleDataset.id])
  assert.deepEqual(said(dataset, `${dct}modified`), ['2026-03-04T09:30:15Z'])
  assert.deepEqual(said(dataset, `${dct}license`), [
    'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
  ])
  assert.deepEqual(said(dataset, `${dct}accrualPeriodicity`), [
    'http://publications.europa.eu/resource/authority/frequency/MONTHLY',
    'http://purl.org/cld/freq/monthly',
  ])
  assert.deepEqual(said(dataset, `${dct}spatial`), [
    'http://statistics.data.gov.uk/id/statistical-geography/E06000099',
  ])
  assert.deepEqual(said(dataset, `${dcat}version`), ['2'])
  assert.deepEqual(said(dataset, `${dcat}hasCurrentVersion`), [`${dataset}/versions/2`])
  assert.deepEqual(said(`${dataset}/versions/2`, `${dcat}previousVersion`), [`${dataset}/versions/1`])
  assert.deepEqual(said(`${dataset}/versions/1`, `${dcat}isVersionOf`), [dataset])
  for (const name of [
    'publisher',
    'creator',
    'accessRights',
    'rights',
    'provenance',
    'conformsTo',
    'temporal',
  ])
    assert.equal(said(dataset, dct + name).length, 1, name)
  const model = 'https://w3id.org/co-cddo/uk-cross-government-metadata-exchange-model/'
  assert.deepEqual(said(dataset, `${model}securityClassification`), ['OFFICIAL'])
  const [contact = ''] = said(dataset, `${dcat}contactPoint`)
  assert.deepEqual(said(contact, 'http://www.w3.org/2006/vcard/ns#hasEmail'), [
    'mailto:open.data@example.org',
  ])
  assert.deepEqual(said(contact, 'http://www.w3.org/2006/vcard/ns#fn'), ['Finance'])
  const [checksum = ''] = said(`${dataset}#csv`, 'http://spdx.org/rdf/terms#checksum')
  assert.deepEqual(said(checksum, 'http://spdx.org/rdf/terms#checksumValue'), ['a'.repeat(64)])
  assert.deepEqual(said(`${dataset}#csv`, `${dcat}byteSize`), ['4096'])
  assert.deepEqual(
    said(dataset, `${dcat}distribution`),
    ['csv', 'json', 'parquet', 'xlsx'].map((key) => `${dataset}#${key}`),
  )
  assert.deepEqual(said(dataset, 'http://xmlns.com/foaf/0.1/page'), ['https://www.example.org/guide%20page'])
})

test('files that each stand for a period are a series; versions of one period, or added to, are none', async () => {
  const dcat = 'http://www.w3.org/ns/dcat#'
  const dataset = 'https://data.example.org/data/spending'
  const [, first] = exampleVersions
  assert.ok(first !== undefined)
  const month = (number: number, start: string) => {
    const periodFrom = Temporal.PlainDate.from(start)
    return { ...first, number, periodFrom, periodTo: periodFrom.add({ months: 1 }).subtract({ days: 1 }) }
  }
  // May came before April was put right.
  const versions = [month(3, '2025-04-01'), month(2, '2025-05-01'), month(1, '2025-04-01')]
  const quads = catalogueQuads(exampleSource, { ...page, records: [exampleRecord({}, versions)] })
  const { turtle, json, xml } = await readAll(quads)
  assert.deepEqual(json, turtle)
  assert.deepEqual(xml, turtle)
  const all = quads.flat()
  const said = (subject: string, name: string) =>
    all
      .filter((quad) => quad.subject.value === subject && quad.predicate.value === name)
      .map(({ object }) => object.value)
  const series = `${dataset}#series`
  assert.deepEqual(said(series, 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'), [`${dcat}DatasetSeries`])
  assert.deepEqual(said(series, 'http://purl.org/dc/terms/title'), ['Spending over £500: every period'])
  assert.deepEqual(said(series, `${dcat}last`), [`${dataset}/versions/2`])
  assert.deepEqual(said(`${series}-period`, `${dcat}startDate`), ['2025-04-01'])
  assert.deepEqual(said(`${series}-period`, `${dcat}endDate`), ['2025-05-31'])
  for (const member of [dataset, `${dataset}/versions/2`, `${dataset}/versions/3`])
    assert.deepEqual(said(member, `${dcat}inSeries`), [series], member)
  assert.deepEqual(said(`${dataset}/versions/1`, `${dcat}inSeries`), [])
  assert.deepEqual(said(`${dataset}/versions/2`, `${dcat}prev`), [`${dataset}/versions/3`])
  assert.deepEqual(said(`${dataset}/versions/3`, `${dcat}previousVersion`), [`${dataset}/versions/2`])
  assert.deepEqual(said('https://data.example.org/catalog', `${dcat}resource`), [series])
  assert.deepEqual(said('https://data.example.org/catalog', `${dcat}dataset`), [dataset])
  for (const record of [exampleRecord(), exampleRecord({ updateMode: 'add' }, versions)])
    assert.ok(
      !datasetQuads(record)
        .flat()
        .some(({ subject }) => subject.value === series),
    )
})

test('a harvester that takes everything called a dataset finds each once, and nothing without a name', () => {
  const records = [exampleRecord(), exampleRecord({ slug: 'other' })]
  const all = catalogueQuads(exampleSource, { ...page, records }).flat()
  const datasets = all.filter(
    ({ predicate, object }) =>
      predicate.value.endsWith('#type') && object.value === 'http://www.w3.org/ns/dcat#Dataset',
  )
  assert.deepEqual(
    datasets.map(({ subject }) => subject.value),
    ['https://data.example.org/data/spending', 'https://data.example.org/data/other'],
  )
  for (const { subject, object } of all)
    assert.ok(subject.termType === 'NamedNode' && object.termType !== 'BlankNode', subject.value)
})
