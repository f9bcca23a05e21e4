import { basename } from 'node:path'
import { Option, type Command } from 'commander'
import { bytesSource, readTableRows, type TableRows } from '../datasets/index.ts'
import { countOf } from '../kernel/count-of.ts'
import { ProblemError } from '../kernel/outcome.ts'
import { problems } from '../kernel/problems.ts'
import {
  generalise,
  levels,
  missingColumns,
  protectRows,
  type Level,
  type ProtectedTable,
} from '../screening/index.ts'
import { wholeNumber } from './help.ts'
import { note, print, printJson } from './output.ts'
import { readInput } from './read-input.ts'
import { checkOutput, writeWhole } from './write-output.ts'

export type CountFlags = {
  smallNumbers?: true
  count?: string
  by?: string[]
  also?: string[]
  largest?: string[]
  threshold?: string
  totals?: 'file' | 'all'
  zeros?: 'show' | 'suppress'
  round?: string
  before?: string
  generalise?: string[]
  out?: string
}

/** The options of `muniment screen` that make a safer table in place of looking through one. */
export function addCountOptions(command: Command): Command {
  return command
    .option(
      '--small-numbers',
      'suppress small counts of a table, and others so that totals do not give them back',
    )
    .option('--count <column>', 'the column of counts')
    .option('--by <column...>', 'the columns that group them')
    .option('--also <column...>', 'columns of rates or shares to suppress in the same rows')
    .option(
      '--largest <column...>',
      'columns of the largest contributions to each amount: what they dominate is suppressed',
    )
    .option('--threshold <number>', 'counts below this are small (5)')
    .addOption(
      new Option(
        '--totals <which>',
        'totals that readers know: those in the file, or all there could be',
      ).choices(['file', 'all']),
    )
    .addOption(new Option('--zeros <policy>', 'whether a 0 is published').choices(['show', 'suppress']))
    .option('--round <base>', 'round counts to this base in place of suppressing')
    .option('--before <file>', 'what was published before about the same people and time')
    .option(
      '--generalise <column=level...>',
      `make a column coarser: ${levels.join(', ')}; cells of another form are left empty`,
    )
    .option('--out <file>', 'where the safer table is written, as CSV')
}

export const wantsCounts = ({ smallNumbers, generalise: coarser }: CountFlags): boolean =>
  smallNumbers === true || coarser !== undefined

const mostRows = 100_000

/** Writes a safer table to `--out` and says what was done. */
export async function protectFile(file: string, flags: CountFlags & { json?: true }): Promise<void> {
  if (flags.out === undefined) throw new ProblemError('usage', '--out says where the safer table is written.')
  await checkOutput('--out', flags.out, [file, ...(flags.before === undefined ? [] : [flags.before])])
  const table = await readRows(file)
  const emptied = makeCoarser(table, flags.generalise ?? [])
  const made = flags.smallNumbers === true ? await protect(table, flags) : null
  const lines = [table.headings, ...(made?.rows ?? table.rows)].map((row) => row.map(field).join(','))
  await writeWhole(flags.out, new TextEncoder().encode(`${lines.join('\r\n')}\r\n`))
  const sentences = [...(made?.sentences ?? []), ...emptied]
  if (flags.json === true)
    printJson({
      rows: table.rows.length,
      suppressed: { small: made?.small ?? 0, covers: made?.covers ?? 0 },
      exposed: made?.exposed ?? 0,
      leaks: made?.leaks.length ?? 0,
      dictionary: made?.dictionary ?? [],
      notes: sentences,
    })
  else {
    for (const sentence of sentences) print(sentence)
    for (const { shorthand, meaning } of made?.dictionary ?? [])
      note(`For the data dictionary: ${shorthand} ${meaning}`)
  }
  if (made !== null && made.exposed + made.leaks.length > 0) process.exitCode = problems['invalid-input'].exit
}

async function readRows(file: string): Promise<TableRows> {
  const name = file === '-' ? 'table.csv' : basename(file)
  const table = await readTableRows(bytesSource(name, await readInput(file)), mostRows)
  if (table === null)
    throw new ProblemError(
      'invalid-input',
      `${file} holds no table with headings in its first row and at most ${mostRows.toLocaleString('en-GB')} rows.`,
    )
  return table
}

async function protect(table: TableRows, flags: CountFlags): Promise<ProtectedTable> {
  const { count, by = [], also = [], largest = [], totals, zeros } = flags
  if (count === undefined || by.length === 0)
    throw new ProblemError('usage', '--small-numbers needs --count COLUMN and --by COLUMN….')
  const options = {
    count,
    by,
    also,
    largest,
    threshold: readWhole('--threshold', flags.threshold),
    ...(totals === undefined ? {} : { totals }),
    ...(zeros === undefined ? {} : { zeros }),
    ...(flags.round === undefined ? {} : { round: readWhole('--round', flags.round) }),
    ...(flags.before === undefined ? {} : { before: await readRows(flags.before) }),
  }
  const [missing] = missingColumns(table, options)
  if (missing !== undefined)
    throw new ProblemError('usage', `There is no column “${missing}”: ${list(table.headings)}.`)
  try {
    const made = protectRows(table, options)
    if (made !== null) return made
  } catch (error) {
    if (error instanceof RangeError) throw new ProblemError('invalid-input', error.message)
    throw error
  }
  throw new ProblemError(
    'invalid-input',
    `Two rows are the same in ${list(by)}: name with --by every column that tells rows apart.`,
  )
}

const list = (names: readonly string[]): string => names.map((name) => `“${name}”`).join(', ')

const readWhole = (option: string, text = '5'): number => wholeNumber(option, text, 2, 1000)

/** Changes the cells of the named columns; says how many were of another form and are empty now. */
function makeCoarser(table: TableRows, wishes: readonly string[]): string[] {
  return wishes.flatMap((wish) => {
    const [, name = '', level = ''] = /^(.*)=(\w+)$/.exec(wish) ?? []
    const column = table.headings.indexOf(name)
    const known = levels.find((each): each is Level => each === level)
    if (column === -1 || known === undefined)
      throw new ProblemError(
        'usage',
        `--generalise is “${wish}”, but must be COLUMN=LEVEL, LEVEL one of ${levels.join(', ')}.`,
      )
    let other = 0
    for (const row of table.rows) {
      const coarse = generalise(row[column] ?? '', known)
      if (coarse === null) other += 1
      row[column] = coarse ?? ''
    }
    return other === 0
      ? []
      : [
          `${countOf(other, 'cell')} of “${name}” ${other === 1 ? 'was of another form and is' : 'were of another form and are'} left empty.`,
        ]
  })
}

const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
