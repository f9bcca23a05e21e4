import { allCitations, citationId } from './citations/all-citations.ts'
import { whereInWords } from './calendar/calendars.ts'
import { proclaimedFacts } from './calendar/proclaimed.ts'
import { allDivisions, rule as bankHolidayRule, ruleMadeHolidays } from './calendar/rule-made.ts'
import { isoDay } from './calendar/epoch-days.ts'
import { cite, type Citation, type RuleFacts } from './citation.ts'
import { rule as breachReport } from './clocks/breach-report.ts'
import { rule as feeLapse } from './clocks/fee-lapse.ts'
import { clockRegimes, regimes, type RegimeFacts } from './clocks/regimes.ts'
import { rule as review } from './clocks/review-window.ts'
import { rule as school } from './clocks/school-limit.ts'
import { rule as tribunal } from './clocks/tribunal-appeal.ts'
import { rule as aggregation } from './cost/aggregation.ts'
import { appropriateLimits, costActivities, hourlyRate, rule as cost } from './cost/estimate.ts'
import type { Exemption, ExemptionRegime } from './exemptions/exemption.ts'
import { proceduralGrounds } from './exemptions/procedural-grounds.ts'
import { exemptions } from './exemptions/refusal-notice.ts'
import { duties } from './publication/duties.ts'
import { findFrequency } from './publication/frequencies.ts'
import { licences } from './reuse/licences.ts'
import { accessExemptions } from './rights/access-exemptions.ts'

const madeBy = 'This page is made from `src/law` by `bin/muniment law docs --write docs/law`. Do not edit it.'

/** The pages of docs/law, each under its file name. */
export function lawPages(): Record<string, string> {
  return {
    'README.md': citationsPage(),
    'clocks.md': clocksPage(),
    'calendars.md': calendarsPage(),
    'exemptions.md': exemptionsPage(),
    'publication.md': publicationPage(),
    'subject-access.md': subjectAccessPage(),
  }
}

function citationsPage(): string {
  const acts = [...new Set(allCitations.map(({ act }) => act))]
  const sections = acts.map((act) => {
    const rows = allCitations
      .filter((citation) => citation.act === act)
      .map((citation) => [
        `\`${citationId(citation)}\``,
        link(citation),
        citation.inForceFrom,
        citation.checkedOn,
        citation.note ?? '',
      ])
    return [`## ${act}`, table(['Id', 'Provision', 'In force from', 'Checked on', 'Note'], rows)]
  })
  const pages =
    'See also [clocks](clocks.md), [calendars](calendars.md), [exemptions](exemptions.md), [subject access](subject-access.md) and [publication](publication.md).'
  return page('# The law Muniment applies', madeBy, pages, ...sections.flat())
}

function clocksPage(): string {
  const rows = clockRegimes.map((id) => {
    const facts = regimes[id]
    const { clarification, fee, identity } = facts.operators
    return [
      `\`${id}\``,
      facts.title,
      facts.clock,
      extensionInWords(facts),
      clarification,
      fee,
      identity,
      link(facts.responseProvision),
    ]
  })
  const head = ['Regime', 'Law', 'Period', 'Extended', 'Clarification', 'Fee', 'Identity', 'Provision']
  const operators = [
    ['restart', 'The day the answer comes is a new day of receipt, with the whole period again'],
    ['disregard', 'The working days from notice to payment, both included, are left out of the count'],
    [
      'suspend',
      'The days from asking to the answer are added to the unrolled last day, which is then rolled',
    ],
    ['start', 'The period is counted from the day the answer comes'],
    ['none', 'The law gives the event no effect: the date stands, and the working says so'],
  ]
  return page(
    '# Clocks',
    madeBy,
    table(head, rows),
    '## What an event does',
    table(['Operator', 'Effect'], operators),
    '## Other periods and limits',
    ruleTable([review, feeLapse, aggregation, cost, school, tribunal, breachReport, bankHolidayRule]),
    '## Which days count',
    table(
      ['Regime', 'Calendar', 'Provision'],
      clockRegimes.map((id) => [
        `\`${id}\``,
        regimes[id].calendarRule,
        link(regimes[id].workingDayProvision),
      ]),
    ),
  )
}

function ruleTable(rules: readonly RuleFacts[]): string {
  const rows = rules.map(({ title, period, citations }) => [title, period, citations.map(link).join(', ')])
  return table(['Rule', 'Period', 'Provisions'], rows)
}

function extensionInWords(facts: RegimeFacts): string {
  if (facts.extensionProvision === null) return 'No'
  if (facts.extendedLimit === null) return `To the date told, ${link(facts.extensionProvision)}`
  return `${facts.extendedLimit} ${facts.limit.of} in all, ${link(facts.extensionProvision)}`
}

function calendarsPage(): string {
  const sample = 2027
  const days = allDivisions.flatMap((division) =>
    ruleMadeHolidays(division, sample).map(({ day, title }) => ({ day, title, division })),
  )
  const byRule = [...new Set(days.map(({ day }) => day))]
    .sort((a, b) => a - b)
    .map((day) => {
      const same = days.filter((holiday) => holiday.day === day)
      const titles = [...new Set(same.map(({ title }) => title))].join(', ')
      return [isoDay(day), titles, whereInWords(same.map(({ division }) => division))]
    })
  const facts = proclaimedFacts.map((fact) => [
    fact.date,
    fact.title,
    whereInWords(fact.divisions),
    fact.insteadOf ?? '',
    fact.announcedOn,
    link(fact.citation),
  ])
  return page(
    '# Calendars',
    madeBy,
    `Bank holidays are worked out by rule for each part of the United Kingdom. As an example, ${sample}:`,
    table(['Date', 'Bank holiday', 'Where'], byRule),
    'Days added or moved by proclamation, which a deadline open on the day of announcement must take in:',
    table(['Date', 'Bank holiday', 'Where', 'Instead of', 'Announced on', 'Provision'], facts),
    'St Andrew’s Day is kept from 2007. A later proclamation is imported from the GOV.UK feed.',
  )
}

function exemptionsPage(): string {
  const sections = (['foia', 'eir', 'ropsi'] as const).flatMap((regime) => [
    `## ${regimes[regime].title}`,
    exemptionTable(regime),
  ])
  const grounds = proceduralGrounds.map((ground) => [
    `\`${ground.id}\``,
    link(ground.citation),
    ground.title,
    ground.plain,
  ])
  const pounds = (pence: number) => `£${pence / 100}`
  const cost = `The limit is ${pounds(appropriateLimits.local)} (${pounds(appropriateLimits.central)} for central government), at ${pounds(hourlyRate)} a person an hour.`
  return page(
    '# Exemptions, exceptions and exclusions',
    madeBy,
    ...sections,
    '## Grounds that are not exemptions',
    table(['Id', 'Provision', 'Title', 'Meaning'], grounds),
    '## The cost limit',
    cost,
    table(
      ['Activity', 'Counts'],
      costActivities.map(({ title, counts }) => [title, counts ? 'Yes' : 'Never']),
    ),
  )
}

function subjectAccessPage(): string {
  const rows = accessExemptions.map(({ id, citation, title, basis, test }) => [
    `\`${id}\``,
    link(citation),
    title,
    basis,
    test,
  ])
  return page(
    '# Exemptions from the right of access',
    madeBy,
    'DPA 2018 section 15 points to them. How sure each reading is stands beside its provision in [the list of citations](README.md).',
    table(['Id', 'Provision', 'Title', 'Basis', 'What must be so'], rows),
    'Not listed: immigration (Sch 2 para 4), which only the Secretary of State can use, the Bank of England (para 9), Parliament (para 13), and paragraphs that only define.',
  )
}

function publicationPage(): string {
  const rows = duties.map((duty) => [
    `\`${duty.id}\``,
    duty.title,
    findFrequency(duty.frequency)?.title ?? '',
    duty.dueWords,
    link(duty.citation),
    duty.force === 'law' ? 'Law' : 'Practice',
    duty.nations.length === 4 ? 'United Kingdom' : duty.nations.map(nationName).join(', '),
    duty.appliesWhen ?? '',
  ])
  const head = ['Id', 'What', 'How often', 'Due', 'Provision', 'Force', 'Where', 'Whom it binds']
  const terms = licences.map(({ id, title, url, isOpen, summary }) => [
    `\`${id}\``,
    url === null ? title : `[${title}](${url})`,
    isOpen ? 'Yes' : 'No',
    summary,
  ])
  return page(
    '# What must be published, and under which licence',
    madeBy,
    'How sure each reading is stands beside its provision in [the list of citations](README.md).',
    '## Duties to publish',
    table(head, rows),
    '## Licences',
    table(['Id', 'Licence', 'Open', 'In a sentence'], terms),
  )
}

function nationName(nation: string): string {
  return nation
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join(' ')
}

function exemptionTable(regime: ExemptionRegime): string {
  const rows = exemptions.filter((exemption) => exemption.regime === regime).map(exemptionRow)
  const head = [
    'Id',
    'Provision',
    'Title',
    'Class',
    'Basis',
    'Public interest',
    'Neither confirm nor deny',
    'Meaning',
  ]
  return table(head, rows)
}

function exemptionRow(exemption: Exemption): string[] {
  const weighs = exemption.publicInterestTest ? 'Weighed' : exemption.class === 'mixed' ? 'By limb' : 'No'
  return [
    `\`${exemption.id}\``,
    `[${exemption.section}](${exemption.citation.url})`,
    exemption.title,
    exemption.class,
    exemption.basis,
    weighs,
    exemption.neitherConfirmNorDeny ?? '',
    exemption.plain,
  ]
}

function link(citation: Citation): string {
  return `[${cite(citation)}](${citation.url})`
}

function page(...blocks: string[]): string {
  return `${blocks.join('\n\n')}\n`
}

/** A Markdown table with its columns lined up, as the repository's formatter leaves it. */
function table(head: string[], rows: string[][]): string {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join(
    '\n',
  )
}
