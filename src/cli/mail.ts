import { Command } from 'commander'
import { systemActor } from '../audit/index.ts'
import { deliverOutbox, importMail, type ImportedMail } from '../cases/index.ts'
import { smtpTransport } from '../correspondence/index.ts'
import type { ProblemCode } from '../kernel/problems.ts'
import { problems } from '../kernel/problems.ts'
import { chooseAuthority } from './acting.ts'
import type { CommandContext } from './context.ts'
import { examples, jsonOption, wholeNumber } from './help.ts'
import { note, print, printJson, table } from './output.ts'
import { reportProgress } from './progress.ts'
import { readInput } from './read-input.ts'

/** `muniment mail`: what comes in and what goes out. */
export function mailCommand(context: CommandContext): Command {
  return new Command('mail')
    .description('Take mail in and send what waits')
    .addCommand(importCommand(context))
    .addCommand(deliverCommand(context))
    .addHelpText(
      'after',
      examples('muniment mail import request.eml --authority coventry', 'muniment mail deliver'),
    )
}

type Line = { file: string; problem: ProblemCode | null; detail: string } & Partial<ImportedMail>

function importCommand(context: CommandContext): Command {
  return new Command('import')
    .description(
      'Open a case from each mail, or add it to the case it belongs to; the same mail is taken once',
    )
    .argument('<files...>', '.eml files, or - for standard input')
    .option('--authority <slug>', 'which authority received it, where there are several')
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples(
        'muniment mail import inbox/*.eml --authority coventry',
        'cat request.eml | muniment mail import -',
      ),
    )
    .action((files: string[], options: { authority?: string; json?: true }) =>
      context.withInstallation(async (installation) => {
        const authority = chooseAuthority(installation, options.authority)
        const progress = reportProgress(files.length < 20)
        progress.stage('Taking mail in', files.length)
        const lines: Line[] = []
        for (const [index, file] of files.entries()) {
          const bytes = await readInput(file)
          const outcome = await importMail(installation.services, authority, bytes, { actor: systemActor })
          lines.push(
            outcome.ok
              ? { file, problem: null, detail: '', ...outcome.value }
              : { file, problem: outcome.problem, detail: refusalInWords(outcome) },
          )
          progress.at(index + 1)
        }
        progress.end()
        if (options.json) printJson({ mails: lines })
        else
          print(
            table(lines.map((line) => [line.file, line.result ?? 'refused', line.reference ?? line.detail])),
          )
        if (!options.json)
          for (const { file, warnings } of lines)
            for (const warning of warnings ?? []) note(`${file}: ${warning}`)
        const refused = lines.find((line) => line.problem !== null)
        if (refused?.problem) process.exitCode = problems[refused.problem].exit
      }),
    )
}

function refusalInWords(refusal: {
  problem: ProblemCode
  detail?: string
  fields?: { message: string }[]
}): string {
  return (
    refusal.detail ??
    refusal.fields?.map(({ message }) => message).join('; ') ??
    problems[refusal.problem].title
  )
}

function deliverCommand(context: CommandContext): Command {
  return new Command('deliver')
    .description(
      'Send what waits in the outbox; without MUNIMENT_SMTP_URL it is held, to be read in the staff site',
    )
    .option('--limit <number>', 'at most so many messages', '1000')
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples(
        'muniment mail deliver',
        'MUNIMENT_SMTP_URL=smtp://mail.example.org muniment mail deliver --json',
      ),
    )
    .action((options: { limit: string; json?: true }) =>
      context.withInstallation(async ({ services, settings }) => {
        const limit = wholeNumber('--limit', options.limit, 1, 1_000_000)
        const transport = settings.smtpUrl === '' ? null : smtpTransport(settings.smtpUrl)
        try {
          const counts = await deliverOutbox(services, transport, limit)
          if (options.json) printJson(counts)
          else print(`${counts.sent} sent, ${counts.failed} failed, ${counts.held} held`)
          if (counts.held > 0) note('Set MUNIMENT_SMTP_URL to send what is held.')
        } finally {
          transport?.close()
        }
      }),
    )
}
