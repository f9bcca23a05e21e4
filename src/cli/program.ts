import { Command } from 'commander'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CommandContext } from './context.ts'
import { examples } from './help.ts'

/** Every command by its name, in the order of the help. Each is loaded when it is asked for: most need much of the program. */
const commands: Readonly<Record<string, (context: CommandContext) => Command | Promise<Command>>> = {
  serve: serveCommand,
  law: async () => lawWithExamples((await import('./law.ts')).lawCommand()),
  dataset: async (context) => (await import('./dataset.ts')).datasetCommand(context),
  duty: async (context) => (await import('./duty.ts')).dutyCommand(context),
  screen: async () => (await import('./screen.ts')).screenCommand(),
  redact: async () => (await import('./redact.ts')).redactCommand(),
  gate: async () => (await import('./gate.ts')).gateCommand(),
  case: async (context) => (await import('./case.ts')).caseCommand(context),
  redaction: async (context) => (await import('./redaction.ts')).redactionCommand(context),
  release: async (context) => (await import('./release.ts')).releaseCommand(context),
  mail: async (context) => (await import('./mail.ts')).mailCommand(context),
  audit: async (context) => (await import('./audit.ts')).auditCommand(context),
  holidays: async (context) => (await import('./holidays.ts')).holidaysCommand(context),
  authority: async (context) => (await import('./authority.ts')).authorityCommand(context),
  staff: async (context) => (await import('./staff.ts')).staffCommand(context),
  seed: async (context) => (await import('./seed.ts')).seedCommand(context),
  db: async (context) => (await import('./db.ts')).dbCommand(context),
  config: async () => (await import('./config.ts')).configCommand(),
}

/**
 * The command line: the one command of this name, or, where there is none of that name, all of them, for the help and for
 * whoever misspelt one. Nothing is opened until a command needs it.
 */
export async function buildProgram(context: CommandContext, only?: string): Promise<Command> {
  const program = new Command('muniment')
    .description('Information requests for public authorities: from request to release')
    .version(version(), '--version', 'print the version')
    // A command may have a --version of its own, which is not this one.
    .enablePositionalOptions()
    .addHelpText('after', examples('muniment serve', 'muniment case list --tab due-soon'))
  const wanted = only !== undefined && Object.hasOwn(commands, only) ? [only] : Object.keys(commands)
  for (const name of wanted) {
    const command = await commands[name]?.(context)
    if (command !== undefined) program.addCommand(command)
  }
  settle(program)
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

function lawWithExamples(law: Command): Command {
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
