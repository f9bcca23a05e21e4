import { Command } from 'commander'
import { createAuthority } from '../identity/index.ts'
import { nations } from '../law/index.ts'
import type { CommandContext } from './context.ts'
import { examples, jsonOption } from './help.ts'
import { note, print, printJson, table, valueOf } from './output.ts'

/** `muniment authority`: the public authorities an installation serves. */
export function authorityCommand(context: CommandContext): Command {
  return new Command('authority')
    .description('List and add the authorities served here')
    .addCommand(listCommand(context))
    .addCommand(createCommand(context))
    .addHelpText(
      'after',
      examples(
        'muniment authority list',
        'muniment authority create exampleshire --name "Exampleshire Council" …',
      ),
    )
}

function listCommand(context: CommandContext): Command {
  return new Command('list')
    .description('List the authorities')
    .option(...jsonOption)
    .addHelpText('after', examples('muniment authority list', 'muniment authority list --json'))
    .action((options: { json?: true }) =>
      context.withInstallation(async ({ authorities }) => {
        const all = authorities.list()
        if (options.json) return printJson({ authorities: all })
        if (all.length === 0) return note('No authority yet: muniment authority create')
        print(table(all.map((one) => [one.slug, one.name, one.nation, one.hostnames.join(' ') || '–'])))
      }),
    )
}

type CreateOptions = {
  name: string
  shortName?: string
  nation: string
  prefix: string
  email: string
  address: string
  hostname: string[]
  phone?: string
  website?: string
  json?: true
}

function createCommand(context: CommandContext): Command {
  return new Command('create')
    .description('Add an authority')
    .argument('<slug>', 'its short name in addresses and commands')
    .requiredOption('--name <name>', 'its full name')
    .requiredOption('--email <address>', 'where requests are received')
    .requiredOption('--address <lines>', 'its postal address, lines separated by ;')
    .option('--short-name <name>', 'what people call it; the full name without it')
    .option('--nation <nation>', nations.join(', '), 'england')
    .option('--prefix <letters>', 'the letters before a reference number', 'REQ')
    .option(
      '--hostname <name>',
      'again for each name its site answers at',
      (value, all: string[]) => [...all, value],
      [],
    )
    .option('--phone <number>')
    .option('--website <address>')
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples(
        'muniment authority create exampleshire --name "Exampleshire Council" --email foi@example.org --address "Moot Hall; Exampleton"',
        'muniment authority create north-fold --name "North Fold" --nation wales --prefix NF --email foi@example.org --address "1 High St"',
      ),
    )
    .action((slug: string, options: CreateOptions) =>
      context.withInstallation(async ({ services }) => {
        const made = await createAuthority(services, {
          slug,
          name: options.name,
          shortName: options.shortName ?? options.name,
          nation: options.nation,
          hostnames: options.hostname,
          referencePrefix: options.prefix,
          addressLines: options.address.split(/\s*;\s*/).filter(Boolean),
          email: options.email,
          phone: options.phone ?? null,
          website: options.website ?? null,
        })
        const authority = valueOf(made, 'Adding the authority')
        if (options.json) return printJson(authority)
        print(`Added ${authority.name} (${authority.slug}).`)
        note(
          `Next: muniment staff create EMAIL --authority ${authority.slug} --name NAME --role administrator`,
        )
      }),
    )
}
