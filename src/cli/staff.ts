import { Command } from 'commander'
import { systemActor } from '../audit/index.ts'
import {
  createSignInLink,
  createStaff,
  listStaff,
  listTeams,
  removeSecondFactor,
  roles,
  type Staff,
} from '../identity/index.ts'
import type { Installation } from '../installation.ts'
import { ProblemError } from '../kernel/outcome.ts'
import { actingStaff, chooseAuthority } from './acting.ts'
import type { CommandContext } from './context.ts'
import { authorityOption, examples, jsonOption, wholeNumber } from './help.ts'
import { note, print, printJson, table, valueOf } from './output.ts'

/** `muniment staff`: accounts, for whoever runs the installation. */
export function staffCommand(context: CommandContext): Command {
  return new Command('staff')
    .description('Add accounts and let people in')
    .addCommand(listCommand(context))
    .addCommand(createCommand(context))
    .addCommand(linkCommand(context))
    .addHelpText(
      'after',
      examples(
        'muniment staff create ann@example.org --name "Ann Example" --role administrator',
        'muniment staff link ann@example.org',
      ),
    )
}

function listCommand(context: CommandContext): Command {
  return new Command('list')
    .description('List the accounts of an authority')
    .option(...authorityOption)
    .option(...jsonOption)
    .addHelpText('after', examples('muniment staff list', 'muniment staff list --authority coventry --json'))
    .action((options: { authority?: string; json?: true }) =>
      context.withInstallation(async (installation) => {
        const authority = chooseAuthority(installation, options.authority)
        const staff = await listStaff(installation.services.database.reader, authority.id)
        if (options.json) return printJson({ authority: authority.slug, staff })
        const lines = staff.map((one) => [
          one.email,
          one.name,
          one.active ? 'active' : 'left',
          one.roles.join(' '),
        ])
        if (lines.length > 0) print(table(lines))
        else note('No accounts yet: muniment staff create')
      }),
    )
}

type CreateOptions = {
  authority?: string
  name: string
  jobTitle: string
  role: string[]
  team: string[]
  minutes: string
  json?: true
}

const collect = (value: string, all: string[]): string[] => [...all, value]

function createCommand(context: CommandContext): Command {
  return new Command('create')
    .description('Add an account and print a link that signs its owner in once')
    .argument('<email>')
    .requiredOption('--name <name>')
    .requiredOption('--role <role>', `again for each: ${roles.join(', ')}`, collect, [])
    .option(...authorityOption)
    .option('--job-title <title>', 'such as Information officer', '')
    .option('--team <name>', 'again for each team of the authority', collect, [])
    .option('--minutes <number>', 'how long the link lasts', '1440')
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples(
        'muniment staff create ann@example.org --name "Ann Example" --role administrator',
        'muniment staff create bo@example.org --name "Bo Example" --role service-contact --team Parks',
      ),
    )
    .action((email: string, options: CreateOptions) =>
      context.withInstallation(async (installation) => {
        const { services } = installation
        const minutes = wholeNumber('--minutes', options.minutes, 1, 10_080)
        const authority = chooseAuthority(installation, options.authority)
        const teams = await listTeams(services.database.reader, authority.id)
        const teamIds = options.team.map((name) => {
          const found = teams.find((team) => team.name.toLowerCase() === name.toLowerCase())
          if (!found) throw new ProblemError('not-found', `${authority.shortName} has no team “${name}”.`)
          return found.id
        })
        const created = await createStaff(services, systemActor, {
          authorityId: authority.id,
          email,
          name: options.name,
          jobTitle: options.jobTitle,
          roles: options.role,
          teamIds,
        })
        const staff = valueOf(created, 'Adding the account')
        const link = await signInAddress(installation, staff, minutes)
        if (options.json) return printJson({ ...staff, signInLink: link })
        print(link)
        note(`Added ${staff.name}. The link signs them in once, within ${minutes} minutes.`)
      }),
    )
}

async function signInAddress({ services }: Installation, staff: Staff, minutes: number): Promise<string> {
  const secret = await createSignInLink(services, staff.id, minutes)
  return services.linkTo(services.authority(staff.authorityId), `/staff/sign-in/link/${secret}`)
}

function linkCommand(context: CommandContext): Command {
  return new Command('link')
    .description('Print a link that signs somebody in once, without a password')
    .argument('<email>')
    .option('--minutes <number>', 'how long it lasts, at most 10080', '60')
    .option(
      '--remove-second-factor',
      'take away a second factor whose device is lost; without, its code is asked for',
    )
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples(
        'muniment staff link ann@example.org --minutes 10',
        'muniment staff link ann@example.org --remove-second-factor',
      ),
    )
    .action((email: string, options: { minutes: string; removeSecondFactor?: true; json?: true }) =>
      context.withInstallation(async (installation) => {
        const minutes = wholeNumber('--minutes', options.minutes, 1, 10_080)
        await installation.reload()
        const staff = await actingStaff(installation, email)
        if (options.removeSecondFactor) {
          const removed = await removeSecondFactor(installation.services, systemActor, { staffId: staff.id })
          // There was none: the link needs no code.
          if (!removed.ok && removed.problem !== 'not-now') valueOf(removed, 'Removing the second factor')
        }
        const link = await signInAddress(installation, staff, minutes)
        if (options.json) printJson({ email: staff.email, signInLink: link, minutes })
        else print(link)
      }),
    )
}
