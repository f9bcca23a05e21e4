import { Command } from 'commander'
import { listAudit, verifyAudit, type ChainReport } from '../audit/index.ts'
import type { Installation } from '../installation.ts'
import { ProblemError } from '../kernel/outcome.ts'
import { chooseAuthority } from './acting.ts'
import type { CommandContext } from './context.ts'
import { authorityOption, examples, jsonOption, wholeNumber } from './help.ts'
import { note, print, printJson, table } from './output.ts'
import { reportProgress } from './progress.ts'

/** `muniment audit`: the record of who did what. */
export function auditCommand(context: CommandContext): Command {
  return new Command('audit')
    .description('Read the audit trail and prove that nobody changed it')
    .addCommand(verifyCommand(context))
    .addCommand(listCommand(context))
    .addHelpText(
      'after',
      examples('muniment audit verify', 'muniment audit list --authority coventry --limit 20'),
    )
}

function verifyCommand(context: CommandContext): Command {
  return new Command('verify')
    .description('Walk every chain from its first record and name the first broken link')
    .option(...jsonOption)
    .addHelpText('after', examples('muniment audit verify', 'muniment audit verify --json'))
    .action((options: { json?: true }) =>
      context.withInstallation(async (installation) => {
        const progress = reportProgress(options.json === true)
        progress.stage('Verifying the audit trail', 0)
        const reports = await verifyAudit(installation.services.database, progress.at)
        progress.end()
        const chains = reports.map((report) => ({ ...report, name: chainName(installation, report) }))
        if (options.json) printJson({ chains })
        else for (const chain of chains) print(chainInWords(chain))
        const broken = chains.find((chain) => chain.broken !== null)
        if (broken?.broken)
          throw new ProblemError(
            'chain-broken',
            `The chain of ${broken.name} is broken at record ${broken.broken.number}: ${broken.broken.reason}.`,
          )
      }),
    )
}

function chainName({ authorities }: Installation, { chain }: ChainReport): string {
  return authorities.find(chain)?.slug ?? chain
}

function chainInWords({ name, records, broken }: ChainReport & { name: string }): string {
  return `${name}: ${records} records, ${broken ? `broken at ${broken.number}` : 'whole'}`
}

function listCommand(context: CommandContext): Command {
  return new Command('list')
    .description('List the newest records of an authority')
    .option(...authorityOption)
    .option('--action <name>', 'only this act, such as send')
    .option('--before <number>', 'only records before this one')
    .option('--limit <number>', 'how many, at most 1000', '50')
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples('muniment audit list', 'muniment audit list --action send --limit 10 --json'),
    )
    .action((options: { authority?: string; action?: string; before?: string; limit: string; json?: true }) =>
      context.withInstallation(async (installation) => {
        const authority = chooseAuthority(installation, options.authority)
        const records = await listAudit(installation.services.database.reader, authority.id, {
          limit: wholeNumber('--limit', options.limit, 1, 1000),
          ...(options.action === undefined ? {} : { action: options.action }),
          ...(options.before === undefined
            ? {}
            : { before: wholeNumber('--before', options.before, 1, 999_999_999_999) }),
        })
        if (options.json) return printJson({ authority: authority.slug, records })
        const lines = records.map((record) => [
          String(record.number),
          record.at.toString({ smallestUnit: 'second' }),
          record.actorName ?? record.actorKind,
          record.action,
          record.caseReference ?? record.subjectKind,
        ])
        if (lines.length > 0) print(table(lines))
        else note('No records.')
      }),
    )
}
