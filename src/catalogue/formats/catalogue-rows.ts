import type { CatalogueRecord } from '../record.ts'

type Cell = string | number | null

/** The catalogue as a table, a line for each dataset. */
export const catalogueColumns: readonly { name: string; value: (record: CatalogueRecord) => Cell }[] = [
  { name: 'identifier', value: ({ id }) => id },
  { name: 'slug', value: ({ slug }) => slug },
  { name: 'title', value: ({ title }) => title },
  { name: 'description', value: ({ description }) => description },
  { name: 'theme', value: ({ theme }) => theme?.title ?? null },
  { name: 'keywords', value: ({ keywords }) => keywords.join('; ') },
  { name: 'kept_by', value: ({ owner }) => owner },
  { name: 'contact_email', value: ({ contactEmail }) => contactEmail },
  { name: 'licence', value: ({ licence }) => licence.id },
  { name: 'attribution', value: ({ attribution }) => attribution },
  { name: 'frequency', value: ({ frequency }) => frequency?.id ?? null },
  { name: 'period_from', value: ({ period }) => period?.from?.toString() ?? null },
  { name: 'period_to', value: ({ period }) => period?.to?.toString() ?? null },
  { name: 'area', value: ({ area }) => area?.name ?? null },
  { name: 'issued', value: ({ issued }) => issued.round('second').toString() },
  { name: 'modified', value: ({ modified }) => modified.round('second').toString() },
  { name: 'version', value: ({ versionName }) => versionName },
  { name: 'rows', value: ({ latest }) => latest?.rows ?? null },
  { name: 'url', value: ({ addresses }) => addresses.page },
  {
    name: 'csv_url',
    value: ({ distributions }) => distributions.find(({ key }) => key === 'csv')?.url ?? null,
  },
]
