import {
  findVersionById,
  type BuiltSummary,
  type DatasetServices,
  type Decision,
  type ImportRecord,
  type ImportReport,
  type ScreeningFinding,
} from '../datasets/index.ts'
import type { Authority } from '../identity/index.ts'
import { countOf } from '../kernel/count-of.ts'
import { ProblemError } from '../kernel/outcome.ts'
import { problems } from '../kernel/problems.ts'
import { note, print, printJson, table } from './output.ts'

/** Where a version is to be found: what a program that published it wants to know. */
export type Addresses = {
  dataset: string
  version: string
  csv: string
  json: string
  parquet: string
  xlsx: string
  api: string
}

export function addressesOf(
  { linkTo }: Pick<DatasetServices, 'linkTo'>,
  authority: Authority,
  slug: string,
  number: number,
): Addresses {
  const to = (path: string): string => linkTo(authority, path)
  return {
    dataset: to(`/data/${slug}`),
    version: to(`/data/${slug}/versions/${number}`),
    csv: to(`/data/${slug}.csv`),
    json: to(`/data/${slug}.json`),
    parquet: to(`/data/${slug}.parquet`),
    xlsx: to(`/data/${slug}.xlsx`),
    api: to(`/api/v1/datasets/${slug}`),
  }
}

/** What would be published, for a person to look at. */
export function describeBuilt(slug: string, report: ImportReport, built: BuiltSummary): string {
  const lines = [
    `/data/${slug}: ${countOf(built.rows, 'row')}, ${countOf(built.columns.length, 'column')}`,
    '',
    table(
      built.columns.map(({ name, type, kind, statistics }) => [
        `  ${name}`,
        kind === undefined ? type : `${type} (${kind})`,
        `${statistics.filled.toLocaleString('en-GB')} filled`,
        [
          ...(statistics.redacted > 0 ? [`${statistics.redacted.toLocaleString('en-GB')} redacted`] : []),
          ...(statistics.suppressed > 0
            ? [`${statistics.suppressed.toLocaleString('en-GB')} suppressed`]
            : []),
          ...(statistics.least === null
            ? []
            : [`${short(statistics.least)} to ${short(statistics.greatest)}`]),
        ].join(', '),
      ]),
    ),
  ]
  const warnings = report.check.faults.filter(({ severity }) => severity === 'warning')
  if (report.drift.length > 0)
    lines.push('', 'Changes to the columns:', ...report.drift.map((one) => `  ${one}`))
  if (warnings.length > 0)
    lines.push(
      '',
      `${countOf(warnings.length, 'warning')}:`,
      ...warnings.map(({ message }) => `  ${message}`),
    )
  if (built.difference !== null) {
    const { from, added, removed, changed, same } = built.difference
    lines.push(
      '',
      `Against version ${from}: ${countOf(added, 'row')} added, ${removed.toLocaleString('en-GB')} removed, ${changed.toLocaleString('en-GB')} changed, ${same.toLocaleString('en-GB')} the same.`,
    )
  }
  if (built.screening.findings.length > 0)
    lines.push(
      '',
      built.screening.verdict === 'clear' ? 'The screening noted:' : 'A second person must look at:',
      ...built.screening.findings.map((finding) => `  ${sayFound(finding)}`),
    )
  return lines.join('\n')
}

/** Of the table, how many cells hold it; of what is said of it, only where. */
function sayFound({ column, message, count, words }: ScreeningFinding): string {
  return `${column}: ${message}${words === true ? '' : ` (${countOf(count, 'cell')})`}`
}

function short(text: string | null): string {
  const all = text ?? ''
  return all.length > 30 ? `${all.slice(0, 29)}…` : all
}

/** The option of `dataset publish` that answers a decision; null where only another file does. */
function answerTo({ kind, column, choices = [] }: Decision): string | null {
  const first = choices[0]?.value ?? ''
  switch (kind) {
    case 'dates':
      return '--dates day-first (or month-first)'
    case 'sheet':
      return `--sheet ${JSON.stringify(first || 'NAME')}`
    case 'mapping':
      return `--map ${JSON.stringify(`${column ?? 'COLUMN'}=${first || 'HEADING'}`)}`
    case 'breaking':
      return '--breaking "what changes for those who use the data"'
    case 'faulty-rows':
      return '--leave-out-faulty'
    case 'duplicate-keys':
      return '--key COLUMN,COLUMN (or --key none)'
    case 'accept':
      return `--accept ${first}`
    case 'protect':
      return `--protect ${column ?? 'COLUMN'}=HOW:REASON`
    default:
      return null
  }
}

/** Says what only a person may decide, each with the option that answers it. Exit code 7. */
export function tellDecisions(record: { decisions: Decision[]; slug: string }, json: boolean): void {
  process.exitCode = problems['invalid-input'].exit
  const decisions = record.decisions.map((decision) => ({ ...decision, answer: answerTo(decision) }))
  if (json) {
    printJson({ state: 'needs-decision', slug: record.slug, decisions })
    return
  }
  note('Nothing was published. A person must decide first:')
  for (const { message, remedy, answer, choices = [] } of decisions) {
    note(`\n${message}\n  ${remedy}`)
    for (const { value, label } of choices) note(`    ${value === label ? value : `${value}  ${label}`}`)
    if (answer !== null) note(`  Answer with: ${answer}`)
  }
}

/** Says how an import ended, with the exit code of what it came to. */
export async function tellOutcome(
  services: DatasetServices,
  authority: Authority,
  record: ImportRecord,
  { json, seconds }: { json: boolean; seconds: number | null },
): Promise<void> {
  if (record.state === 'needs-decision')
    return tellDecisions({ slug: record.slug, decisions: record.report?.decisions ?? [] }, json)
  if (record.state === 'ready') {
    process.exitCode = problems['not-now'].exit
    const next = `muniment dataset resume ${record.id} --yes`
    if (json)
      return printJson({
        state: 'ready',
        import: record.id,
        slug: record.slug,
        rows: record.built?.rows,
        next,
      })
    if (record.report && record.built) print(describeBuilt(record.slug, record.report, record.built))
    return note(`\nReady and not yet published. To publish it: ${next}`)
  }
  if (record.state === 'done' && record.outcome !== null) {
    const { number, versionId } = record.outcome
    if (number === null) {
      process.exitCode = problems['release-stopped'].exit
      const next = `muniment dataset approve ${versionId} --reason "why it may go" --as SOMEBODY-ELSE`
      const held = await findVersionById(services.database.reader, authority.id, versionId)
      const findings = held?.version.screening.findings ?? []
      if (json)
        return printJson({
          state: 'waiting',
          import: record.id,
          slug: record.slug,
          versionId,
          findings,
          next,
        })
      note('Not published yet: the screening found something that a second person must look at.')
      for (const finding of findings) note(`  ${sayFound(finding)}`)
      return note(`To publish it: ${next}`)
    }
    const addresses = addressesOf(services, authority, record.slug, number)
    if (json)
      return printJson({
        ...addresses,
        slug: record.slug,
        number,
        versionId,
        import: record.id,
        ...(seconds === null ? {} : { seconds: Math.round(seconds * 100) / 100 }),
      })
    return print(table(Object.entries(addresses)))
  }
  const { problem } = record
  const again =
    record.state === 'received' || record.state === 'failed'
      ? ` To go on with it: muniment dataset resume ${record.id}`
      : ''
  throw new ProblemError(
    problem?.code ?? 'not-now',
    `${problem?.detail ?? `The import is at “${record.state}”.`}${again}`,
    problem?.fields ?? [],
  )
}
