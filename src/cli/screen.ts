import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { createReadStream } from 'node:fs'
import { Command } from 'commander'
import { extractText, inspectFile } from '../documents/index.ts'
import { ProblemError } from '../kernel/outcome.ts'
import { problems } from '../kernel/problems.ts'
import { screenText, type Finding } from '../screening/index.ts'
import { examples } from './help.ts'
import { note, print, printJson, table } from './output.ts'
import { readInput } from './read-input.ts'

type Flags = { batch?: true; minScore?: string; json?: true }

/** `muniment screen`: personal data in a file or in lines of text. Needs no server and keeps nothing. */
export function screenCommand(): Command {
  return new Command('screen')
    .description('Find personal data in a file: numbers, addresses, contacts, statements about people')
    .argument(
      '<file>',
      'a document, message or text; with --batch a file of JSON lines; - for standard input',
    )
    .option('--batch', 'read {"id", "text"} from each line and print {"id", "findings"} for each')
    .option('--min-score <number>', 'leave out what is less sure than this, from 0 to 1', '0.5')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples('muniment screen letter.docx', 'muniment screen --batch texts.jsonl --min-score 0.7'),
    )
    .action(runScreen)
}

async function runScreen(file: string, { batch, minScore = '0.5', json }: Flags): Promise<void> {
  const least = Number(minScore)
  if (!/^\d(?:\.\d+)?$/.test(minScore) || least > 1)
    throw new ProblemError('usage', `--min-score is “${minScore}”, but must be a number from 0 to 1.`)
  if (batch === true) return screenLines(file, least)
  const bytes = await readInput(file)
  const name = file === '-' ? 'standard input' : basename(file)
  const { text, complete, note: unread } = await extractText(bytes, inspectFile(bytes, name, '').type)
  const findings = screenText(text, { minScore: least })
  if (json) printJson({ complete, ...(complete ? {} : { note: unread }), findings })
  else {
    if (!complete) note(unread ?? 'Not all of it could be read.')
    // The words found stay on this machine’s screen: whoever runs the command has the file.
    print(
      findings.length === 0 ? 'No personal data was found.' : table(findings.map((each) => line(text, each))),
    )
  }
  if (findings.length > 0 || !complete) process.exitCode = problems['invalid-input'].exit
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

async function screenLines(file: string, minScore: number): Promise<void> {
  const input = file === '-' ? process.stdin : createReadStream(file)
  let number = 0
  try {
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      number += 1
      if (line.trim() === '') continue
      const { id, text } = readLine(line, number)
      process.stdout.write(`${JSON.stringify({ id, findings: screenText(text, { minScore }) })}\n`)
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
