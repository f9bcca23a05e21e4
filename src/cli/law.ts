import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { deadlineInWords, parseDay } from '../kernel/dates.ts'
import type { FieldError } from '../kernel/outcome.ts'
import { problems, type ProblemCode } from '../kernel/problems.ts'
import {
  builtInCalendars,
  calendarOf,
  calendarsAsKnownOn,
  citationId,
  cite,
  clockEventTypes,
  clockRegimes,
  computeClock,
  exemptions,
  explainDays,
  findCitations,
  firstYear,
  holidays,
  lastYear,
  lawPages,
  nations,
  regimes,
  whereInWords,
  type Calendars,
  type ClockEvent,
  type ClockInput,
  type ClockResult,
} from '../law/index.ts'
import { answerBatch, openBatch } from './law-batch.ts'

/** `muniment law`: the statutory rules at the command line. They need no server and no data. */
export function lawCommand(): Command {
  const law = new Command('law').description('Work out statutory dates and look up the law they rest on')
  law
    .command('due')
    .description('Work out the last day to act, with the reasons')
    .option('--batch <file>', 'answer a JSON line for each line of a file, or of standard input for -')
    .option('--regime <regime>', clockRegimes.join(', '))
    .option('--received <date>', 'the day it was received, such as 2026-01-05')
    .option('--nation <nation>', nations.join(', '), 'england')
    .option('--event <type:date[:until]>', `again for each event: ${clockEventTypes.join(', ')}`, collect, [])
    .option('--known-on <date>', 'use only the bank holidays announced by this day')
    .option('--days', 'list every day and whether it counts')
    .option('--json', 'print JSON')
    .action(runDue)
  law
    .command('calendar')
    .description('List the bank holidays of a year')
    .argument('<year>')
    .option('--nation <nation>', `${nations.join(', ')}; all of the United Kingdom without it`)
    .option('--known-on <date>', 'use only the bank holidays announced by this day')
    .option('--json', 'print JSON')
    .action(runCalendar)
  law
    .command('exemptions')
    .description('List the exemptions, exceptions and exclusions')
    .option('--regime <regime>', 'foia, eir, ropsi')
    .option('--json', 'print JSON')
    .action(runExemptions)
  law
    .command('cite')
    .description('Show a provision: its address, since when, and how sure the reading is')
    .argument('<id>', 'such as foia-10-1, eir-12-5-e, or "FOIA 2000 s.10(1)"')
    .option('--json', 'print JSON')
    .action(runCite)
  law
    .command('docs')
    .description('Write the pages of docs/law')
    .requiredOption('--write <directory>', 'where to write them')
    .action(runDocs)
  return law
}

function collect(value: string, previous: string[]): string[] {
  return [...previous, value]
}

/** Says on standard error what is wrong and sets the exit code; output already begun is still written out. */
function fail(problem: ProblemCode, detail: string): void {
  process.exitCode = problems[problem].exit
  process.stderr.write(`${detail}\n`)
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2))
}

type DueOptions = {
  batch?: string
  regime?: string
  received?: string
  nation: string
  event: string[]
  knownOn?: string
  days?: true
  json?: true
}

async function runDue(options: DueOptions): Promise<void> {
  const calendars = chooseCalendars(options.knownOn)
  if (calendars === null) return
  if (options.batch !== undefined) return runBatch(options.batch, calendars)
  const input = readDueInput(options)
  if (input === null) return
  const outcome = computeClock(input, calendars)
  if (!outcome.ok) return fail(outcome.problem, (outcome.fields ?? []).map(eventErrorInWords).join('\n'))
  const lines = options.days ? explainDays(input, outcome.value, calendars) : undefined
  if (options.json) return printJson(lines === undefined ? outcome.value : { ...outcome.value, days: lines })
  print(explainClock(input, outcome.value))
  if (lines === undefined) return
  print('')
  for (const { date, counted, why } of lines) print(`${date}  ${counted ? '+' : ' '}  ${why}`)
}

/** `events.0.on` becomes `event 1`, as the options are counted by the person who typed them. */
function eventErrorInWords({ field, message }: FieldError): string {
  const event = /^events\.(\d+)/.exec(field)
  return event === null ? `--${field}: ${message}` : `--event ${Number(event[1]) + 1}: ${message}`
}

function explainClock(input: ClockInput, result: ClockResult): string {
  const facts = regimes[input.regime]
  const lines = [`${facts.title}: ${facts.clock}.`, `Received: ${deadlineInWords(input.received)}`]
  if (result.due === null) lines.push(`Due: not yet, waiting for ${result.waitingFor ?? 'the applicant'}`)
  else lines.push(`Due: ${deadlineInWords(result.due)}`)
  if (result.lapsesOn !== undefined) lines.push(`Lapses after: ${deadlineInWords(result.lapsesOn)}`)
  if (result.noticeBy !== null) lines.push(`Notice of an extension by: ${deadlineInWords(result.noticeBy)}`)
  lines.push(`Calendar: ${result.calendarId}, edition ${result.calendarVersion}`, '')
  for (const { date, text, citation } of result.because) lines.push(`${date}  ${text} (${citation})`)
  return lines.join('\n')
}

async function runBatch(file: string, calendars: Calendars): Promise<void> {
  const report = progressReporter()
  try {
    const count = await answerBatch(openBatch(file), process.stdout, calendars, report.show)
    report.clear()
    if (count.errors > 0) {
      const lines = count.errors === 1 ? '1 line' : `${count.errors} lines`
      fail('invalid-input', `${lines} could not be worked out; each has an error in its place.`)
    }
  } catch (error) {
    report.clear()
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    // A reader that has had enough, such as head, closes the pipe: that is no failure.
    if (code === 'EPIPE') return
    if (code === '') throw error
    const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a directory' : code
    fail(code === 'ENOENT' ? 'not-found' : 'usage', `The batch ${file} could not be read: ${why}.`)
  }
}

/** A line that counts on the terminal once a second; nothing where standard error is not one. */
function progressReporter(): { show: (lines: number) => void; clear: () => void } {
  if (!process.stderr.isTTY) return { show: () => undefined, clear: () => undefined }
  let shownAt = performance.now()
  return {
    show: (lines) => {
      if (performance.now() - shownAt < 1000) return
      shownAt = performance.now()
      process.stderr.write(`\r${lines} lines`)
    },
    clear: () => process.stderr.write('\r\u001B[K'),
  }
}

function chooseCalendars(knownOn: string | undefined): Calendars | null {
  if (knownOn === undefined) return builtInCalendars()
  const day = parseDay(knownOn)
  if (day !== null) return calendarsAsKnownOn(day)
  fail('usage', `--known-on: “${knownOn}” is not a date such as 2026-01-14.`)
  return null
}

function readDueInput(options: DueOptions): ClockInput | null {
  const wrong: string[] = []
  const regime = clockRegimes.find((id) => id === options.regime)
  if (regime === undefined) wrong.push(`--regime: give one of ${clockRegimes.join(', ')}.`)
  const nation = nations.find((id) => id === options.nation)
  if (nation === undefined) wrong.push(`--nation: give one of ${nations.join(', ')}.`)
  const received = parseDay(options.received ?? '')
  if (received === null) wrong.push('--received: give the day it was received, such as 2026-01-14.')
  const events: ClockEvent[] = []
  for (const text of options.event) {
    const event = parseEvent(text)
    if (typeof event === 'string') wrong.push(event)
    else events.push(event)
  }
  if (regime !== undefined && nation !== undefined && received !== null && wrong.length === 0) {
    return { regime, nation, received, events }
  }
  fail('usage', wrong.join('\n'))
  return null
}

function parseEvent(text: string): ClockEvent | string {
  const [name, date, untilDate, ...more] = text.split(':')
  const type = clockEventTypes.find((known) => known === name)
  if (type === undefined) return `--event ${text}: “${name}” is none of ${clockEventTypes.join(', ')}.`
  const on = parseDay(date ?? '')
  const until = untilDate === undefined ? undefined : parseDay(untilDate)
  if (on === null || until === null || more.length > 0) {
    return `--event ${text}: write type:date, or type:date:until, with dates such as 2026-01-14.`
  }
  return { type, on, ...(until === undefined ? {} : { until }) }
}

function runCalendar(yearText: string, options: { nation?: string; knownOn?: string; json?: true }): void {
  const year = /^\d{4}$/.test(yearText) ? Number(yearText) : 0
  if (year < firstYear || year > lastYear)
    return fail('usage', `Give a year from ${firstYear} to ${lastYear}.`)
  const nation = nations.find((id) => id === options.nation)
  if (options.nation !== undefined && nation === undefined) {
    return fail('usage', `--nation: give one of ${nations.join(', ')}.`)
  }
  const calendars = chooseCalendars(options.knownOn)
  if (calendars === null) return
  const calendarId = nation === undefined ? 'uk-all' : calendarOf(nation)
  const days = holidays(calendars, calendarId, year)
  if (options.json) return printJson({ year, calendarId, version: calendars.version, holidays: days })
  for (const { date, title, divisions } of days) {
    const day = deadlineInWords(Temporal.PlainDate.from(date)).padEnd(28)
    print(nation === undefined ? `${day} ${title}, ${whereInWords(divisions)}` : `${day} ${title}`)
  }
}

function runExemptions(options: { regime?: string; json?: true }): void {
  const chosen = exemptions.filter(({ regime }) => options.regime === undefined || regime === options.regime)
  if (chosen.length === 0) return fail('usage', '--regime: give one of foia, eir, ropsi.')
  if (options.json) return printJson(chosen)
  for (const { id, section, title, class: kind } of chosen) {
    print(`${id.padEnd(20)} ${section.padEnd(24)} ${kind.padEnd(10)} ${title}`)
  }
}

function runCite(id: string, options: { json?: true }): void {
  const found = findCitations(id)
  if (found.length === 0)
    return fail('not-found', `No provision is known as “${id}”. docs/law lists them all.`)
  if (options.json) return printJson(found.map((citation) => ({ id: citationId(citation), ...citation })))
  const entries = found.map((citation) => {
    const { url, inForceFrom, checkedOn, note } = citation
    const lines = [cite(citation), url, `In force from ${inForceFrom}. Checked on ${checkedOn}.`]
    return [...lines, ...(note === undefined ? [] : [note])].join('\n')
  })
  print(entries.join('\n\n'))
}

function runDocs({ write }: { write: string }): void {
  try {
    mkdirSync(write, { recursive: true })
    for (const [name, text] of Object.entries(lawPages())) writeFileSync(join(write, name), text)
  } catch (error) {
    fail(
      'directory-unusable',
      `The pages could not be written to ${write}: ${error instanceof Error ? error.message : 'unknown'}.`,
    )
  }
}
