import { Command } from 'commander'
import { systemActor } from '../audit/index.ts'
import {
  caseByReference,
  clockOfReference,
  openCase,
  recomputeOpenClocks,
  worklist,
  worklistTabs,
  type WorklistFilters,
  type WorklistRow,
} from '../cases/index.ts'
import { staffActor, type Staff } from '../identity/index.ts'
import { today } from '../kernel/clock.ts'
import { deadlineInWords, parseDay } from '../kernel/dates.ts'
import { newId, type StaffId } from '../kernel/ids.ts'
import { ProblemError } from '../kernel/outcome.ts'
import { clockRegimes } from '../law/index.ts'
import { actingStaff, chooseAuthority } from './acting.ts'
import type { CommandContext } from './context.ts'
import { asOption, authorityOption, examples, jsonOption, oneOf, wholeNumber } from './help.ts'
import { note, print, printJson, table, valueOf } from './output.ts'
import { readInput } from './read-input.ts'
import { describeCase } from './describe-case.ts'

/** `muniment case`: requests, from the command line. */
export function caseCommand(context: CommandContext): Command {
  const command = new Command('case').description('List, read and open requests, and explain their dates')
  command.addCommand(listCommand(context))
  command.addCommand(showCommand(context))
  command.addCommand(openCommand(context))
  command.addCommand(dueCommand(context))
  command.addCommand(recomputeCommand(context))
  return command.addHelpText(
    'after',
    examples(
      'muniment case list --tab due-soon --authority coventry',
      'muniment case due REQ04543 --authority coventry',
    ),
  )
}

type ListOptions = {
  authority?: string
  as?: string
  tab: string
  q?: string
  regime?: string
  topic?: string
  sort: string
  descending?: true
  page: string
  size: string
  json?: true
}

function listCommand(context: CommandContext): Command {
  return new Command('list')
    .description('List requests as the worklist does')
    .option(...authorityOption)
    .option(...asOption)
    .option('--tab <tab>', worklistTabs.join(', '), 'open')
    .option('--q <words>', 'words or a reference')
    .option('--regime <regime>', clockRegimes.join(', '))
    .option('--topic <topic>', 'exactly this topic')
    .option('--sort <by>', 'due, received or reference', 'due')
    .option('--descending', 'the other way round')
    .option('--page <number>', 'from 1', '1')
    .option('--size <number>', 'rows a page, at most 1000', '25')
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples('muniment case list --tab unassigned', 'muniment case list --q "pothole claims" --json'),
    )
    .action((options: ListOptions) =>
      context.withInstallation(async (installation) => {
        const { services } = installation
        const filters = listFilters(options)
        if (filters.tab === 'to-do' && options.as === undefined)
          throw new ProblemError('usage', 'The tab to-do is somebody’s own: say whose with --as EMAIL.')
        const staff: Staff =
          options.as === undefined
            ? nobodyAt(chooseAuthority(installation, options.authority).id)
            : await actingStaff(installation, options.as)
        const day = today(services.clock)
        const page = await worklist(services.database.reader, staff, filters, day, services.calendars())
        if (options.json) return printJson(page)
        if (page.rows.length > 0) print(table([headings, ...page.rows.map(rowInWords)]))
        const first = (page.page - 1) * page.pageSize + 1
        const total = `${page.totalIsCapped ? 'more than ' : ''}${page.total}`
        note(
          page.rows.length === 0 ? '0 requests' : `${first} to ${first + page.rows.length - 1} of ${total}`,
        )
      }),
    )
}

function listFilters(options: ListOptions): WorklistFilters {
  return {
    tab: oneOf('--tab', options.tab, worklistTabs),
    sort: oneOf('--sort', options.sort, ['due', 'received', 'reference']),
    direction: options.descending ? 'desc' : 'asc',
    page: wholeNumber('--page', options.page, 1, 1_000_000),
    pageSize: wholeNumber('--size', options.size, 1, 1000),
    ...(options.q === undefined ? {} : { q: options.q }),
    ...(options.regime === undefined ? {} : { regime: oneOf('--regime', options.regime, clockRegimes) }),
    ...(options.topic === undefined ? {} : { topic: options.topic }),
  }
}

/** Whoever runs the installation may see its lists; they hold no requester. */
function nobodyAt(authorityId: Staff['authorityId']): Staff {
  return { id: newId<StaffId>(), authorityId, name: '', email: '', jobTitle: '', roles: [], teamIds: [] }
}

const headings = ['Reference', 'Due', 'Stage', 'With', 'Law', 'Title']

function rowInWords(row: WorklistRow): string[] {
  const due = row.dueOn?.toString() ?? (row.waitingFor ? `waits: ${row.waitingFor}` : '–')
  return [row.reference, due, row.stage, row.withWhom, row.regime, row.title]
}

function showCommand(context: CommandContext): Command {
  return new Command('show')
    .description('Show one request; the reading is recorded')
    .argument('<reference>')
    .option(...asOption)
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples(
        'muniment case show REQ04543 --as olive@example.org',
        'muniment case show REQ04543 --as olive@example.org --json',
      ),
    )
    .action((reference: string, options: { as?: string; json?: true }) =>
      context.withInstallation(async (installation) => {
        const staff = await actingStaff(installation, options.as)
        const found = await caseByReference(installation.services, staff, reference.toUpperCase())
        if (found === null) throw new ProblemError('not-found', `${options.as} can see no case ${reference}.`)
        if (options.json) printJson({ ...found.record, events: found.events })
        else print(describeCase(found.record))
      }),
    )
}

type OpenOptions = {
  authority?: string
  as?: string
  name?: string
  email?: string
  address?: string
  title?: string
  regime: string
  channel: string
  received?: string
  json?: true
}

function openCommand(context: CommandContext): Command {
  return new Command('open')
    .description('Open a case from the text of a request')
    .argument('<file>', 'a text file, or - for standard input')
    .option(...authorityOption)
    .option(...asOption)
    .option('--name <name>', 'who asks')
    .option('--email <address>', 'where to answer')
    .option('--address <lines>', 'a postal address instead, lines separated by ;')
    .option('--title <title>', 'a short title; one is made from the text without it')
    .option('--regime <regime>', clockRegimes.join(', '), 'foia')
    .option('--channel <channel>', 'web, email, post, phone or api', 'post')
    .option('--received <date>', 'the day it was received; today without it')
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples(
        'muniment case open letter.txt --name "Asha Madeup" --email asha@example.com',
        'cat call.txt | muniment case open - --channel phone --name "Bo Madeup" --address "1 High St; Exampleton"',
      ),
    )
    .action((file: string, options: OpenOptions) =>
      context.withInstallation(async (installation) => {
        const receivedOn = options.received === undefined ? undefined : dayOf('--received', options.received)
        const staff = options.as === undefined ? null : await actingStaff(installation, options.as)
        const authority = staff
          ? installation.services.authority(staff.authorityId)
          : chooseAuthority(installation, options.authority)
        const text = new TextDecoder('utf-8').decode(await readInput(file))
        const outcome = await openCase(installation.services, staff ? staffActor(staff) : systemActor, {
          authority,
          regime: oneOf('--regime', options.regime, clockRegimes),
          channel: oneOf('--channel', options.channel, ['web', 'email', 'post', 'phone', 'api']),
          requestText: text,
          ...(options.title === undefined ? {} : { title: options.title }),
          ...(receivedOn === undefined ? {} : { receivedOn }),
          requester: {
            name: options.name ?? null,
            email: options.email ?? null,
            phone: null,
            postalAddress: options.address?.split(/\s*;\s*/).join('\n') ?? null,
          },
          replyBy: options.email === undefined ? 'post' : 'email',
        })
        const opened = valueOf(outcome, 'Opening the case')
        const { trackingSecret, ...shown } = opened
        const tracking = installation.services.linkTo(authority, `/requests/${trackingSecret}`)
        if (options.json) return printJson({ ...shown, tracking })
        print(`${opened.reference}, due ${opened.dueOn ? deadlineInWords(opened.dueOn) : 'not yet known'}`)
        note(`The requester follows it at ${tracking}`)
      }),
    )
}

function dayOf(option: string, text: string): Temporal.PlainDate {
  const day = parseDay(text)
  if (day === null) throw new ProblemError('usage', `${option}: “${text}” is not a date such as 2026-01-14.`)
  return day
}

function dueCommand(context: CommandContext): Command {
  return new Command('due')
    .description('Explain when a request is due, step by step')
    .argument('<reference>')
    .option(...authorityOption)
    .option(...jsonOption)
    .addHelpText(
      'after',
      examples('muniment case due REQ04543', 'muniment case due REQ04543 --authority coventry --json'),
    )
    .action((reference: string, options: { authority?: string; json?: true }) =>
      context.withInstallation(async (installation) => {
        const authority = chooseAuthority(installation, options.authority)
        const { reader } = installation.services.database
        const clock = await clockOfReference(reader, authority.id, reference.toUpperCase())
        if (clock === null)
          throw new ProblemError('not-found', `${authority.shortName} has no case ${reference}.`)
        if (options.json) return printJson({ reference, ...clock })
        const { dueOn, waitingFor, because } = clock
        print(
          dueOn
            ? `Due: ${deadlineInWords(dueOn)}`
            : `Due: not yet, waiting for ${waitingFor ?? 'the requester'}`,
        )
        if (clock.lapsesOn) print(`Lapses after: ${deadlineInWords(clock.lapsesOn)}`)
        print(`Calendar edition ${clock.calendarVersion}\n`)
        for (const step of because) print(`${step.date}  ${step.text} (${step.citation})`)
      }),
    )
}

function recomputeCommand(context: CommandContext): Command {
  return new Command('recompute')
    .description('Compute every open clock afresh with the bank holidays now known')
    .option(...jsonOption)
    .addHelpText('after', examples('muniment case recompute', 'muniment case recompute --json'))
    .action((options: { json?: true }) =>
      context.withInstallation(async ({ services }) => {
        const result = await recomputeOpenClocks(services, 'asked-for')
        if (options.json) return printJson(result)
        for (const { reference, from, to } of result.moved)
          print(`${reference}  ${from ?? '–'} → ${to ?? '–'}`)
        note(`${result.looked} open cases, ${result.moved.length} dates moved`)
      }),
    )
}
