import { Command } from 'commander'
import { makeRedactedCopy } from '../cases/index.ts'
import type { Staff } from '../identity/index.ts'
import type { Installation } from '../installation.ts'
import { ProblemError } from '../kernel/outcome.ts'
import {
  decideMarks,
  decideTogether,
  findAndMark,
  layers,
  openRedaction,
  placeInWords,
  readSchedule,
  scheduleCsv,
  type RedactionRecord,
} from '../redaction/index.ts'
import { actingStaff } from './acting.ts'
import type { CommandContext } from './context.ts'
import { asOption, examples, jsonOption, oneOf } from './help.ts'
import { note, print, printJson, table, valueOf } from './output.ts'
import { readEntities, readScore } from './redact-input.ts'

const layerOption = ['--layer <reader>', layers.join(', '), 'requester'] as const
const documentArgument = ['<document>', 'its id, as muniment case show --json gives it'] as const
const who = '--as olive@example.org'
const id = '0199a2b4-…'

/** `muniment redaction`: marks in the documents of cases, from the command line. */
export function redactionCommand(context: CommandContext): Command {
  const command = new Command('redaction').description(
    'What is marked in the documents of cases, and the copies without it',
  )
  command.addCommand(showCommand(context))
  command.addCommand(findCommand(context))
  command.addCommand(decideCommand(context))
  command.addCommand(copyCommand(context))
  command.addCommand(scheduleCommand(context))
  return command.addHelpText(
    'after',
    examples(`muniment redaction show ${id} ${who}`, `muniment redaction copy ${id} --for-release ${who}`),
  )
}

/** Every reading is on the trail: whose it is must be said. */
async function open(
  installation: Installation,
  documentId: string,
  as: string | undefined,
): Promise<{ staff: Staff; record: RedactionRecord }> {
  const staff = await actingStaff(installation, as)
  const record = valueOf(
    await openRedaction(installation.services, staff, documentId),
    'Reading the redaction',
  )
  return { staff, record }
}

function showCommand(context: CommandContext): Command {
  return new Command('show')
    .description('Show marks, flagged pages and copies of a document; the reading is recorded')
    .argument(...documentArgument)
    .option(...asOption)
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples(
        `muniment redaction show ${id} ${who}`,
        `muniment redaction show ${id} ${who} --json > marks.json`,
      ),
    )
    .action((documentId: string, options: { as?: string; json?: true }) =>
      context.withInstallation(async (installation) => {
        const { record } = await open(installation, documentId, options.as)
        if (options.json) return printJson(record)
        const lines = record.marks.map((mark) => [
          mark.id,
          placeInWords(mark.place),
          mark.state,
          mark.reason,
          mark.layer,
          mark.why ?? `marked by ${mark.author}`,
        ])
        if (lines.length > 0) print(table(lines))
        for (const { page, flag, reason } of record.pages)
          print(`page ${page}: ${flag}${reason === null || reason === flag ? '' : `, ${reason}`}`)
        for (const copy of record.copies)
          print(`copy ${copy.documentId} for ${copy.layer}, ${copy.releaseState}${outdated(copy.upToDate)}`)
        note(`${record.name}, version ${record.version}: ${record.marks.length} marks`)
      }),
    )
}

const outdated = (upToDate: boolean): string => (upToDate ? '' : ', made before the marks were changed')

type FindOptions = {
  as?: string
  text?: string[]
  entities?: string
  minScore: string
  reason: string
  layer: string
  proposed?: true
  json?: true
}

function findCommand(context: CommandContext): Command {
  return new Command('find')
    .description('Mark texts wherever they stand; propose what looks like personal data')
    .argument(...documentArgument)
    .option(...asOption)
    .option('--text <text...>', 'texts to mark, however they are written')
    .option('--entities <list>', 'kinds of personal data to propose, with commas; or all')
    .option('--min-score <number>', 'leave alone what is less sure than this, from 0 to 1', '0.5')
    .requiredOption('--reason <code>', 'why: s.40(2), reg 13(1), dpa-2-16, third-party …')
    .option(...layerOption)
    .option('--proposed', 'propose the texts too, for somebody to decide')
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples(
        `muniment redaction find ${id} --text "A Person" --reason "s.40(2)" ${who}`,
        `muniment redaction find ${id} --entities all --reason dpa-2-16 ${who}`,
      ),
    )
    .action((documentId: string, options: FindOptions) =>
      context.withInstallation(async (installation) => {
        const staff = await actingStaff(installation, options.as)
        const found = valueOf(
          await findAndMark(installation.services, staff, {
            documentId,
            find: options.text ?? [],
            entities: readEntities(options.entities),
            minScore: readScore(options.minScore),
            reason: options.reason,
            layer: oneOf('--layer', options.layer, layers),
            state: options.proposed ? 'proposed' : 'accepted',
          }),
          'Marking',
        )
        if (options.json) return printJson(found)
        print(`${found.added} marked, ${found.known} found again; version ${found.version}`)
        if (found.unread.length > 0)
          note(`Scanned pages not read: ${found.unread.join(', ')}. Search again for them.`)
      }),
    )
}

type DecideOptions = {
  as?: string
  accept?: string[]
  reject?: string[]
  acceptAll?: string
  rejectAll?: string
  reason?: string
  json?: true
}

function decideCommand(context: CommandContext): Command {
  return new Command('decide')
    .description('Accept or reject proposals')
    .argument(...documentArgument)
    .option(...asOption)
    .option('--accept <mark...>', 'ids of marks, as show gives them')
    .option('--reject <mark...>', 'ids of marks')
    .option('--accept-all <kind>', 'every undecided proposal of a kind, such as UK_NINO')
    .option('--reject-all <kind>', 'every undecided proposal of a kind')
    .option('--reason <code>', 'why, of what is accepted; without, each mark keeps its own')
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples(
        `muniment redaction decide ${id} --accept 0199a2c1-… --reject 0199a2c2-… ${who}`,
        `muniment redaction decide ${id} --accept-all UK_NINO --reason "s.40(2)" ${who} --json`,
      ),
    )
    .action((documentId: string, options: DecideOptions) =>
      context.withInstallation(async (installation) => {
        const { accept = [], reject = [], acceptAll, rejectAll, reason } = options
        if (accept.length + reject.length === 0 && acceptAll === undefined && rejectAll === undefined)
          throw new ProblemError(
            'usage',
            'Say which marks: --accept ID…, --reject ID…, --accept-all KIND or --reject-all KIND.',
          )
        const both = accept.find((mark) => reject.includes(mark))
        if (both !== undefined)
          throw new ProblemError('usage', `The mark ${both} cannot be accepted and rejected.`)
        const staff = await actingStaff(installation, options.as)
        const { services } = installation
        const counts = { version: 0, accepted: 0, rejected: 0 }
        const decide = async (state: 'accepted' | 'rejected', ids: string[], rule: string | undefined) => {
          const how = {
            documentId,
            state,
            ...(reason === undefined || state === 'rejected' ? {} : { reason }),
          }
          const done = [
            ...(ids.length === 0 ? [] : [await decideMarks(services, staff, { ...how, ids })]),
            ...(rule === undefined ? [] : [await decideTogether(services, staff, { ...how, rule })]),
          ]
          for (const each of done) {
            const { version, changed } = valueOf(each, `Deciding (${state})`)
            counts.version = version
            counts[state] += changed
          }
        }
        await decide('accepted', accept, acceptAll)
        await decide('rejected', reject, rejectAll)
        if (options.json) printJson(counts)
        else print(`${counts.accepted} accepted, ${counts.rejected} rejected; version ${counts.version}`)
      }),
    )
}

type CopyOptions = { as?: string; layer: string; part?: string; forRelease?: true; json?: true }

function copyCommand(context: CommandContext): Command {
  return new Command('copy')
    .description('Make the copy without what is marked, and prove that it is gone')
    .argument(...documentArgument)
    .option(...asOption)
    .option(...layerOption)
    .option('--part <id>', 'the part of the request that it answers; that of its source without')
    .option('--for-release', 'it goes with the answer, in place of its source and of earlier copies')
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples(
        `muniment redaction copy ${id} --for-release ${who}`,
        `muniment redaction copy ${id} --layer public-log ${who} --json`,
      ),
    )
    .action((documentId: string, options: CopyOptions) =>
      context.withInstallation(async (installation) => {
        const { staff, record } = await open(installation, documentId, options.as)
        const made = valueOf(
          await makeRedactedCopy(installation.services, staff, {
            documentId,
            version: record.version,
            layer: oneOf('--layer', options.layer, layers),
            ...(options.part === undefined ? {} : { partId: options.part }),
            forRelease: options.forRelease === true,
          }),
          'Making the copy',
        )
        if (options.json) printJson(made)
        else
          print(`${made.documentId}${options.forRelease ? ', to go with the answer' : ', kept on the case'}`)
      }),
    )
}

type ScheduleOptions = { as?: string; layer?: string; copy?: string; csv?: true; json?: true }

const madeBy = (name: string | null): string => (name === null ? '' : ` by ${name}`)

function scheduleCommand(context: CommandContext): Command {
  return new Command('schedule')
    .description('Print the schedule of redactions: where, how much and under which provision')
    .argument(...documentArgument)
    .option(...asOption)
    .option('--layer <reader>', `${layers.join(', ')}; requester without`)
    .option('--copy <id>', 'a copy of the document: the schedule that was kept with it')
    .option('--csv', 'print CSV')
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples(
        `muniment redaction schedule ${id} ${who} --csv > schedule.csv`,
        `muniment redaction schedule ${id} --layer public-log ${who}`,
      ),
    )
    .action((documentId: string, options: ScheduleOptions) =>
      context.withInstallation(async (installation) => {
        const { record } = await open(installation, documentId, options.as)
        const { layer, copy, lines } = valueOf(
          await readSchedule(installation.services.database.reader, record, {
            ...(options.copy === undefined ? {} : { copyId: options.copy }),
            ...(options.layer === undefined ? {} : { layer: oneOf('--layer', options.layer, layers) }),
          }),
          'Reading the schedule',
        )
        const made = copy === null ? {} : { copy: copy.documentId, made: copy.createdAt, by: copy.createdBy }
        if (options.json) return printJson({ document: record.name, layer, ...made, items: lines })
        if (options.csv) return void process.stdout.write(scheduleCsv(lines, copy))
        if (copy !== null)
          note(`As kept with the copy made ${copy.createdAt.toString()}${madeBy(copy.createdBy)}`)
        if (lines.length === 0) return print('Nothing is left out.')
        print(
          table(
            lines.map(({ number, place, label, title, marks }) => [
              String(number),
              place,
              label,
              String(marks),
              title,
            ]),
          ),
        )
      }),
    )
}
