import {
  datasetFacets,
  datasetSorts,
  findTheme,
  formatsOf,
  opennessOf,
  type BrowsedDatasets,
  type BrowseFilters,
  type DatasetFacet,
  type DatasetKind,
  type ListedDataset,
} from '../../../datasets/index.ts'
import { findFrequency, findLicence } from '../../../law/index.ts'
import type { Column } from '../../kit/index.ts'
import { readPageNumber, readQueryChoices, readQueryText } from '../read-query.ts'
import { datasetKindNames } from './kind-names.ts'

const extractLength = 240
const mostChoices = 30

/** The filters of the list as an address has them; a facet may be named many times. */
export function readDatasetFilters(query: unknown): BrowseFilters {
  const given = query as Record<string, unknown>
  const [sort] = readQueryChoices(given['sort'], datasetSorts)
  const chosen = datasetFacets.map((facet) => [
    facet,
    [given[facet] ?? []]
      .flat()
      .filter((value) => typeof value === 'string')
      .slice(0, mostChoices),
  ])
  return {
    ...(Object.fromEntries(chosen) as Record<DatasetFacet, string[]>),
    q: readQueryText(given['q']) || undefined,
    keyword: readQueryText(given['keyword']) || undefined,
    sort,
    page: readPageNumber(given['page']),
  }
}

const facetTitles: Record<DatasetFacet, string> = {
  theme: 'Theme',
  kind: 'Kind',
  format: 'Format',
  licence: 'Licence',
  frequency: 'How often it is updated',
}

function facetValueName(facet: DatasetFacet, value: string): string {
  if (facet === 'theme') return findTheme(value)?.title ?? value
  if (facet === 'kind') return datasetKindNames[value as DatasetKind] ?? value
  if (facet === 'licence') return findLicence(value)?.shortTitle ?? value
  if (facet === 'frequency') return findFrequency(value)?.title ?? value
  return value
}

/** The checkboxes of each filter with their counts. What is chosen stays, even where nothing has it. */
export function toFacetOptions(facets: BrowsedDatasets['facets'], filters: BrowseFilters) {
  return datasetFacets
    .map((facet) => {
      const chosen = filters[facet] ?? []
      const found = facets[facet]
      const lost = chosen.filter((value) => !found.some((one) => one.value === value))
      return {
        name: facet,
        title: facetTitles[facet],
        options: [...found, ...lost.map((value) => ({ value, count: 0 }))].map(({ value, count }) => ({
          value,
          count,
          text: facetValueName(facet, value),
          checked: chosen.includes(value),
        })),
      }
    })
    .filter(({ options }) => options.length > 1 || options.some(({ checked }) => checked))
}

/** What the chips of the filters in force are called. */
export function datasetChipNames(filters: BrowseFilters) {
  const facets = datasetFacets.map((facet) => [
    facet,
    {
      category: facetTitles[facet],
      values: Object.fromEntries(
        (filters[facet] ?? []).map((value) => [value, facetValueName(facet, value)]),
      ),
    },
  ])
  return { ...Object.fromEntries(facets), keyword: { category: 'Keyword' } } as Record<
    string,
    { category: string; values?: Record<string, string> }
  >
}

export function toListedView(dataset: ListedDataset) {
  const licence = findLicence(dataset.licence)
  return {
    href: `/data/${dataset.slug}`,
    title: dataset.title,
    extract: cutAtWord(dataset.description, extractLength),
    kindName: dataset.kind === 'table' ? null : datasetKindNames[dataset.kind],
    theme: findTheme(dataset.theme)?.title ?? null,
    updated: dataset.latest?.publishedAt ?? dataset.changedAt,
    frequency: findFrequency(dataset.frequency)?.title ?? null,
    rows: dataset.latest?.rows ?? null,
    formats: formatsOf(dataset),
    licence: {
      id: dataset.licence,
      title: licence?.shortTitle ?? dataset.licence,
      isOpen: licence?.isOpen ?? false,
    },
    openness: opennessOf(dataset, licence?.isOpen ?? false),
  }
}

/** The columns of the list as a file. */
export function listColumns(linkTo: (path: string) => string): Column<ListedDataset>[] {
  return [
    { name: 'title', value: ({ title }) => title },
    { name: 'address', value: ({ slug }) => linkTo(`/data/${slug}`) },
    { name: 'description', value: ({ description }) => description },
    { name: 'kind', value: ({ kind }) => kind },
    { name: 'theme', value: ({ theme }) => theme },
    { name: 'keywords', value: ({ keywords }) => keywords.join('; ') },
    { name: 'formats', value: (dataset) => formatsOf(dataset).join('; ') },
    { name: 'licence', value: ({ licence }) => licence },
    { name: 'frequency', value: ({ frequency }) => frequency },
    { name: 'updated', value: ({ latest, changedAt }) => (latest?.publishedAt ?? changedAt).toString() },
    { name: 'version', value: ({ latestVersion }) => latestVersion },
    { name: 'rows', value: ({ latest }) => latest?.rows },
    { name: 'owner', value: ({ owner }) => owner },
    { name: 'contact', value: ({ contactEmail }) => contactEmail },
  ]
}

function cutAtWord(text: string, most: number): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  if (flat.length <= most) return flat
  const cut = flat.slice(0, most)
  const end = Math.max(cut.lastIndexOf(' '), most / 2)
  return `${cut
    .slice(0, end)
    .toWellFormed()
    .replace(/[\s.,;:–-]+$/, '')}…`
}
