import { CommanderError, Command } from 'commander'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { auditCommand } from './audit.ts'
import { authorityCommand } from './authority.ts'
import { caseCommand } from './case.ts'
import { configCommand } from './config.ts'
import type { CommandContext } from './context.ts'
import { datasetCommand } from './dataset.ts'
import { dbCommand } from './db.ts'
import { dutyCommand } from './duty.ts'
import { gateCommand } from './gate.ts'
import { examples } from './help.ts'
import { holidaysCommand } from './holidays.ts'
import { lawCommand } from './law.ts'
import { mailCommand } from './mail.ts'
import { redactCommand } from './redact.ts'
import { redactionCommand } from './redaction.ts'
import { releaseCommand } from './release.ts'
import { screenCommand } from './screen.ts'
import { seedCommand } from './seed.ts'
import { staffCommand } from './staff.ts'

/** The whole command line. Nothing is opened until a command needs it. */
export function buildProgram(context: CommandContext): Command {
  const program = new Command('muniment')
    .description('Information requests for public authorities: from request to release')
    .version(version(), '--version', 'print the version')
    // A command may have a --version of its own, which is not this one.
    .enablePositionalOptions()
    .addHelpText('after', examples('muniment serve', 'muniment case list --tab due-soon'))
  program.addCommand(serveCommand(context))
  program.addCommand(lawWithExamples())
  program.addCommand(datasetCommand(context))
  program.addCommand(dutyCommand(context))
  program.addCommand(screenCommand())
  program.addCommand(redactCommand())
  program.addCommand(gateCommand())
  program.addCommand(caseCommand(context))
  program.addCommand(redactionCommand(context))
  program.addCommand(releaseCommand(context))
  program.addCommand(mailCommand(context))
  program.addCommand(auditCommand(context))
  program.addCommand(holidaysCommand(context))
  program.addCommand(authorityCommand(context))
  program.addCommand(staffCommand(context))
  program.addCommand(seedCommand(context))
  program.addCommand(dbCommand(context))
  program.addCommand(configCommand())
  settle(program)
  program.exitOverride((error) => {
    // Without arguments the short help is the answer, not a mistake.
    throw error.code === 'commander.help' ? new CommanderError(0, error.code, error.message) : error
  })
  return program
}

/** By command of `law`; the empty name is `law` itself. */
const lawExamples: Record<string, [string, string]> = {
  '': ['muniment law due --regime foia --received 2026-01-05', 'muniment law calendar 2026 --nation wales'],
  due: [
    'muniment law due --regime foia --received 2026-01-05 --event extended:2026-01-20 --days',
    'muniment law due --batch requests.jsonl > dates.jsonl',
  ],
  calendar: ['muniment law calendar 2026', 'muniment law calendar 2022 --known-on 2022-09-09'],
  exemptions: ['muniment law exemptions', 'muniment law exemptions --regime eir --json'],
  cite: ['muniment law cite foia-10-1', 'muniment law cite "FOIA 2000 s.10(1)" --json'],
  docs: ['muniment law docs --write docs/law', 'muniment law docs --write /tmp/law'],
}

function lawWithExamples(): Command {
  const law = lawCommand()
  for (const command of [law, ...law.commands]) {
    const found = lawExamples[command === law ? '' : command.name()]
    if (found) command.addHelpText('after', examples(...found))
  }
  return law
}

function serveCommand(context: CommandContext): Command {
  return new Command('serve')
    .description('Run the public site, the staff site and the workers')
    .option('--no-demo', 'leave an empty database empty')
    .addHelpText('after', examples('muniment serve', 'PORT=8080 muniment serve --no-demo'))
    .action((options: { demo: boolean }) => context.serve({ demonstration: options.demo }))
}

/** Settings that commander does not hand down to commands made elsewhere. */
function settle(command: Command): void {
  command.exitOverride()
  command.configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'muniment: ')) })
  for (const child of command.commands) settle(child)
}

function version(): string {
  const read: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
  return typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : 'unknown'
}
