import type { CatalogueRecord, CatalogueSource } from '../../record.ts'
import { makePublisher } from '../../record.ts'
import { describeDataset, describePublisher, describeVersions } from './dataset-quads.ts'
import { count, dateTime, Description, node, text } from './describe.ts'
import type { Quads } from './quads.ts'
import { describeSeries, seriesAddress, seriesMembers } from './series-quads.ts'

export type CataloguePage = {
  records: readonly CatalogueRecord[]
  /** Datasets that match, on every page */
  total: number
  pageSize: number
  modified: Temporal.Instant | null
  /** Of this page and those beside it; null where there is none */
  links: { self: string; first: string; previous: string | null; next: string | null; last: string }
}

/** One dataset with everything it refers to. */
export function datasetQuads(record: CatalogueRecord): Quads {
  const into = new Description()
  describeDataset(into, record)
  describeVersions(into, record)
  describeSeries(into, record)
  describePublisher(into, record.publisher)
  return [into.quads]
}

/** A page of the catalogue: the catalogue itself, its datasets, and where the other pages are. */
export function catalogueQuads(source: CatalogueSource, page: CataloguePage): Quads {
  const { linkTo } = source
  const publisher = makePublisher(source)
  const catalogue = node(linkTo('/catalog'))
  const about = new Description()
  about.about(catalogue, ['dcat:Catalog'], {
    'dct:title': text(`Open data of ${publisher.name}`),
    'dct:description': text(`Every dataset that ${publisher.name} publishes here.`),
    'dct:publisher': describePublisher(about, publisher),
    'dct:language': node('http://publications.europa.eu/resource/authority/language/ENG'),
    'dct:modified': page.modified === null ? null : dateTime(page.modified),
    'foaf:homepage': node(linkTo('/data')),
    'dcat:service': node(linkTo('/api/3#service')),
    'dcat:dataset': page.records.map(({ addresses }) => node(addresses.page)),
    'dcat:resource': page.records.filter((record) => seriesMembers(record).size > 0).map(seriesAddress),
  })
  about.about(node(linkTo('/api/3#service')), ['dcat:DataService'], {
    'dct:title': text('Catalogue and table API'),
    'dcat:endpointURL': node(linkTo('/api/3/action/')),
    'dcat:endpointDescription': node(linkTo('/help/api')),
    'dcat:servesDataset': page.records
      .filter(({ kind, latest }) => kind === 'table' && latest !== null)
      .map(({ addresses }) => node(addresses.page)),
  })
  describePaging(about, page)
  const shared = new Set<string>()
  return [
    about.quads,
    ...page.records.map((record) => {
      const into = new Description(shared)
      describeDataset(into, record)
      describeVersions(into, record)
      describeSeries(into, record)
      return into.quads
    }),
  ]
}

/** Old harvesters know only the collection and its `nextPage`, newer ones the view and its `next`: both are said. */
function describePaging(into: Description, { links, total, pageSize }: CataloguePage): void {
  const at = (address: string | null) => (address === null ? null : node(address))
  into.about(node(links.self), ['hydra:PagedCollection', 'hydra:PartialCollectionView'], {
    'hydra:totalItems': count(total),
    'hydra:itemsPerPage': count(pageSize),
    'hydra:first': at(links.first),
    'hydra:firstPage': at(links.first),
    'hydra:previous': at(links.previous),
    'hydra:previousPage': at(links.previous),
    'hydra:next': at(links.next),
    'hydra:nextPage': at(links.next),
    'hydra:last': at(links.last),
    'hydra:lastPage': at(links.last),
  })
}
