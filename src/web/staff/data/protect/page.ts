import type { FastifyRequest } from 'fastify'
import {
  findDataset,
  findVersion,
  findVersionById,
  protectImport,
  protectionWords,
  protections,
  type ImportRecord,
  type Protection,
  type ProtectionHow,
  type ScreeningFinding,
  type VersionColumn,
} from '../../../../datasets/index.ts'
import { plural, type App, type FormReader, type FormValue } from '../../../kit/index.ts'
import { ProblemError } from '../../../../kernel/outcome.ts'
import { readLines, type Choice } from '../../form-fields.ts'
import type { StaffServices } from '../../staff-services.ts'
import { addDataForm, type DataField } from '../forms/data-form.ts'
import { importPath, loadImport } from '../imports/load-import.ts'

type Column = Omit<VersionColumn, 'markers' | 'statistics'>
type Loaded = {
  record: ImportRecord
  columns: Column[]
  findings: ScreeningFinding[]
  /** What is protected already, by what was said of this file or of the version before */
  before: readonly Protection[]
}

/** Columns asked about one by one; further ones through the question at the end. */
const mostAsked = 30

/** What of a file may not go as it stands, column by column; then it is read again with that taken out. */
export function addProtectPage(app: App, services: StaffServices): void {
  addDataForm(app, services, {
    address: '/staff/data/imports/:id/protect',
    permissions: ['manage-datasets'],
    tab: 'imports',
    title: ({ record }: Loaded) => `Protect people in ${record.title}`,
    button: 'Read the file again',
    done: 'import-answered',
    trail: ({ record }) => [{ text: record.file.name, href: importPath(record.id) }],
    back: ({ record }) => importPath(record.id),
    next: (_loaded, value) => importPath((value as { importId: string }).importId),
    lead: () =>
      'What you choose is done to a copy: the file you sent stays as it is, and nothing that goes can be got back from what is published. The public reads your reason in the list of columns. Later files are protected in the same way until you change it here.',
    unavailable: ({ record, columns }) =>
      columns.length === 0 || record.outcome?.state === 'published'
        ? 'Only a file that has been read and is not public yet can be protected. To take back what is public, withdraw the version.'
        : null,
    load: (_staff, request) => load(services, request),
    fields: fieldsOf,
    values: valuesOf,
    version: ({ record }) => record.version,
    read: (form, loaded) => readProtections(form, loaded),
    run: (staff, { protect, breaking, version }, { record }) =>
      protectImport(services, staff, {
        importId: record.id,
        version,
        protect,
        ...(breaking === '' ? {} : { breaking }),
      }),
  })
}

async function load(services: StaffServices, request: FastifyRequest): Promise<Loaded> {
  const { staff, record } = await loadImport(services, request)
  const before = record.options.protect ?? (await protectedBefore(services, record))
  if (record.built !== null)
    return { record, before, columns: record.built.columns, findings: record.built.screening.findings }
  // A protection that cannot be done stops the file before anything is built of it, and is changed here.
  if (record.outcome === null) return { record, before, columns: readColumns(record), findings: [] }
  const found = await findVersionById(services.database.reader, staff.authorityId, record.outcome.versionId)
  if (found === null) throw new ProblemError('not-found', 'There is no such version.')
  return { record, before, columns: found.version.columns, findings: found.version.screening.findings }
}

/** Where nothing is said of a file, what the version before had protected is protected again. */
async function protectedBefore(
  { database: { reader } }: StaffServices,
  { authorityId, slug }: ImportRecord,
): Promise<readonly Protection[]> {
  const dataset = await findDataset(reader, authorityId, slug)
  if (dataset === null || dataset.latestVersion === null) return []
  return (await findVersion(reader, dataset.id, dataset.latestVersion))?.protect ?? []
}

const readColumns = ({ state, report }: ImportRecord): Column[] =>
  state === 'needs-decision' && report !== null
    ? report.mapping.flatMap(({ column, how }) => (how === 'absent' ? [] : [column]))
    : []

/** The columns something was found in or is done to already, in the order of the file. */
function askedOf({ before, columns, findings }: Loaded): Column[] {
  return columns
    .filter(
      ({ name }) =>
        findings.some(({ column }) => column === name) || before.some(({ column }) => column === name),
    )
    .slice(0, mostAsked)
}

const leave: Choice = { value: '', text: 'Leave it as it is: a second person must then let it go' }

function choicesOf(
  { name, type, kind }: Column,
  found: readonly ScreeningFinding[],
  before: readonly Protection[],
): Choice[] {
  const postcodes = kind === 'postcode' || found.some((finding) => finding.kind === 'UK_POSTCODE')
  const places = kind === 'easting' || kind === 'northing' || kind === 'latitude' || kind === 'longitude'
  const fits: Record<ProtectionHow, boolean> = {
    'redact-cells': true,
    'redact-column': true,
    suppress: type === 'integer',
    year: type === 'date' || type === 'datetime',
    month: type === 'date' || type === 'datetime',
    district: postcodes,
    sector: postcodes,
    kilometre: places,
  }
  const chosen = before.find(({ column }) => column === name)?.how
  return protections.flatMap((how) =>
    fits[how] || how === chosen ? [{ value: how, text: protectionWords[how] }] : [],
  )
}

function fieldsOf(loaded: Loaded): DataField[] {
  const asked = askedOf(loaded)
  const others = loaded.columns.filter((column) => !asked.includes(column))
  return [
    ...asked.flatMap((column): DataField[] => {
      const found = loaded.findings.filter((finding) => finding.column === column.name)
      return [
        {
          kind: 'radios',
          name: `how-${column.name}`,
          group: column.title,
          label: `What happens to “${column.title}”`,
          ...(found.length === 0 ? {} : { hint: found.map(({ message }) => message).join(' ') }),
          items: [leave, ...choicesOf(column, found, loaded.before)],
        },
        {
          kind: 'text',
          name: `reason-${column.name}`,
          label: `Why “${column.title}” is not given in full`,
          hint: 'The public reads it. Leave it empty where the column stays as it is.',
        },
      ]
    }),
    ...(others.length === 0 ? [] : otherFields(others)),
    {
      kind: 'text',
      name: 'breaking',
      group: 'For those who use the data',
      label: 'What changes for them',
      hint: 'Only where a column that is public already will hold another kind of value, such as years in place of days.',
      optional: true,
    },
  ]
}

function otherFields(others: readonly Column[]): DataField[] {
  return [
    {
      kind: 'select',
      name: 'other',
      group: 'Another column',
      label: 'Which',
      optional: true,
      items: [
        { value: '', text: 'None' },
        ...others.map(({ name, title }) => ({ value: name, text: title })),
      ],
    },
    {
      kind: 'select',
      name: 'other-how',
      label: 'What happens to it',
      optional: true,
      items: [
        { value: '', text: 'Nothing' },
        ...protections.map((how) => ({ value: how, text: protectionWords[how] })),
      ],
    },
    {
      kind: 'text',
      name: 'other-reason',
      label: 'Why it is not given in full',
      hint: 'For example: Counts below 5 could tell who is meant.',
      optional: true,
    },
    {
      kind: 'textarea',
      name: 'other-by',
      label: 'For small counts: the columns they are broken down by',
      hint: 'One on each line, as they are called in the list of columns. Cells that say Total or All are taken as totals.',
      rows: 2,
      optional: true,
    },
    {
      kind: 'text',
      name: 'other-threshold',
      label: 'For small counts: which are small',
      hint: 'Those below this number; 5 where you leave it empty.',
      width: 4,
      optional: true,
    },
  ]
}

function valuesOf({ before }: Loaded): Record<string, FormValue> {
  return Object.fromEntries(
    before.flatMap(({ column, how, reason }) => [
      [`how-${column}`, how],
      [`reason-${column}`, reason],
    ]),
  )
}

function readProtections(form: FormReader, loaded: Loaded): { protect: Protection[]; breaking: string } {
  const before = new Map(loaded.before.map((each) => [each.column, each]))
  const asked = askedOf(loaded)
  // What the form has no room to ask about stays as it is.
  const protect = loaded.before.filter(({ column }) => !asked.some(({ name }) => name === column))
  for (const column of asked) {
    const how = form.choice(`how-${column.name}`, protections)
    const reason = form.text(`reason-${column.name}`, { most: 300, label: 'The reason' })
    if (how === null) continue
    if (reason === '') form.fail(`reason-${column.name}`, `Enter why “${column.title}” is not given in full`)
    const kept = before.get(column.name)
    protect.push(kept?.how === how ? { ...kept, reason } : { column: column.name, how, reason })
  }
  const other = loaded.columns.find(({ name }) => name === form.text('other'))
  const how = form.choice('other-how', protections)
  if (other !== undefined || how !== null) protect.push(...readOther(form, loaded, other, how))
  const breaking = form.text('breaking', { most: 2000, label: 'What changes' })
  if (form.ok && protect.length === 0 && before.size === 0)
    form.fail(
      'form',
      `Choose what happens to at least one column, or go back: ${plural(loaded.columns.length, 'column')} would stay as they are`,
    )
  return { protect, breaking }
}

function readOther(
  form: FormReader,
  { columns }: Loaded,
  other: Column | undefined,
  how: ProtectionHow | null,
): Protection[] {
  const reason = form.text('other-reason', { most: 300, label: 'The reason' })
  const threshold = form.text('other-threshold', { most: 4, label: 'The number' })
  const by = readLines(form.text('other-by', { multiline: true, most: 2000 })).map((given) => {
    const column = columns.find(
      ({ name, title }) => name === given || title.toLowerCase() === given.toLowerCase(),
    )
    if (column === undefined) form.fail('other-by', `There is no column “${given}”`)
    return column?.name ?? given
  })
  if (other === undefined) form.fail('other', 'Select the column')
  if (how === null) form.fail('other-how', 'Select what happens to it')
  if (reason === '') form.fail('other-reason', 'Enter why it is not given in full')
  if (how === 'suppress' && by.length === 0)
    form.fail('other-by', 'Enter the columns by which the counts are broken down')
  if (threshold !== '' && !/^\d+$/.test(threshold)) form.fail('other-threshold', 'Enter a whole number')
  if (other === undefined || how === null || !form.ok) return []
  return [
    {
      column: other.name,
      how,
      reason,
      ...(how === 'suppress' ? { by, threshold: threshold === '' ? 5 : Number(threshold) } : {}),
    },
  ]
}
