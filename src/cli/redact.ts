import { randomUUID } from 'node:crypto'
import { rename, rm, writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { Command } from 'commander'
import { ProblemError } from '../kernel/outcome.ts'
import { problems } from '../kernel/problems.ts'
import type { Redacted } from '../redaction/index.ts'
import { entities, type Entity } from '../screening/index.ts'
import { examples } from './help.ts'
import { note, print, printJson } from './output.ts'
import { readInput } from './read-input.ts'

type Flags = {
  find?: string[]
  entities?: string
  minScore: string
  reason: string
  label?: string
  out: string
  json?: true
}

/** `muniment redact`: a new file without what was found in another. Needs no server and keeps nothing. */
export function redactCommand(): Command {
  return new Command('redact')
    .description('Make a new file without given texts or personal data, and prove that they are gone')
    .argument('<file>', 'a PDF, Word, Excel, OpenDocument, CSV, message or text file; - for standard input')
    .option('--find <text...>', 'texts to remove, however they are written')
    .option('--entities <list>', 'kinds of personal data to remove, with commas: UK_NINO,EMAIL_ADDRESS')
    .option(
      '--min-score <number>',
      'leave personal data alone that is less sure than this, from 0 to 1',
      '0.5',
    )
    .requiredOption('--reason <code>', 'why: s.40(2), reg 13(1), dpa-2-16, third-party, out-of-scope …')
    .option('--label <text>', 'what boxes print instead of the reason')
    .requiredOption('--out <file>', 'where the new file goes')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      examples(
        'muniment redact letter.pdf --find "A Person" --reason "s.40(2)" --out letter-redacted.pdf',
        'muniment redact list.xlsx --entities UK_NINO,EMAIL_ADDRESS --reason third-party --out list-redacted.xlsx --json',
      ),
    )
    .action(runRedact)
}

async function runRedact(file: string, flags: Flags): Promise<void> {
  const minScore = Number(flags.minScore)
  if (!/^\d(?:\.\d+)?$/.test(flags.minScore) || minScore > 1)
    throw new ProblemError('usage', `--min-score is “${flags.minScore}”, but must be a number from 0 to 1.`)
  const kinds = readEntities(flags.entities)
  const find = flags.find ?? []
  if (kinds.length + find.length === 0)
    throw new ProblemError('usage', 'Say what to remove: --find TEXT, --entities KIND, or both.')
  const bytes = await readInput(file)
  // Loaded at first use: other commands do without its libraries.
  const { placeInWords, redactFile, scheduleOf } = await import('../redaction/index.ts')
  const made = await redactFile(bytes, file === '-' ? basename(flags.out) : basename(file), {
    find,
    entities: kinds,
    minScore,
    reason: flags.reason,
    ...(flags.label === undefined ? {} : { label: flags.label }),
    title: basename(flags.out).replace(/\.[^.]*$/, ''),
  })
  const { passed } = made.verification
  if (passed) await writeWhole(flags.out, made.bytes)
  if (flags.json)
    printJson({
      out: passed ? flags.out : null,
      marked: made.marks.length,
      marks: made.marks,
      schedule: scheduleOf(made.marks.map((mark) => ({ ...mark, state: 'accepted' }))),
      leftOut: made.leftOut,
      pictures: made.pictures,
      verification: made.verification,
    })
  else
    printWords(
      made,
      made.marks.map(({ place }) => placeInWords(place)),
      flags.out,
    )
  if (!passed) process.exitCode = problems['release-stopped'].exit
}

function readEntities(list: string | undefined): Entity[] {
  return (list ?? '')
    .split(',')
    .map((name) => name.trim().toUpperCase())
    .filter((name) => name !== '')
    .map((name) => {
      const known = entities.find((each) => each === name)
      if (known === undefined)
        throw new ProblemError(
          'usage',
          `There is no kind of personal data “${name}”. There are: ${entities.join(', ')}.`,
        )
      return known
    })
}

/** Nothing half written stands where somebody could pick it up. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.${randomUUID()}.part`
  try {
    await writeFile(beside, bytes)
    await rename(beside, path)
  } catch (error) {
    await rm(beside, { force: true })
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'
    throw new ProblemError('usage', `${path} cannot be written (${code}).`)
  }
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
