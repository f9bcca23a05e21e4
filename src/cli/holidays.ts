import { Command } from 'commander'
import { keepHolidays, recomputeOpenClocks } from '../cases/index.ts'
import type { CommandContext } from './context.ts'
import { examples, jsonOption } from './help.ts'
import { note, print, printJson, valueOf } from './output.ts'
import { reportProgress } from './progress.ts'
import { readInput } from './read-input.ts'

/** `muniment holidays`: bank holidays announced since this version was made. */
export function holidaysCommand(context: CommandContext): Command {
  return new Command('holidays')
    .description('Take in bank holidays as they are announced')
    .addCommand(importCommand(context))
    .addHelpText(
      'after',
      examples('muniment holidays import bank-holidays.json', 'muniment law calendar 2026'),
    )
}

function importCommand(context: CommandContext): Command {
  return new Command('import')
    .description(
      'Keep a feed in the form of https://www.gov.uk/bank-holidays.json and move the dates it changes',
    )
    .argument('<file>', 'the downloaded feed, or - for standard input')
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples(
        'curl -s https://www.gov.uk/bank-holidays.json | muniment holidays import -',
        'muniment holidays import bank-holidays.json --json',
      ),
    )
    .action((file: string, options: { json?: true }) =>
      context.withInstallation(async (installation) => {
        const content = new TextDecoder('utf-8', { fatal: false }).decode(await readInput(file))
        const source = file === '-' ? 'standard input' : file
        const kept = valueOf(await keepHolidays(installation.services, content, source), 'The import')
        const progress = reportProgress(options.json === true || kept.already)
        progress.stage('Computing open clocks afresh', 0)
        await installation.reload()
        // Repeated for a feed already kept: whoever kept it may have been killed before the clocks were done.
        const { looked, moved } = await recomputeOpenClocks(
          installation.services,
          `holidays:${kept.sha256.slice(0, 12)}`,
        )
        progress.end()
        if (options.json) return printJson({ ...kept, looked, moved })
        for (const { change, date, title, division } of kept.changes)
          print(`${change} ${date} ${title} (${division})`)
        for (const { reference, from, to } of moved) print(`${reference}: ${from ?? '–'} → ${to ?? '–'}`)
        const what = kept.already
          ? 'This feed was imported before'
          : `${kept.changes.length} changes to the calendars`
        note(`${what}; ${moved.length} of ${looked} open dates moved.`)
      }),
    )
}
