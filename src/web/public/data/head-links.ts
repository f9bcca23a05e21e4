import { recordOfPage, writeSchemaOrg } from '../../../catalogue/index.ts'
import type { DatasetVersion } from '../../../datasets/index.ts'
import type { DatasetContext } from './dataset-context.ts'

/** The same dataset for programs: the `link` elements of its page, and the same as a header. */
export function describeForRobots(
  { authority, dataset }: DatasetContext,
  version: DatasetVersion | null,
  linkTo: (path: string) => string,
) {
  const path = `/data/${dataset.slug}`
  const links = [
    { rel: 'alternate', type: 'application/json', title: 'JSON', href: `${path}.json` },
    ...(version === null
      ? []
      : [
          { rel: 'alternate', type: 'text/csv', title: 'CSV', href: `${path}.csv` },
          {
            rel: 'describedby',
            type: 'application/csvm+json',
            title: 'CSV on the Web',
            href: `${path}.csv-metadata.json`,
          },
        ]),
    { rel: 'alternate', type: 'application/atom+xml', title: 'Changes', href: `/feeds${path}.atom` },
    { rel: 'alternate', type: 'text/turtle', title: 'DCAT, Turtle', href: `${path}.ttl` },
    { rel: 'alternate', type: 'application/ld+json', title: 'DCAT, JSON-LD', href: `${path}.jsonld` },
  ]
  return {
    links,
    canonical: linkTo(path),
    linkHeader: links.map(({ rel, type, href }) => `<${href}>; rel="${rel}"; type="${type}"`).join(', '),
    jsonLd: writeSchemaOrg(recordOfPage({ authority, linkTo }, dataset, version)),
  }
}
