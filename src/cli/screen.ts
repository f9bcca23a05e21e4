import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { createReadStream } from 'node:fs'
import { Command } from 'commander'
import { bytesSource, readDistinctValues } from '../datasets/index.ts'
import { extractText, inspectFile } from '../documents/index.ts'
import { countOf } from '../kernel/count-of.ts'
import { ProblemError } from '../kernel/outcome.ts'
import { problems } from '../kernel/problems.ts'
import {
  screenTable,
  screenText,
  type ColumnFinding,
  type Finding,
  type ScreenOptions,
  type TableScreening,
} from '../screening/index.ts'
import { examples } from './help.ts'
import { note, print, printJson, table } from './output.ts'
import { readInput } from './read-input.ts'
import { readScore } from './redact-input.ts'
import { addCountOptions, protectFile, wantsCounts, type CountFlags } from './screen-counts.ts'

type Flags = CountFlags & {
  batch?: true
  minScore?: string
  party?: string[]
  keep?: string[]
  names?: boolean
  json?: true
}

/** `muniment screen`: personal data in a file or in lines of text. Scans are read by text recognition. Needs no server and keeps nothing. */
export function screenCommand(): Command {
  const command = new Command('screen')
    .description('Find personal data in a file: names, numbers, addresses, contacts, statements about people')
    .argument(
      '<file>',
      'a document, message or text; with --batch a file of JSON lines; - for standard input',
    )
    .option('--batch', 'read {"id", "text"} from each line and print {"id", "findings"} for each')
    .option('--min-score <number>', 'leave out what is less sure than this, from 0 to 1', '0.5')
    .option('--party <name...>', 'people known from the case, found in every form of their names')
    .option('--keep <name...>', 'people whose names are public and stay')
    .option('--no-names', 'leave people’s names out')
    .option('--json', 'print JSON')
  return addCountOptions(command)
    .addHelpText(
      'after',
      examples(
        'muniment screen letter.docx --party "Sam Specimen"',
        'muniment screen --batch texts.jsonl --min-score 0.7',
        'muniment screen cases.csv --small-numbers --count Cases --by Ward Sex --out safe.csv',
        'muniment screen homes.csv --generalise Postcode=district Born=year --out safe.csv',
      ),
    )
    .action(runScreen)
}

async function runScreen(file: string, flags: Flags): Promise<void> {
  const { batch, json } = flags
  if (wantsCounts(flags)) return protectFile(file, flags)
  const options = readOptions(flags)
  if (batch === true) return screenLines(file, options)
  const bytes = await readInput(file)
  const name = file === '-' ? 'standard input' : basename(file)
  const { type } = inspectFile(bytes, name, '')
  const { text, complete, note: unread, scanned } = await extractText(bytes, type, { ocr: true })
  const findings = screenText(text, options)
  const tabled = tables.has(type) ? await screenColumns(bytes, name, options) : null
  if (scanned !== undefined || !(complete || json)) note(unread ?? 'Not all of it could be read.')
  if (json)
    printJson({
      complete,
      ...(complete ? {} : { note: unread }),
      ...(scanned === undefined ? {} : { scanned }),
      findings,
      ...(tabled === null ? {} : { table: tabled }),
    })
  else {
    // The words found stay on this machine’s screen: whoever runs the command has the file.
    const columns = (tabled?.findings ?? []).map(columnLine)
    // Columns are those of one sheet; what the others hold, hidden ones too, is said line by line.
    const rest = tabled !== null && type === 'csv' ? [] : findings.map((each) => line(text, each))
    const said = [columns, rest].filter((rows) => rows.length > 0).map(table)
    if (said.length > 0) print(said.join('\n'))
    else print(complete ? 'No personal data was found.' : 'No personal data was found in what could be read.')
  }
  if (findings.length > 0 || (tabled?.findings.length ?? 0) > 0 || !complete)
    process.exitCode = problems['invalid-input'].exit
}

const readOptions = ({ minScore = '0.5', party = [], keep = [], names = true }: Flags): ScreenOptions => ({
  minScore: readScore(minScore),
  names,
  parties: party,
  keep,
})

const tables: ReadonlySet<string> = new Set(['csv', 'xlsx', 'ods'])

/** A table is also read by its columns: their headings say what plain text cannot. Null where there is no table after all. */
async function screenColumns(
  bytes: Uint8Array,
  name: string,
  options: ScreenOptions,
): Promise<TableScreening | null> {
  try {
    const columns = await readDistinctValues(bytesSource(name, bytes))
    return columns === null ? null : screenTable(columns, options)
  } catch {
    // Damaged: its text was screened, and said to be incomplete.
    return null
  }
}

function columnLine({ column, entity, count, rows, score, reason }: ColumnFinding): string[] {
  return [column, entity, score.toFixed(2), countOf(count, 'cell'), `rows ${rows.join(', ')}`, reason]
}

function line(text: string, { entity, start, end, score, reason }: Finding): string[] {
  const number = text.slice(0, start).split('\n').length
  return [
    `line ${number}`,
    entity,
    score.toFixed(2),
    text.slice(start, end).replaceAll(/\s+/g, ' ').slice(0, 60),
    reason,
  ]
}

async function screenLines(file: string, options: ScreenOptions): Promise<void> {
  const input = file === '-' ? process.stdin : createReadStream(file)
  let number = 0
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      number += 1
      if (line.trim() === '') continue
      const { id, text } = readLine(line, number)
      process.stdout.write(`${JSON.stringify({ id, findings: screenText(text, options) })}\n`)
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new ProblemError('not-found', `There is no file ${file}.`)
    throw error
  }
}

function readLine(line: string, number: number): { id: string | number; text: string } {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    value = null
  }
  if (typeof value === 'object' && value !== null && 'id' in value && 'text' in value) {
    const { id, text } = value
    if ((typeof id === 'string' || typeof id === 'number') && typeof text === 'string') return { id, text }
  }
  throw new ProblemError('invalid-input', `Line ${number} is not {"id": …, "text": "…"}.`)
}
