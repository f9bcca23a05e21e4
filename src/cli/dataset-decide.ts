import { Command } from 'commander'
import {
  answerImport,
  approveVersion,
  findDataset,
  findImport,
  refuseVersion,
  resumeImport,
  withdrawDataset,
  withdrawVersion,
} from '../datasets/index.ts'
import type { Authority, Permission, Staff } from '../identity/index.ts'
import type { Installation } from '../installation.ts'
import { ProblemError } from '../kernel/outcome.ts'
import { actingFor, actingStaff, chooseAuthority } from './acting.ts'
import type { CommandContext } from './context.ts'
import { addressesOf, tellOutcome } from './dataset-outcome.ts'
import { workOnImport } from './dataset-work.ts'
import { asOneOfFewOption, authorityOption, examples, jsonOption, wholeNumber } from './help.ts'
import { print, printJson, table, valueOf } from './output.ts'

type Flags = { authority?: string; as?: string; json?: true }

/** `muniment dataset resume`, `approve`, `refuse` and `withdraw`: what only a person decides. */
export function datasetDecideCommands(context: CommandContext): Command[] {
  return [resume(context), approve(context), refuse(context), withdraw(context)]
}

/** By the person named, whose authority it then is; else by the only one of the authority who may. */
async function acting(
  installation: Installation,
  flags: Flags,
  permission: Permission,
): Promise<{ staff: Staff; authority: Authority }> {
  if (flags.as !== undefined && flags.authority === undefined) {
    const staff = await actingStaff(installation, flags.as)
    return { staff, authority: installation.services.authority(staff.authorityId) }
  }
  const authority = chooseAuthority(installation, flags.authority)
  return { staff: await actingFor(installation, authority, permission, flags.as), authority }
}

function resume(context: CommandContext): Command {
  return new Command('resume')
    .description('Go on with a file that was stopped, failed, or is ready to be published')
    .argument('<import>', 'its id, as publish and imports say it')
    .option(...authorityOption)
    .option(...asOneOfFewOption)
    .option('--yes', 'publish what is ready')
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples(
        'muniment dataset resume 0198c0de-0000-7000-8000-000000000001',
        'muniment dataset resume 0198c0de-0000-7000-8000-000000000001 --yes --json',
      ),
    )
    .action((importId: string, flags: Flags & { yes?: true }) =>
      context.withInstallation(async (installation) => {
        const { services } = installation
        const { staff, authority } = await acting(installation, flags, 'manage-datasets')
        const found = await findImport(services.database.reader, authority.id, importId)
        if (found === null) throw new ProblemError('not-found', `There is no import ${importId}.`)
        const input = { importId, version: found.version }
        if (found.state === 'failed' || found.state === 'received')
          valueOf(await resumeImport(services, staff, input), 'Resuming')
        let record = found.state === 'ready' ? found : await workOnImport(services, authority.id, importId)
        if (record.state === 'ready' && flags.yes) {
          const answer = { importId, version: record.version, options: {}, publish: true }
          valueOf(await answerImport(services, staff, answer), 'Publishing')
          record = await workOnImport(services, authority.id, importId)
        }
        if (process.exitCode === 130) return
        await tellOutcome(services, authority, record, { json: flags.json === true, seconds: null })
      }),
    )
}

function approve(context: CommandContext): Command {
  return decision(context, {
    name: 'approve',
    description: 'Publish what the screening held back, as a second person, and say why it may go',
    why: 'why it may be published',
    reasons: ['These are streets', 'Firms, not people'],
    async decide({ services }, { staff, authority }, input, json) {
      const done = valueOf(await approveVersion(services, staff, input), 'Approving')
      const addresses = addressesOf(services, authority, done.slug, done.number)
      if (json) printJson({ ...addresses, ...done })
      else print(table(Object.entries(addresses)))
    },
  })
}

function refuse(context: CommandContext): Command {
  return decision(context, {
    name: 'refuse',
    description: 'Say, as a second person, that what the screening held back may not be published',
    why: 'why it may not be published',
    reasons: ['Names of people', 'Home addresses'],
    async decide({ services }, { staff }, input, json) {
      const done = valueOf(await refuseVersion(services, staff, input), 'Refusing')
      if (json) printJson(done)
      else print(`${done.slug}: the version was refused and stays unpublished.`)
    },
  })
}

type Decision = {
  name: string
  description: string
  why: string
  /** For the examples */
  reasons: readonly [string, string]
  decide: (
    installation: Installation,
    who: Awaited<ReturnType<typeof acting>>,
    input: { versionId: string; reason: string },
    json: boolean,
  ) => Promise<void>
}

/** One version, one second person, one reason. */
function decision(context: CommandContext, { name, description, why, reasons, decide }: Decision): Command {
  const example = (reason: string): string =>
    `muniment dataset ${name} 0198c0de-0000-7000-8000-000000000001 --reason "${reason}" --as dora@example.org`
  return new Command(name)
    .description(description)
    .argument('<version>', 'its id, as versions says it')
    .requiredOption('--reason <text>', why)
    .option(...authorityOption)
    .option(...asOneOfFewOption)
    .option(...jsonOption)
    .addHelpText('after', examples(example(reasons[0]), `${example(reasons[1])} --json`))
    .action((versionId: string, flags: Flags & { reason: string }) =>
      context.withInstallation(async (installation) => {
        const who = await acting(installation, flags, 'approve-dataset')
        await decide(installation, who, { versionId, reason: flags.reason }, flags.json === true)
      }),
    )
}

type WithdrawFlags = Flags & { reason: string; version?: string; contact?: string; replacedBy?: string }

function withdraw(context: CommandContext): Command {
  return new Command('withdraw')
    .description('Take a dataset down, or one version of it; its address says why')
    .argument('<slug>')
    .requiredOption('--reason <text>', 'why; the public reads it')
    .option('--version <number>', 'only this version')
    .option('--contact <text>', 'whom to ask; the dataset’s own contact without it')
    .option('--replaced-by <slug>', 'another dataset, or a web address, that replaces it')
    .option(...authorityOption)
    .option(...asOneOfFewOption)
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples(
        'muniment dataset withdraw parking-fines --reason "Replaced by a fuller table" --replaced-by penalty-notices',
        'muniment dataset withdraw parking-fines --version 3 --reason "Counted twice" --json',
      ),
    )
    .action((slug: string, flags: WithdrawFlags) =>
      context.withInstallation(async (installation) => {
        const { services } = installation
        const { staff, authority } = await acting(installation, flags, 'withdraw-dataset')
        const { reason } = flags
        if (flags.version !== undefined) {
          const number = wholeNumber('--version', flags.version, 1, 1_000_000)
          const done = valueOf(
            await withdrawVersion(services, staff, { slug, number, reason }),
            'Withdrawing',
          )
          if (flags.json) return printJson(done)
          return print(
            done.latestVersion === null
              ? `${slug} has no version left and is withdrawn.`
              : `Version ${number} is withdrawn; the latest is ${done.latestVersion}.`,
          )
        }
        const dataset = await findDataset(services.database.reader, authority.id, slug)
        if (dataset === null) throw new ProblemError('not-found', `There is no dataset ${slug}.`)
        const done = valueOf(
          await withdrawDataset(services, staff, {
            slug,
            version: dataset.version,
            reason,
            ...(flags.contact === undefined ? {} : { contact: flags.contact }),
            ...(flags.replacedBy === undefined ? {} : { replacedBy: flags.replacedBy }),
          }),
          'Withdrawing',
        )
        if (flags.json) printJson(done)
        else print(`${slug} is withdrawn.`)
      }),
    )
}
