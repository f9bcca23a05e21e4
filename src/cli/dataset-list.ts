import { Command } from 'commander'
import {
  findDataset,
  importStates,
  listDatasets,
  listImports,
  listVersions,
  listWaitingVersions,
  type Dataset,
} from '../datasets/index.ts'
import { ProblemError } from '../kernel/outcome.ts'
import { chooseAuthority } from './acting.ts'
import type { CommandContext } from './context.ts'
import { addressesOf } from './dataset-outcome.ts'
import { authorityOption, examples, jsonOption, oneOf, wholeNumber } from './help.ts'
import { note, print, printJson, table } from './output.ts'

type Flags = { authority?: string; state?: string; page: string; json?: true }

const states = ['published', 'draft', 'withdrawn', 'all'] as const

/** `muniment dataset list`, `show`, `versions` and `imports`: what there is and how far it has come. */
export function datasetListCommands(context: CommandContext): Command[] {
  return [list(context), show(context), versions(context), imports(context)]
}

function list(context: CommandContext): Command {
  return new Command('list')
    .description('List datasets, most lately changed first')
    .option(...authorityOption)
    .option('--state <state>', states.join(', '), 'all')
    .option('--page <number>', 'from 1', '1')
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples('muniment dataset list --authority coventry', 'muniment dataset list --state draft --json'),
    )
    .action((options: Flags) =>
      context.withInstallation(async (installation) => {
        const authority = chooseAuthority(installation, options.authority)
        const state = oneOf('--state', options.state ?? 'all', states)
        const found = await listDatasets(installation.services.database.reader, authority.id, {
          states: state === 'all' ? ['published', 'draft', 'withdrawn'] : [state],
          page: wholeNumber('--page', options.page, 1, 1_000_000),
        })
        if (options.json) return printJson(found)
        if (found.items.length > 0)
          print(
            table([
              ['Dataset', 'State', 'Version', 'Rows', 'Title'],
              ...found.items.map(({ slug, state: its, latestVersion, latest, title }) => [
                slug,
                its,
                latestVersion === null ? '–' : String(latestVersion),
                latest === null ? '–' : latest.rows.toLocaleString('en-GB'),
                title,
              ]),
            ]),
          )
        note(`${found.items.length} of ${found.total}`)
      }),
    )
}

function show(context: CommandContext): Command {
  return new Command('show')
    .description('Show what is said of a dataset, its columns and its addresses')
    .argument('<slug>')
    .option(...authorityOption)
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples('muniment dataset show spending-over-500', 'muniment dataset show spending-over-500 --json'),
    )
    .action((slug: string, options: Flags) =>
      context.withInstallation(async (installation) => {
        const { services } = installation
        const authority = chooseAuthority(installation, options.authority)
        const dataset = await findDataset(services.database.reader, authority.id, slug)
        if (dataset === null) throw notThere(slug)
        const addresses =
          dataset.latestVersion === null
            ? null
            : addressesOf(services, authority, slug, dataset.latestVersion)
        if (options.json) return printJson({ ...dataset, addresses })
        print(describe(dataset))
        if (addresses !== null) print(`\n${table(Object.entries(addresses))}`)
      }),
    )
}

function notThere(slug: string): ProblemError {
  return new ProblemError('not-found', `There is no dataset ${slug}.`)
}

function describe(dataset: Dataset): string {
  const { withdrawal } = dataset
  return [
    dataset.title,
    '',
    table([
      ['Address', `/data/${dataset.slug}`],
      ['State', dataset.state],
      ['Version', dataset.latestVersion === null ? '–' : String(dataset.latestVersion)],
      ['Licence', dataset.licence],
      ['Published', dataset.frequency],
      ['Theme', dataset.theme],
      ['Contact', dataset.contactEmail],
      ['New files', dataset.updateMode === 'add' ? 'are added' : 'replace the table'],
      ...(withdrawal === null ? [] : [['Withdrawn', `${withdrawal.at.toString()}: ${withdrawal.reason}`]]),
    ]),
    '',
    table(
      dataset.contract.map(({ name, type, kind, title }) => [
        `  ${name}`,
        kind === undefined ? type : `${type} (${kind})`,
        title,
      ]),
    ),
  ].join('\n')
}

function versions(context: CommandContext): Command {
  return new Command('versions')
    .description('List the versions of a dataset, newest first, and those that wait for a second person')
    .argument('<slug>')
    .option(...authorityOption)
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples(
        'muniment dataset versions spending-over-500',
        'muniment dataset versions spending-over-500 --json',
      ),
    )
    .action((slug: string, options: Flags) =>
      context.withInstallation(async (installation) => {
        const { reader } = installation.services.database
        const authority = chooseAuthority(installation, options.authority)
        const dataset = await findDataset(reader, authority.id, slug)
        if (dataset === null) throw notThere(slug)
        const found = await listVersions(reader, dataset.id)
        const waiting = (await listWaitingVersions(reader, authority.id))
          .filter((one) => one.dataset.id === dataset.id)
          .map(({ version }) => version)
        if (options.json) return printJson({ versions: found, waiting })
        print(
          table([
            ['Version', 'State', 'Rows', 'Published', 'Reason', 'Note'],
            ...[...waiting, ...found].map((version) => [
              version.number === null ? version.id : String(version.number),
              version.state,
              version.rows.toLocaleString('en-GB'),
              version.publishedAt?.toString().slice(0, 10) ?? '–',
              version.reason,
              version.note,
            ]),
          ]),
        )
      }),
    )
}

function imports(context: CommandContext): Command {
  return new Command('imports')
    .description('List files on their way to a version, newest first')
    .option(...authorityOption)
    .option('--state <state>', importStates.join(', '))
    .option('--page <number>', 'from 1', '1')
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples('muniment dataset imports', 'muniment dataset imports --state needs-decision --json'),
    )
    .action((options: Flags) =>
      context.withInstallation(async (installation) => {
        const authority = chooseAuthority(installation, options.authority)
        const found = await listImports(installation.services.database.reader, authority.id, {
          ...(options.state === undefined ? {} : { state: oneOf('--state', options.state, importStates) }),
          page: wholeNumber('--page', options.page, 1, 1_000_000),
        })
        if (options.json) return printJson(found)
        if (found.items.length > 0)
          print(
            table([
              ['Import', 'State', 'Dataset', 'File', 'Sent', 'Problem'],
              ...found.items.map(({ id, state, slug, file, createdAt, problem }) => [
                id,
                state,
                slug,
                file.name,
                createdAt.toString().slice(0, 16),
                problem?.detail ?? '',
              ]),
            ]),
          )
        note(`${found.items.length} of ${found.total}`)
      }),
    )
}
