import type { Dataset, VersionColumn } from '../datasets/index.ts'
import type { Authority } from '../identity/index.ts'
import {
  addColumns,
  makeRecord,
  type CatalogueSource,
  type DetailedRecord,
  type PublishedVersion,
} from './record.ts'

const at = Temporal.Instant.from('2026-03-04T09:30:15.123456Z')

export const exampleSource: CatalogueSource = {
  authority: {
    id: '01a20000-0000-7000-8000-000000000001',
    slug: 'exampleshire',
    name: 'Exampleshire Council',
    email: 'foi@example.org',
    phone: '01632 960000',
    website: null,
  } as Authority,
  linkTo: (path) => `https://data.example.org${path}`,
}

export const exampleDataset: Dataset = {
  id: '01a20000-0000-7000-8000-00000000000a',
  authorityId: exampleSource.authority.id,
  slug: 'spending',
  title: 'Spending over £500',
  description: 'Every payment over £500, with to whom and what for.\n\nPublished each month.',
  kind: 'table',
  theme: 'spending',
  keywords: ['spending', 'transparency'],
  owner: 'Finance',
  contactEmail: 'open.data@example.org',
  licence: 'OGL-UK-3.0',
  attributions: ['Contains OS data © Crown copyright and database right [year]'],
  frequency: 'monthly',
  areaName: 'Exampleshire',
  areaCode: 'E06000099',
  periodFrom: Temporal.PlainDate.from('2025-04-01'),
  periodTo: null,
  template: null,
  updateMode: 'replace',
  contract: [],
  primaryKey: ['reference'],
  knownProblems: 'Payments of schools are not in it.',
  redactionNote: 'Names of individuals are taken out.',
  links: [{ title: 'How to read it', url: 'https://www.example.org/guide page', format: 'PDF', note: '' }],
  charts: [],
  sealEvery: null,
  state: 'published',
  latestVersion: 2,
  firstPublishedAt: at.subtract({ hours: 720 }),
  changedAt: at,
  withdrawal: null,
  version: 3,
}

export const exampleVersions: PublishedVersion[] = [2, 1].map((number) => ({
  number,
  publishedAt: at.subtract({ hours: (2 - number) * 720 }),
  reason: number === 1 ? 'first' : 'correction',
  note: number === 1 ? '' : 'Two payments were put right.',
  breaking: null,
  periodFrom: Temporal.PlainDate.from('2025-04-01'),
  periodTo: Temporal.PlainDate.from('2026-02-28'),
  rows: 1000 + number,
  parquet: { sha256: 'b'.repeat(64), bytes: 2048 },
  csv: { sha256: 'a'.repeat(64), bytes: 4096 },
}))

const counted = {
  filled: 9,
  missing: 0,
  redacted: 0,
  suppressed: 0,
  distinct: 9,
  least: null,
  greatest: null,
  sum: null,
  mean: null,
  common: [],
}

export const exampleColumns: VersionColumn[] = [
  {
    name: 'reference',
    title: 'Reference',
    type: 'string',
    description: 'Of the payment',
    required: true,
    markers: false,
    statistics: counted,
  },
  {
    name: 'supplier',
    title: 'Supplier',
    type: 'string',
    description: '',
    markers: true,
    redaction: 'personal data',
    statistics: { ...counted, redacted: 2 },
  },
  {
    name: 'amount',
    title: 'Amount paid',
    type: 'number',
    kind: 'money',
    unit: 'GBP',
    description: 'Without VAT',
    markers: true,
    statistics: { ...counted, suppressed: 1 },
  },
  { name: 'paid_on', title: 'Paid on', type: 'date', description: '', markers: false, statistics: counted },
  {
    name: 'kind',
    title: 'Kind',
    type: 'string',
    description: '',
    values: ['Revenue', 'Capital'],
    markers: false,
    statistics: counted,
  },
]

/** A record of a made-up dataset, any part of which may be different. */
export function exampleRecord(
  facts: Partial<Dataset> = {},
  versions: readonly PublishedVersion[] = exampleVersions,
  columns: readonly VersionColumn[] = exampleColumns,
): DetailedRecord {
  const record = makeRecord(exampleSource, { ...exampleDataset, ...facts }, versions)
  return addColumns(record, versions.length === 0 ? [] : columns, versions.length === 0 ? [] : ['reference'])
}

/** Text that has broken some format before. */
export const hostileTexts = [
  ']]>',
  '</script><script>alert(1)</script>',
  '"""\\"quotes\\"""" and \'apostrophes\'',
  '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>&b;',
  '\u0000\u0001\u0008\u000b\u001f control',
  'line\r\nline\rline\n\ttab',
  '‮right to left‬ العربية',
  '👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  '\ud800 half a pair',
  '\ufffe\uffff not characters',
  '@prefix : <http://evil.invalid/> . :a :b "c" .',
  '=HYPERLINK("http://evil.invalid")',
  '  spaces  ',
  '\\u0022 \\n \\',
  '',
]
