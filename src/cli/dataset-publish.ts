import { createReadStream } from 'node:fs'
import { mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { Command } from 'commander'
import {
  answerImport,
  cancelImport,
  findDataset,
  keepDatasetFile,
  receiveImport,
  rehearseImport,
  suggestSlug,
  versionReasons,
  type DatasetProposal,
  type DatasetServices,
  type ImportOptions,
  type ImportRecord,
  protections,
  type Protection,
} from '../datasets/index.ts'
import type { Authority, Staff } from '../identity/index.ts'
import type { Installation } from '../installation.ts'
import { newId } from '../kernel/ids.ts'
import { ProblemError } from '../kernel/outcome.ts'
import { actingFor, chooseAuthority } from './acting.ts'
import type { CommandContext } from './context.ts'
import { describeBuilt, tellDecisions, tellOutcome } from './dataset-outcome.ts'
import { stageReporter, workOnImport } from './dataset-work.ts'
import { examples, oneOf } from './help.ts'
import { note, print, printJson, valueOf } from './output.ts'
import { reportProgress } from './progress.ts'

type Flags = {
  authority?: string
  as?: string
  title?: string
  series?: string
  description?: string
  contact?: string
  licence?: string
  frequency?: string
  theme?: string
  sheet?: string
  dates?: string
  template?: string
  map?: string[]
  leaveOut?: string[]
  leaveOutFaulty?: true
  accept?: string[]
  protect?: string[]
  breaking?: string
  add?: true
  reason?: string
  note?: string
  periodFrom?: string
  periodTo?: string
  key?: string
  yes?: true
  dryRun?: true
  json?: true
}

const several = (value: string, before: string[] = []): string[] => [...before, value]

/** `muniment dataset publish`: a file to a public, versioned table. */
export function datasetPublishCommand(context: CommandContext): Command {
  return new Command('publish')
    .description('Publish a file as a new dataset, or as the next version of one')
    .argument('<file>', 'a CSV, TSV, XLSX, ODS or JSON file, or a zip with one inside; - for standard input')
    .option('--authority <slug>', 'whose dataset, where there are several authorities')
    .option('--as <email>', 'the publisher you act as; not needed where there is only one')
    .option('--title <title>', 'of a new dataset; the one of that title gets a new version')
    .option('--series <slug>', 'the dataset by its address, or the address of the new one')
    .option('--description <text>', 'of a new dataset')
    .option('--contact <email>', 'a mailbox shown in public; the authority’s own without it')
    .option('--licence <id>', 'such as OGL-UK-3.0, which it is without this')
    .option('--frequency <id>', 'how often there is a new version, such as monthly')
    .option('--theme <id>', 'such as spending')
    .option('--template <id>', 'the columns it should have, such as spending-over-500')
    .option('--sheet <name>', 'the sheet of a workbook, or the file in a zip of several')
    .option('--dates <order>', 'how to read days such as 03/04/2025: day-first or month-first')
    .option('--map <column=heading>', 'which heading holds a column; again for more', several)
    .option('--leave-out <heading>', 'a column of the file that is not published; again for more', several)
    .option('--leave-out-faulty', 'publish without the rows that do not fit; the page says how many')
    .option('--accept <code>', 'a fault of the file that is meant; again for more', several)
    .option(
      '--protect <column=how:reason>',
      `what of people may not go as it stands; again for more. How: ${protections.join(', ')}; suppress(COLUMN,COLUMN)`,
      several,
    )
    .option('--breaking <text>', 'what changes for those who use the data, where the columns change')
    .option('--add', 'the file is more rows, not the whole table again')
    .option('--reason <reason>', versionReasons.join(', '))
    .option('--note <text>', 'what is new, or what was corrected and why')
    .option('--period-from <date>', 'the first day the data is about')
    .option('--period-to <date>', 'the last day')
    .option('--key <columns>', 'the columns that tell rows apart, with commas between; or none')
    .option('--yes', 'publish without asking')
    .option('--dry-run', 'say what would be published, and keep nothing')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples(
        'muniment dataset publish spend.csv --authority coventry --title "Spending over £500" --yes',
        'muniment dataset publish june.xlsx --series spending-over-500 --add --sheet June --period-from 2026-06-01 --period-to 2026-06-30',
        'muniment dataset publish spend.csv --series spending-over-500 --reason correction --note "VAT was left out" --yes --json',
      ),
    )
    .action((file: string, flags: Flags) =>
      context.withInstallation((installation) => publishFile(installation, file, flags)),
    )
}

async function publishFile(installation: Installation, file: string, flags: Flags): Promise<void> {
  const began = performance.now()
  const { services } = installation
  const authority = chooseAuthority(installation, flags.authority)
  const staff = await actingFor(installation, authority, 'manage-datasets', flags.as)
  const options = optionsOf(flags)
  const target = await targetOf(services, authority, flags)
  if (flags.dryRun) return rehearse(services, staff, file, { ...target, options }, flags.json === true)
  const content = await openInput(file)
  const kept = valueOf(await keepDatasetFile(services, nameOf(file), content), 'Keeping the file')
  const received = valueOf(
    await receiveImport(services, staff, { ...target, file: kept, options, publish: flags.yes === true }),
    'Publishing',
  )
  let record = await workOnImport(services, authority.id, received.importId)
  if (process.exitCode === 130) return
  if (record.state === 'needs-decision')
    // The same command with the answers sends the file again; this one would only hold the address.
    valueOf(
      await cancelImport(services, staff, { importId: record.id, version: record.version }),
      'Putting the file aside',
    )
  if (record.state === 'ready' && flags.json !== true && process.stdin.isTTY && process.stdout.isTTY) {
    const published = await askToPublish(services, staff, authority, record)
    if (published === null) return
    record = published
  }
  await tellOutcome(services, authority, record, {
    json: flags.json === true,
    seconds: (performance.now() - began) / 1000,
  })
}

async function askToPublish(
  services: DatasetServices,
  staff: Staff,
  authority: Authority,
  record: ImportRecord,
): Promise<ImportRecord | null> {
  if (record.report && record.built) print(describeBuilt(record.slug, record.report, record.built))
  const questions = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await questions.question('\nPublish this? [y/N] ')
  questions.close()
  if (!/^y(es)?$/i.test(answer.trim())) {
    note(`Not published. To publish it: muniment dataset resume ${record.id} --yes`)
    return null
  }
  const input = { importId: record.id, version: record.version, options: {}, publish: true }
  valueOf(await answerImport(services, staff, input), 'Publishing')
  return workOnImport(services, authority.id, record.id)
}

type Target = { slug: string } | { proposal: DatasetProposal }

/** The dataset that `--series` names, else that of the title; where there is none, what the new one is to be. */
async function targetOf(services: DatasetServices, authority: Authority, flags: Flags): Promise<Target> {
  const { reader } = services.database
  const slug = flags.series ?? suggestSlug(flags.title ?? '')
  const found = await findDataset(reader, authority.id, slug)
  const sameTitle = found?.title.toLowerCase() === flags.title?.trim().toLowerCase()
  if (found !== null && (flags.series !== undefined || sameTitle)) return { slug }
  if (flags.title === undefined)
    throw new ProblemError(
      'usage',
      flags.series === undefined
        ? 'Say what it is with --title, or which dataset it is for with --series.'
        : `There is no dataset ${flags.series} yet: say what it is with --title.`,
    )
  return {
    proposal: {
      title: flags.title,
      ...(flags.series === undefined ? {} : { slug: flags.series }),
      ...(flags.description === undefined ? {} : { description: flags.description }),
      ...(flags.contact === undefined ? {} : { contactEmail: flags.contact }),
      ...(flags.licence === undefined ? {} : { licence: flags.licence }),
      ...(flags.frequency === undefined ? {} : { frequency: flags.frequency }),
      ...(flags.theme === undefined ? {} : { theme: flags.theme }),
      ...(flags.template === undefined ? {} : { template: flags.template }),
      ...(flags.add === undefined ? {} : { updateMode: 'add' }),
    },
  }
}

function optionsOf(flags: Flags): ImportOptions {
  if (flags.add && flags.reason !== undefined && flags.reason !== 'addition')
    throw new ProblemError('usage', '--add and --reason say different things: give one of them.')
  const mapping = Object.fromEntries(
    (flags.map ?? []).map((pair): [string, string | null] => {
      const at = pair.indexOf('=')
      if (at < 1) throw new ProblemError('usage', `--map must be column=heading, not “${pair}”.`)
      return [pair.slice(0, at), pair.slice(at + 1) || null]
    }),
  )
  return {
    ...(flags.sheet === undefined ? {} : { sheet: flags.sheet }),
    ...(flags.dates === undefined
      ? {}
      : { dates: oneOf('--dates', flags.dates, ['day-first', 'month-first'] as const) }),
    ...(flags.template === undefined ? {} : { template: flags.template }),
    ...(flags.map === undefined ? {} : { mapping }),
    ...(flags.leaveOut === undefined ? {} : { leaveOut: flags.leaveOut }),
    ...(flags.leaveOutFaulty ? { leaveOutFaultyRows: true } : {}),
    // Which codes there are, the builder knows: one that means nothing accepts nothing.
    ...(flags.accept === undefined ? {} : { accept: flags.accept as NonNullable<ImportOptions['accept']> }),
    ...(flags.protect === undefined ? {} : { protect: flags.protect.map(readProtection) }),
    ...(flags.breaking === undefined ? {} : { breaking: flags.breaking }),
    ...(flags.add ? { reason: 'addition' } : {}),
    ...(flags.reason === undefined ? {} : { reason: oneOf('--reason', flags.reason, versionReasons) }),
    ...(flags.note === undefined ? {} : { note: flags.note }),
    ...(flags.periodFrom === undefined ? {} : { periodFrom: flags.periodFrom }),
    ...(flags.periodTo === undefined ? {} : { periodTo: flags.periodTo }),
    ...(flags.key === undefined
      ? {}
      : { primaryKey: flags.key === 'none' ? [] : flags.key.split(',').map((name) => name.trim()) }),
  }
}

/** `notes=redact-cells:Names are left out`, `count=suppress(ward,age):Counts below 5` */
function readProtection(given: string): Protection {
  const [, column, word, by, reason] = /^([^=]+)=([a-z-]+)(?:\(([^)]*)\))?:(.+)$/.exec(given) ?? []
  const how = protections.find((each) => each === word)
  if (column === undefined || reason === undefined || how === undefined)
    throw new ProblemError(
      'usage',
      `--protect must be column=how:reason, not “${given}”. How is one of ${protections.join(', ')}.`,
    )
  const columns = (by ?? '').split(',').flatMap((name) => (name.trim() === '' ? [] : [name.trim()]))
  return { column, how, reason: reason.trim(), ...(columns.length === 0 ? {} : { by: columns }) }
}

async function openInput(file: string): Promise<AsyncIterable<Uint8Array>> {
  if (file === '-') return process.stdin
  await mustBeFile(file)
  return createReadStream(file, { highWaterMark: 1024 * 1024 })
}

async function mustBeFile(file: string): Promise<void> {
  const facts = await stat(file).catch(() => null)
  if (facts === null) throw new ProblemError('not-found', `There is no file ${file}.`)
  if (facts.isDirectory()) throw new ProblemError('usage', `${file} cannot be read (it is a directory).`)
}

function nameOf(file: string): string {
  return file === '-' ? 'standard-input' : basename(file)
}

async function rehearse(
  services: DatasetServices,
  staff: Staff,
  file: string,
  target: Target & { options: ImportOptions },
  json: boolean,
): Promise<void> {
  const directory = join(services.tables.workDirectory, `rehearsal-input-${newId()}`)
  const progress = reportProgress()
  try {
    let path = file
    if (file === '-') {
      await mkdir(directory, { recursive: true })
      path = join(directory, 'input')
      await writeFile(path, process.stdin)
    } else await mustBeFile(file)
    const rehearsed = await rehearseImport(
      services,
      staff,
      { ...target, file: { path, name: nameOf(file) } },
      { onProgress: stageReporter(progress) },
    )
    progress.end()
    const { slug, report, built } = valueOf(rehearsed, 'The rehearsal')
    if (built === null) return tellDecisions({ slug, decisions: report.decisions }, json)
    if (json) printJson({ state: 'rehearsed', slug, ...built })
    else print(describeBuilt(slug, report, built))
    note('Nothing was published: this was a rehearsal.')
  } finally {
    progress.end()
    await rm(directory, { recursive: true, force: true })
  }
}
