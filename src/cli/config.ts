import { Command } from 'commander'
import { readSettings, settingsTable } from '../kernel/settings.ts'
import { examples, jsonOption } from './help.ts'
import { print, printJson, table } from './output.ts'

/** `muniment config`: what the settings are, and where each comes from. */
export function configCommand(): Command {
  return new Command('config')
    .description('Show the settings')
    .addCommand(
      new Command('show')
        .description('Print each setting, its value and where it comes from; secrets are masked')
        .option(...jsonOption)
        .addHelpText('after', examples('muniment config show', 'PORT=8080 muniment config show --json'))
        .action(showSettings),
    )
    .addHelpText('after', examples('muniment config show', 'muniment config show --json'))
}

function showSettings(options: { json?: true }): void {
  // A setting that cannot be used stops here as it would stop the server.
  readSettings(process.env)
  const settings = Object.values(settingsTable).map(({ name, fallback, describe }) => {
    const given = process.env[name]
    const set = given !== undefined && given !== ''
    return {
      name,
      value: masked(name, set ? given.trim() : fallback),
      origin: set ? 'environment' : 'default',
      takes: describe,
    }
  })
  if (options.json) return printJson({ settings })
  print(table(settings.map(({ name, value, origin }) => [name, value === '' ? '(none)' : value, origin])))
}

function masked(name: string, value: string): string {
  if (value === '') return ''
  if (name === 'MUNIMENT_SECRET') return '(set)'
  const url = URL.parse(value)
  if (url === null || url.password === '') return value
  url.password = '***'
  return url.href
}
