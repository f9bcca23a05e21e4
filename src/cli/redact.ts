import { basename } from 'node:path'
import { Command } from 'commander'
import { ProblemError } from '../kernel/outcome.ts'
import { problems } from '../kernel/problems.ts'
import {
  findMarks,
  layers,
  placeInWords,
  redactFile,
  scheduleCsv,
  scheduleOf,
  type Layer,
  type Redacted,
  type RedactOptions,
} from '../redaction/index.ts'
import { examples, oneOf } from './help.ts'
import { note, print, printJson } from './output.ts'
import { readInput } from './read-input.ts'
import { readEntities, readMarks, readNames, readScore } from './redact-input.ts'
import { checkOutput, writeWhole } from './write-output.ts'

type Flags = {
  find?: string[]
  entities?: string
  minScore: string
  parties?: string
  keep?: string
  marks?: string
  reason?: string
  label?: string
  layer: string
  proposals?: true
  schedule?: string
  out?: string
  json?: true
}

/** `muniment redact`: a new file without what was found in another. Needs no server and keeps nothing. */
export function redactCommand(): Command {
  return new Command('redact')
    .description('Make a new file without given texts or personal data, and prove that they are gone')
    .argument('<file>', 'a PDF, Word, Excel, OpenDocument, CSV, message or text file; - for standard input')
    .option('--find <text...>', 'texts to remove, however they are written')
    .option(
      '--entities <list>',
      'kinds of personal data to remove, with commas: UK_NINO,EMAIL_ADDRESS; or all',
    )
    .option(
      '--min-score <number>',
      'leave personal data alone that is less sure than this, from 0 to 1',
      '0.5',
    )
    .option('--parties <file>', 'names known from the case, one a line, found in every form (PERSON)')
    .option('--keep <file>', 'names that are public and stay, one a line (PERSON)')
    .option('--marks <file>', 'marks as JSON, as --proposals and the API give them')
    .option('--reason <code>', 'why: s.40(2), reg 13(1), dpa-2-16, third-party, out-of-scope …')
    .option('--label <text>', 'what boxes print instead of the reason')
    .option('--layer <reader>', `whom the new file is for: ${layers.join(', ')}`, 'requester')
    .option('--proposals', 'write no file: print where the marks would lie, as JSON for --marks')
    .option('--schedule <file>', 'write the schedule of redactions there, as CSV')
    .option('--out <file>', 'where the new file goes')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples(
        'muniment redact letter.pdf --find "A Person" --reason "s.40(2)" --out letter-redacted.pdf',
        'muniment redact list.xlsx --entities UK_NINO,EMAIL_ADDRESS --reason third-party --out list-redacted.xlsx --json',
        'muniment redact letter.pdf --entities all --reason "s.40(2)" --proposals > marks.json',
        'muniment redact letter.pdf --marks marks.json --out letter-redacted.pdf --schedule schedule.csv',
      ) +
        '\n\nExit codes: 0 written and verified, or nothing to remove; 2 the command is wrong; 3 no such file;\n7 the file or a reason cannot be used, or something is still there: then nothing is written.',
    )
    .action(runRedact)
}

async function runRedact(file: string, flags: Flags): Promise<void> {
  const options = await readOptions(flags)
  const target = await readTarget(file, flags)
  const bytes = await readInput(file)
  const name = file === '-' ? basename(target ?? 'standard-input') : basename(file)
  if (target === null) {
    const found = await findMarks(bytes, name, options)
    const marks = found.map((mark) => ({ ...mark, layer: options.layer, state: 'proposed' }))
    printJson({ file: name, marks })
    return
  }
  const made = await redactFile(bytes, name, { ...options, title: basename(target).replace(/\.[^.]*$/, '') })
  const { passed } = made.verification
  const schedule = scheduleOf(made.marks.map((mark) => ({ ...mark, state: 'accepted' })))
  if (passed) await writeWhole(target, made.bytes)
  if (passed && flags.schedule !== undefined)
    await writeWhole(flags.schedule, new TextEncoder().encode(scheduleCsv(schedule)))
  const missed = notFound(options.find ?? [], made)
  if (flags.json)
    printJson({
      out: passed ? target : null,
      marked: made.marks.length,
      marks: made.marks,
      notFound: missed,
      schedule,
      leftOut: made.leftOut,
      pictures: made.pictures,
      verification: made.verification,
    })
  else
    printWords(
      made,
      made.marks.map(({ place }) => placeInWords(place)),
      target,
    )
  for (const number of missed)
    note(`text ${number} was found nowhere: is it written otherwise, or a picture?`)
  if (!passed) process.exitCode = problems['release-stopped'].exit
}

/** Where the new file goes; null where there is to be none. */
async function readTarget(file: string, { out, proposals, schedule }: Flags): Promise<string | null> {
  if (proposals === true) {
    if (out !== undefined || schedule !== undefined)
      throw new ProblemError('usage', '--proposals writes no file: leave --out and --schedule away.')
    return null
  }
  if (out === undefined) throw new ProblemError('usage', 'Say where the new file goes with --out FILE.')
  await checkOutput('--out', out, [file])
  if (schedule !== undefined) await checkOutput('--schedule', schedule, [file, out])
  return out
}

async function readOptions(flags: Flags): Promise<RedactOptions & { layer: Layer }> {
  const minScore = readScore(flags.minScore)
  const kinds = readEntities(flags.entities)
  const find = flags.find ?? []
  const marks = flags.marks === undefined ? [] : await readMarks(flags.marks)
  if (kinds.length + find.length === 0 && flags.marks === undefined)
    throw new ProblemError(
      'usage',
      'Say what to remove: --find TEXT, --entities KIND, --marks FILE, or several of them.',
    )
  const reason = flags.reason ?? (kinds.length + find.length === 0 ? marks[0]?.reason : undefined)
  if (reason === undefined && kinds.length + find.length > 0)
    throw new ProblemError('usage', 'Say why with --reason CODE, such as s.40(2) or third-party.')
  const [parties, keep] = [await readNames(flags.parties), await readNames(flags.keep)]
  if (parties.length + keep.length > 0 && !kinds.includes('PERSON'))
    throw new ProblemError('usage', '--parties and --keep are about names: they need --entities PERSON.')
  return {
    find,
    entities: kinds,
    minScore,
    parties,
    keep,
    marks,
    reason: reason ?? 'third-party',
    layer: oneOf('--layer', flags.layer, layers),
    ...(flags.label === undefined ? {} : { label: flags.label }),
  }
}

/** The numbers of the texts that no mark came from: a misspelt name would otherwise look like a finished job. */
function notFound(find: readonly string[], { marks }: Redacted): number[] {
  const rules = new Set(marks.flatMap(({ rule }) => rule.split(', ')))
  return find.map((_, index) => index + 1).filter((number) => !rules.has(`text ${number}`))
}

function printWords(
  { marks, leftOut, pictures, verification }: Redacted,
  where: readonly string[],
  out: string,
): void {
  const byRule = Map.groupBy(
    marks.map(({ rule }, index) => ({ rule, place: where[index] ?? '' })),
    ({ rule }) => rule,
  )
  for (const [rule, found] of byRule) {
    const places = [...new Set(found.map(({ place }) => place))]
    const more = places.length > 8 ? ` and ${places.length - 8} more places` : ''
    print(`${rule}: ${found.length} marked (${places.slice(0, 8).join('; ')}${more})`)
  }
  if (marks.length === 0) print('Nothing was found to mark.')
  const kinds = Object.entries(leftOut).map(([kind, count]) => `${kind} (${count})`)
  if (kinds.length > 0) print(`Left out: ${kinds.join(', ')}`)
  if (pictures.length > 0) print(`Turned into pictures: page ${pictures.join(', ')}`)
  if (verification.passed) print(`Verified: none of it is left. Written to ${out}`)
  else {
    for (const { rule, page } of verification.left)
      note(`${rule} is still there${page === null ? '' : ` on page ${page}`}.`)
    note('Verification failed, so nothing was written.')
  }
}
