import { Command } from 'commander'
import { ProblemError } from '../kernel/outcome.ts'
import { chooseAuthority } from './acting.ts'
import type { CommandContext } from './context.ts'
import { examples, wholeNumber } from './help.ts'
import { note, print, printJson, table } from './output.ts'
import { reportProgress } from './progress.ts'
import { demonstrationLinks, seedDemonstration } from './seed/demonstration.ts'
import { seedManyCases } from './seed/many-cases.ts'

/** `muniment seed`: made-up data, for trying things and for measuring. */
export function seedCommand(context: CommandContext): Command {
  const demo = new Command('demo')
    .description(
      'Load the worked examples into an empty installation, and print a sign-in link for each role',
    )
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      examples('muniment seed demo', 'MUNIMENT_DATA=/tmp/trial muniment seed demo --json'),
    )
    .action((options: { json?: true }) =>
      context.withInstallation(async (installation) => {
        const progress = reportProgress(options.json === true)
        progress.stage('Making the worked examples', 0)
        await seedDemonstration(installation)
        const links = await demonstrationLinks(installation)
        progress.end()
        const authority = installation.authorities.list()[0]
        const shown = links.map(({ name, role, path }) => ({
          name,
          role,
          signInLink: authority ? installation.services.linkTo(authority, path) : path,
        }))
        if (options.json) return printJson({ links: shown })
        if (links.length === 0)
          throw new ProblemError(
            'not-now',
            'The worked examples go only into an installation that has no authority.',
          )
        print(table(shown.map(({ role, signInLink }) => [role, signInLink])))
      }),
    )
  return new Command('seed')
    .description('Fill an installation with made-up requests')
    .option('--cases <number>', 'so many believable cases, in bulk')
    .option('--authority <slug>', 'whose cases, where there are several')
    .option('--json', 'print one JSON document')
    .addCommand(demo)
    .addHelpText(
      'after',
      examples('muniment seed demo', 'muniment seed --cases 100000 --authority exampleshire'),
    )
    .action((options: { cases?: string; authority?: string; json?: true }) => {
      if (options.cases === undefined)
        throw new ProblemError('usage', 'Say how many with --cases NUMBER, or use muniment seed demo.')
      const wanted = wholeNumber('--cases', options.cases, 1, 10_000_000)
      return context.withInstallation(async (installation) => {
        const authority = chooseAuthority(installation, options.authority)
        const progress = reportProgress(options.json === true)
        const made = await seedManyCases(installation.services, authority, wanted, progress)
        progress.end()
        if (options.json) return printJson(made)
        print(`${made.cases} cases, ${made.entries} of them in the disclosure log`)
        note(`${made.seconds.toFixed(1)} s, ${Math.round(made.cases / made.seconds)} cases a second`)
      })
    })
}
