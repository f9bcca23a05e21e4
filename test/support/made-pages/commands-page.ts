import type { Argument, Command, Option } from 'commander'
import { buildProgram } from '../../../src/cli/program.ts'

const unused = () => Promise.reject(new Error('the documentation runs no command'))

/** Every command that does something, with the words before it: `law due`, `serve`. */
export async function listCommands(): Promise<{ name: string; command: Command }[]> {
  const program = await buildProgram({ withInstallation: unused, serve: unused })
  const walk = (command: Command, path: readonly string[]): { name: string; command: Command }[] =>
    command.commands.flatMap((child) => {
      const name = [...path, child.name()]
      return child.commands.length > 0 ? walk(child, name) : [{ name: name.join(' '), command: child }]
    })
  return walk(program, [])
}

/** The command line as a page of the operator's book. */
export async function commandsPage(): Promise<string> {
  const sections = (await listCommands()).flatMap(({ name, command }) => [
    `## ${name}`,
    '',
    `${command.description()}.`,
    '',
    '```sh',
    ['bin/muniment', name, ...command.registeredArguments.map(argumentWords)].join(' ') +
      (command.options.length > 0 ? ' [options]' : ''),
    '```',
    '',
    ...table('Argument', command.registeredArguments.map(argumentRow)),
    ...table('Option', command.options.map(optionRow)),
  ])
  return [
    '# The command line',
    '',
    'Made by `npm run docs` from the program itself. Do not edit it. `bin/muniment COMMAND --help` says the same.',
    '',
    'Commands read the same [settings](settings.md) as the server and may run beside it. Answers go to standard',
    'output; problems and progress go to standard error. The exit code is 0 where the command did what was asked;',
    'otherwise that of its [problem](problems.md).',
    '',
    ...sections,
  ].join('\n')
}

function table(title: string, rows: string[]): string[] {
  return rows.length === 0 ? [] : [`| ${title} | What it is | Default |`, '| --- | --- | --- |', ...rows, '']
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '\\<')

function argumentWords(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '...' : ''}`
  return argument.required ? `<${name}>` : `[${name}]`
}

function argumentRow(argument: Argument): string {
  return `| \`${argument.name()}\` | ${cell(argument.description)} | ${fallback(argument.defaultValue)} |`
}

function optionRow(option: Option): string {
  const needed = option.mandatory && option.defaultValue === undefined ? ' (needed)' : ''
  const standard = option.negate ? '' : fallback(option.defaultValue)
  return `| \`${option.flags}\` | ${cell(option.description)}${needed} | ${standard} |`
}

function fallback(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? `\`${value}\`` : ''
}
