import { CommanderError, Command } from 'commander'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CommandContext } from './context.ts'
import { lawCommand } from './law.ts'

/** The whole command line. Nothing is opened until a command needs it. */
export function buildProgram(context: CommandContext): Command {
  const program = new Command('muniment')
    .description('Information requests for public authorities: from request to release')
    .version(version(), '--version', 'print the version')
    .addHelpText('after', examples('muniment serve', 'muniment case list --due-soon'))
  program.addCommand(serveCommand(context))
  program.addCommand(lawCommand())
  settle(program)
  program.exitOverride((error) => {
    // Without arguments the short help is the answer, not a mistake.
    throw error.code === 'commander.help' ? new CommanderError(0, error.code, error.message) : error
  })
  return program
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

export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`
}

function version(): string {
  const read: unknown = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
  return typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : 'unknown'
}
