import { Command } from 'commander'
import { systemActor } from '../audit/index.ts'
import { findDutyItem, listDuties, saveDutyAs, takeUpDuties, type StaffDutyItem } from '../catalogue/index.ts'
import { staffActor, type Authority } from '../identity/index.ts'
import type { Installation } from '../installation.ts'
import { today } from '../kernel/clock.ts'
import { parseDay } from '../kernel/dates.ts'
import { ProblemError } from '../kernel/outcome.ts'
import { actingStaff, chooseAuthority } from './acting.ts'
import type { CommandContext } from './context.ts'
import { authorityOption, examples, jsonOption } from './help.ts'
import { note, print, printJson, table, valueOf } from './output.ts'

/** `muniment duty`: what must be published, by when, and what is late. */
export function dutyCommand(context: CommandContext): Command {
  return new Command('duty')
    .description('What must be published, by when, and what is late')
    .addCommand(listCommand(context))
    .addCommand(showCommand(context))
    .addCommand(setCommand(context))
    .addCommand(takeUpCommand(context))
    .addHelpText('after', examples('muniment duty list --late', 'muniment duty show transparency-spending'))
}

type Chosen = { authority?: string; json?: true }
function listCommand(context: CommandContext): Command {
  return new Command('list')
    .description('List the duties to publish, what is late first')
    .option('--late', 'only what is late or missing; the exit code is 7 where there is any')
    .option(...authorityOption)
    .option(...jsonOption)
    .addHelpText('after', examples('muniment duty list', 'muniment duty list --late --json'))
    .action((options: Chosen & { late?: true }) =>
      context.withInstallation(async (installation) => {
        const authority = chooseAuthority(installation, options.authority)
        const { database, clock } = installation.services
        const all = await listDuties(database.reader, authority, today(clock))
        const late = all.filter(({ status }) => status?.state === 'late' || status?.state === 'missing')
        const shown = options.late ? late : all
        if (options.json) printJson({ authority: authority.slug, duties: shown.map(presentDuty) })
        else if (shown.length > 0) print(table(shown.map(lineOf)))
        else note('Nothing is late.')
        if (options.late && late.length > 0) process.exitCode = 7
      }),
    )
}

function showCommand(context: CommandContext): Command {
  return new Command('show')
    .description('Show one duty: its law, how it stands, and the working')
    .argument('<duty>', 'its id, as duty list gives it')
    .option(...authorityOption)
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples('muniment duty show transparency-spending', 'muniment duty show pay-policy-statement --json'),
    )
    .action((key: string, options: Chosen) =>
      context.withInstallation(async (installation) => {
        const authority = chooseAuthority(installation, options.authority)
        const item = await find(installation, authority, key)
        if (options.json) return printJson(presentDuty(item))
        const facts: [string, string][] = [
          ['Duty', item.title],
          ['Law', item.basis],
          ['Due', item.dueWords],
          ['State', stateOf(item)],
          ['Met with', item.dataset?.slug ?? 'nothing yet'],
          ['Owner', item.owner || 'nobody yet'],
        ]
        print(table(facts))
        for (const { date, text } of item.status?.because ?? []) print(`${date}  ${text}`)
        if (item.basisNote !== null) note(item.basisNote)
      }),
    )
}

type SetOptions = Chosen & {
  as?: string
  dataset?: string
  owner?: string
  ownerEmail?: string
  from?: string
  note?: string
  applies?: boolean
}

function setCommand(context: CommandContext): Command {
  return new Command('set')
    .description('Say with which dataset a duty is met, who sees to it, from when, or that it does not apply')
    .argument('<duty>', 'its id, as duty list gives it')
    .option('--dataset <slug>', 'the dataset that meets it; an empty text for none')
    .option('--owner <name>', 'the team or the role that sees to it')
    .option('--owner-email <address>', 'where reminders go; an empty text for nowhere')
    .option('--from <day>', 'the day it was taken up: 2026-04-01')
    .option('--note <text>', 'a note for staff')
    .option('--applies', 'it applies here')
    .option('--no-applies', 'it does not apply here')
    .option('--as <email>', 'who does it, for the trail; the system where not given')
    .option(...authorityOption)
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples(
        'muniment duty set transparency-spending --dataset spending-over-500 --owner Finance --owner-email finance@example.org',
        'muniment duty set transparency-social-housing --no-applies --note "No housing revenue account"',
      ),
    )
    .action((key: string, options: SetOptions) =>
      context.withInstallation(async (installation) => {
        const actor =
          options.as === undefined ? systemActor : staffActor(await actingStaff(installation, options.as))
        const authority = chooseAuthority(installation, options.authority)
        const item = await find(installation, authority, key)
        const startsOn = options.from === undefined ? item.startsOn : parseDay(options.from)
        if (startsOn === null)
          throw new ProblemError('usage', `--from must be a day like 2026-04-01, not “${options.from}”.`)
        const saved = valueOf(
          await saveDutyAs(installation.services, actor, authority, {
            key,
            version: item.version,
            applies: options.applies ?? item.applies,
            note: options.note ?? item.note,
            owner: options.owner ?? item.owner,
            ownerEmail: (options.ownerEmail ?? item.ownerEmail) || null,
            dataset: (options.dataset ?? item.dataset?.slug) || null,
            startsOn,
          }),
          'The change',
        )
        const after = await find(installation, authority, saved.key)
        if (options.json) printJson(presentDuty(after))
        else print(`${after.title}: ${stateOf(after)}`)
      }),
    )
}

function takeUpCommand(context: CommandContext): Command {
  return new Command('take-up')
    .description('Keep every duty of the authority’s nation, counted from today; those kept already stay')
    .option(...authorityOption)
    .option(...jsonOption)
    .addHelpText('after', examples('muniment duty take-up', 'muniment duty take-up --authority coventry'))
    .action((options: Chosen) =>
      context.withInstallation(async (installation) => {
        const authority = chooseAuthority(installation, options.authority)
        const { taken } = valueOf(
          await takeUpDuties(installation.services, systemActor, authority),
          'Taking up the duties',
        )
        if (options.json) printJson({ authority: authority.slug, taken })
        else print(taken === 0 ? 'All were kept already.' : `${taken} duties are now kept.`)
      }),
    )
}

async function find(installation: Installation, authority: Authority, key: string): Promise<StaffDutyItem> {
  const { database, clock } = installation.services
  const item = await findDutyItem(database.reader, authority, key, today(clock))
  if (item === null) throw new ProblemError('not-found', `There is no duty “${key}”: see muniment duty list.`)
  return item
}

function stateOf({ status }: StaffDutyItem): string {
  return status?.state ?? 'does not apply'
}

function lineOf(item: StaffDutyItem): string[] {
  return [
    item.key,
    stateOf(item),
    item.status?.dueOn?.toString() ?? '–',
    item.dataset?.slug ?? '–',
    item.title,
  ]
}

function presentDuty(item: StaffDutyItem): unknown {
  return { id: item.key, ...item, key: undefined }
}
