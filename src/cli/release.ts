import { Command } from 'commander'
import { can, type Staff } from '../identity/index.ts'
import type { Installation } from '../installation.ts'
import { ProblemError } from '../kernel/outcome.ts'
import {
  acceptFindings,
  findCertificate,
  listCertificates,
  releaseRoutes,
  type CertificateRecord,
} from '../release/index.ts'
import { actingStaff } from './acting.ts'
import type { CommandContext } from './context.ts'
import { asOption, examples, jsonOption, oneOf, wholeNumber } from './help.ts'
import { note, print, printJson, table, valueOf } from './output.ts'

const certificateArgument = ['<certificate>', 'its id, as muniment release list gives it'] as const
const states = ['waiting', 'stopped', 'clean', 'all'] as const
const who = '--as ada@example.org'
const id = '0199a2b4-…'

/** `muniment release`: certificates of the release gate, and letting findings go as a second person. */
export function releaseCommand(context: CommandContext): Command {
  const command = new Command('release').description(
    'What was looked into before it left, what was stopped, and letting it go',
  )
  command.addCommand(listCommand(context))
  command.addCommand(showCommand(context))
  command.addCommand(acceptCommand(context))
  return command.addHelpText(
    'after',
    examples(`muniment release list ${who}`, `muniment release show ${id} ${who} --json`),
  )
}

async function reader(installation: Installation, as: string | undefined): Promise<Staff> {
  const staff = await actingStaff(installation, as)
  if (can(staff, 'read-certificates')) return staff
  throw new ProblemError('not-permitted', 'Your role does not read certificates.')
}

async function load(
  { services }: Installation,
  staff: Staff,
  certificateId: string,
): Promise<CertificateRecord> {
  const record = await findCertificate(services.database.reader, staff.authorityId, certificateId)
  if (record !== null) return record
  throw new ProblemError('not-found', `There is no certificate ${certificateId}: muniment release list`)
}

type Named = { documentName: string | null; subject: string }

/** Files may be called after people, so their names are for those who read cases. */
const seenBy = <T extends Named>(staff: Staff, row: T): T => ({
  ...row,
  documentName: can(staff, 'read-cases') ? row.documentName : null,
})
const nameOf = (staff: Staff, row: Named): string => seenBy(staff, row).documentName ?? row.subject

type ListOptions = { as?: string; state: string; route?: string; limit: string; before?: string; json?: true }

function listCommand(context: CommandContext): Command {
  return new Command('list')
    .description('List certificates, the newest first')
    .option(...asOption)
    .option('--state <state>', `${states.join(', ')}; waiting is stopped, and may be let go`, 'waiting')
    .option('--route <route>', releaseRoutes.join(', '))
    .option('--limit <number>', 'how many, from 1 to 200', '50')
    .option('--before <certificate>', 'the last id you saw: what is older comes next')
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples(`muniment release list ${who}`, `muniment release list --state clean --route letter ${who}`),
    )
    .action((options: ListOptions) =>
      context.withInstallation(async (installation) => {
        const staff = await reader(installation, options.as)
        const state = oneOf('--state', options.state, states)
        const rows = await listCertificates(installation.services.database.reader, staff.authorityId, {
          limit: wholeNumber('--limit', options.limit, 1, 200),
          ...(state === 'all' ? {} : { state }),
          ...(options.route === undefined ? {} : { route: oneOf('--route', options.route, releaseRoutes) }),
          ...(options.before === undefined ? {} : { before: options.before }),
        })
        if (options.json) return printJson({ items: rows.map((row) => seenBy(staff, row)) })
        if (rows.length === 0) return print('There is nothing here.')
        print(
          table(
            rows.map((row) => [
              row.id,
              row.verdict === 'clean' ? 'clean' : row.waiting ? 'waiting' : 'stopped',
              row.route,
              row.caseReference ?? '-',
              `${row.findings} found`,
              nameOf(staff, row),
            ]),
          ),
        )
      }),
    )
}

function showCommand(context: CommandContext): Command {
  return new Command('show')
    .description('Show what was found and checked, and who let what go; never the words found')
    .argument(...certificateArgument)
    .option(...asOption)
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples(`muniment release show ${id} ${who}`, `muniment release show ${id} ${who} --json`),
    )
    .action((certificateId: string, options: { as?: string; json?: true }) =>
      context.withInstallation(async (installation) => {
        const staff = await reader(installation, options.as)
        const record = await load(installation, staff, certificateId)
        if (options.json) return printJson(seenBy(staff, record))
        print(`${record.verdict}: ${record.route}, ${nameOf(staff, record)}`)
        for (const finding of record.findings) {
          const accepted = record.acceptances.find(({ key }) => key === finding.key)
          print(`${finding.key}\n  ${finding.detail}`)
          if (accepted !== undefined) print(`  let go by ${accepted.byName}: ${accepted.reason}`)
          else if (!finding.acceptable) print('  nobody may let it go')
        }
        for (const { key, detail } of record.notes) print(`worth knowing, ${key}\n  ${detail}`)
        note(`${record.left} left; SHA-256 ${record.sha256}`)
      }),
    )
}

type AcceptOptions = { as?: string; reason: string; finding?: string[]; all?: true; json?: true }

function acceptCommand(context: CommandContext): Command {
  return new Command('accept')
    .description('Let findings go as a second person, for exactly these bytes; whoever sends sends again')
    .argument(...certificateArgument)
    .option(...asOption)
    .requiredOption('--reason <words>', 'why it may go; kept with your name')
    .option('--finding <key...>', 'which, by their keys as show gives them')
    .option('--all', 'all that may be let go')
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples(
        `muniment release accept ${id} --all --reason "A list of codes, no people" ${who}`,
        `muniment release accept ${id} --finding "comment:page 3" --reason "Our own note" ${who}`,
      ),
    )
    .action((certificateId: string, options: AcceptOptions) =>
      context.withInstallation(async (installation) => {
        const { finding = [], all = false, reason } = options
        if (all === finding.length > 0)
          throw new ProblemError('usage', 'Say what may go: --finding KEY… or --all.')
        const staff = await actingStaff(installation, options.as)
        const accepted = valueOf(
          await acceptFindings(installation.services, staff, {
            certificateId,
            findings: all ? 'all' : finding,
            reason,
          }),
          'Letting it go',
        )
        if (options.json) return printJson(accepted)
        print(`${accepted.accepted.length} let go, ${accepted.left} left`)
        if (accepted.left === 0) note('It can be sent now, as long as nothing in it changes.')
      }),
    )
}
