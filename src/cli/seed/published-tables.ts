import {
  findDataset,
  keepDatasetFile,
  receiveImport,
  runImport,
  type DatasetServices,
  type ImportOptions,
} from '../../datasets/index.ts'
import { listStaff, loadStaff, type Authority, type Staff } from '../../identity/index.ts'
import { legalDay } from '../../kernel/clock.ts'
import { must } from './case-script.ts'
import {
  cameras,
  grants,
  libraryVisits,
  planIndicators,
  publicHealthFunerals,
  spendingMonth,
  type ExampleFile,
} from './example-tables.ts'

type Example = {
  slug: string
  title: string
  description: string
  theme: string
  frequency: string
  owner: string
  template?: string
  updateMode?: 'replace' | 'add'
  keywords: string[]
  charts?: string[]
  primaryKey?: string[]
  files: { file: ExampleFile; options?: ImportOptions }[]
}

const invented = 'Invented figures, made to show how a dataset looks.'

/** What each council of the worked examples publishes; the months are those before today. */
function examplesOf(slug: string, today: Temporal.PlainDate): Example[] {
  const last = today.toPlainYearMonth().subtract({ months: 1 })
  if (slug === 'coventry')
    return [
      {
        slug: 'spending-over-500',
        title: 'Spending over £500',
        description: `Each payment to a supplier of more than £500. ${invented}`,
        theme: 'spending',
        frequency: 'monthly',
        owner: 'Finance',
        template: 'spending-over-500',
        updateMode: 'add',
        keywords: ['transparency', 'suppliers'],
        files: [2, 1, 0].map((back) => ({
          file: spendingMonth(last.subtract({ months: back }), 240),
          options: {
            dates: 'day-first',
            leaveOutFaultyRows: true,
            periodFrom: last.subtract({ months: back }).toPlainDate({ day: 1 }).toString(),
            periodTo: last.subtract({ months: back }).toPlainDate({ day: 31 }).toString(),
            note: 'The payments of one more month.',
          },
        })),
      },
      {
        slug: 'library-visits',
        title: 'Library visits',
        description: `Visits to each library and sessions on its computers, month by month. ${invented}`,
        theme: 'culture',
        frequency: 'monthly',
        owner: 'Libraries',
        keywords: ['libraries', 'official-statistics'],
        primaryKey: ['month', 'library'],
        charts: ['line: month by sum(visits)', 'bar: library by sum(visits)'],
        files: [
          { file: libraryVisits(last, false) },
          {
            file: libraryVisits(last, true),
            options: {
              reason: 'correction',
              note: 'The door counter at the Central library had counted each visit twice for a month.',
            },
          },
        ],
      },
      {
        slug: 'cctv-cameras',
        title: 'Public space cameras',
        description: `Where the council’s cameras stand. ${invented}`,
        theme: 'safety',
        frequency: 'annual',
        owner: 'Community safety',
        keywords: ['cctv', 'cameras'],
        primaryKey: ['camera_reference'],
        charts: ['bar: use by count'],
        files: [{ file: cameras() }],
      },
      {
        slug: 'council-plan-indicators',
        title: 'How the council plan is going',
        description: `Each indicator of the council plan for five years, with its target. ${invented}`,
        theme: 'council',
        frequency: 'annual',
        owner: 'Policy',
        template: 'performance-indicators',
        keywords: ['performance', 'official-statistics'],
        primaryKey: ['indicator', 'period'],
        files: [{ file: planIndicators(last.year) }],
      },
    ]
  return [
    {
      slug: 'grants-to-voluntary-groups',
      title: 'Grants to voluntary groups',
      description: `Each grant to a voluntary or community group. ${invented}`,
      theme: 'spending',
      frequency: 'annual',
      owner: 'Communities',
      keywords: ['grants', 'transparency'],
      primaryKey: ['grant_reference'],
      charts: ['bar: purpose by sum(amount_awarded)', 'line: month(award_date) by sum(amount_awarded)'],
      files: [{ file: grants(last.year - 1) }],
    },
    {
      slug: 'public-health-funerals',
      title: 'Public health funerals by year',
      description: `Funerals arranged by the council, counted by year and district. Counts below five are hidden. ${invented}`,
      theme: 'care',
      frequency: 'annual',
      owner: 'Bereavement services',
      keywords: ['funerals'],
      primaryKey: ['year', 'district'],
      charts: ['column: year by sum(funerals)'],
      files: [{ file: publicHealthFunerals(last.year - 1) }],
    },
  ]
}

/**
 * Publishes the example tables of each council through the same import that publishers use; what is there already
 * stays. Takes some seconds, so the server does it while it already answers.
 */
export async function publishExampleTables(
  services: DatasetServices,
  authorities: readonly Authority[],
  signal: AbortSignal,
): Promise<void> {
  const { reader } = services.database
  for (const authority of authorities) {
    const publisher = await findPublisher(services, authority)
    if (publisher === null) continue
    for (const { files, ...proposal } of examplesOf(authority.slug, legalDay(services.clock.now()))) {
      const found = await findDataset(reader, authority.id, proposal.slug)
      let known = found !== null
      for (const [index, { file, options = {} }] of files.entries()) {
        if (signal.aborted) return
        const kept = must(await keepDatasetFile(services, file.name, file.content), file.name)
        const { importId, already } = must(
          await receiveImport(services, publisher, {
            ...(known
              ? { slug: proposal.slug }
              : { proposal: { ...proposal, contactEmail: authority.email } }),
            file: kept,
            options: {
              ...(proposal.template === undefined ? {} : { template: proposal.template }),
              ...(proposal.primaryKey === undefined ? {} : { primaryKey: proposal.primaryKey }),
              ...options,
            },
            publish: true,
            requestKey: `example:${proposal.slug}:${index + 1}`,
          }),
          file.name,
        )
        known = true
        const ran = already ? null : await runImport(services, importId, { signal })
        // Where a person must decide, the files after it wait too.
        if (ran !== null && (!ran.ok || ran.value.state !== 'done')) break
      }
    }
  }
}

async function findPublisher(services: DatasetServices, authority: Authority): Promise<Staff | null> {
  const { reader } = services.database
  for (const member of await listStaff(reader, authority.id))
    if (member.active && member.roles.includes('publisher')) return loadStaff(reader, member.id)
  return null
}
