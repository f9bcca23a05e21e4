import { Command } from 'commander'
import { appendRows, sealDataset, type AppendedRow } from '../datasets/index.ts'
import { sha256 } from '../kernel/ids.ts'
import { ProblemError } from '../kernel/outcome.ts'
import { actingFor, chooseAuthority } from './acting.ts'
import type { CommandContext } from './context.ts'
import { tellOutcome } from './dataset-outcome.ts'
import { workOnImport } from './dataset-work.ts'
import { asOneOfFewOption, authorityOption, examples, jsonOption } from './help.ts'
import { note, print, printJson, valueOf } from './output.ts'
import { readInput } from './read-input.ts'

type Flags = { authority?: string; as?: string; key?: string; json?: true }

/** `muniment dataset append` and `seal`: rows that a machine sends, and when they become a version. */
export function datasetRowsCommands(context: CommandContext): Command[] {
  return [append(context), seal(context)]
}

function append(context: CommandContext): Command {
  return new Command('append')
    .description('Add rows to a live dataset; they become public when they are sealed')
    .argument('<slug>')
    .argument('<file>', 'a JSON list of objects by column name, or one object a line; - for standard input')
    .option(
      '--key <key>',
      'sent again with the same key, the same rows are taken once; made from the rows without it',
    )
    .option(...authorityOption)
    .option(...asOneOfFewOption)
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples(
        'muniment dataset append bicycle-counters counts.json --key 2026-06-01T09',
        'tail -n 100 counts.ndjson | muniment dataset append bicycle-counters - --json',
      ),
    )
    .action((slug: string, file: string, flags: Flags) =>
      context.withInstallation(async (installation) => {
        const authority = chooseAuthority(installation, flags.authority)
        const staff = await actingFor(installation, authority, 'append-rows', flags.as)
        const text = new TextDecoder().decode(await readInput(file))
        const input = { slug, key: flags.key ?? sha256(text), rows: readRows(text) }
        const done = valueOf(await appendRows(installation.services, staff, input), 'Adding rows')
        if (flags.json) printJson({ ...done, key: input.key })
        else print(`${done.received} rows ${done.already ? 'were here already' : 'added'}.`)
      }),
    )
}

function readRows(text: string): AppendedRow[] {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    try {
      read = text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line) as unknown)
    } catch {
      throw new ProblemError(
        'invalid-input',
        'The rows are not JSON: a list of objects, or one object a line.',
      )
    }
  }
  const rows = Array.isArray(read) ? (read as unknown[]) : [read]
  if (!rows.every(isRow))
    throw new ProblemError(
      'invalid-input',
      'Each row must be an object of column names and plain values: text, numbers, true, false or null.',
    )
  return rows
}

function isRow(value: unknown): value is AppendedRow {
  return (
    value !== null &&
    typeof value === 'object' &&
    !Array.isArray(value) &&
    Object.values(value).every((cell) => cell === null || typeof cell !== 'object')
  )
}

function seal(context: CommandContext): Command {
  return new Command('seal')
    .description('Make a version of the rows that were added since the last')
    .argument('<slug>')
    .option(...authorityOption)
    .option(...asOneOfFewOption)
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples('muniment dataset seal bicycle-counters', 'muniment dataset seal bicycle-counters --json'),
    )
    .action((slug: string, flags: Flags) =>
      context.withInstallation(async (installation) => {
        const { services } = installation
        const authority = chooseAuthority(installation, flags.authority)
        const staff = await actingFor(installation, authority, 'append-rows', flags.as)
        const { importId } = valueOf(await sealDataset(services, staff, { slug }), 'Sealing')
        if (importId === null) {
          if (flags.json) printJson({ state: 'nothing-to-seal', slug })
          else note('There are no rows to seal.')
          return
        }
        const record = await workOnImport(services, authority.id, importId)
        if (process.exitCode === 130) return
        await tellOutcome(services, authority, record, { json: flags.json === true, seconds: null })
      }),
    )
}
