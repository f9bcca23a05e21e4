import { transitions, type CaseFacts, type Guard } from '../../../src/cases/index.ts'

const nothingYet: CaseFacts = {
  stage: 'open',
  regime: 'foia',
  waitingFor: null,
  parts: [{ number: 1, outcome: 'provided' }],
  openTasks: 0,
  extended: false,
  published: false,
  reviewRequested: false,
  hasPublicInterestGround: false,
}
/** Cases that each fail something: what a guard says of them is what it needs, in its own words. */
const awkward: readonly CaseFacts[] = [
  nothingYet,
  { ...nothingYet, waitingFor: 'clarification' },
  { ...nothingYet, parts: [{ number: 1, outcome: null }] },
  { ...nothingYet, extended: true },
  { ...nothingYet, published: true },
  { ...nothingYet, reviewRequested: true },
  { ...nothingYet, regime: 'eir-review' },
]

function refusalOf(guard: Guard): string {
  for (const facts of awkward) {
    const reason = guard(facts)
    if (reason !== null) return reason
  }
  throw new Error('no case here fails this guard: add one, so that the table can say what it needs')
}

const permissionWords: Record<string, string> = { requester: 'the requester' }

/** The table of moves as a page of the guide. */
export function transitionsPage(): string {
  const rows = transitions.map((row) => [
    `**${row.label}** (\`${row.action}\`)`,
    row.from.join(', '),
    row.to === 'same' ? 'the same' : row.to === 'by-workflow' ? 'as the approval steps say' : row.to,
    row.who.map((who) => permissionWords[who] ?? `\`${who}\``).join(', '),
    row.needs.map(refusalOf).join('; ') || '',
    row.law ?? '',
    row.reason === 'none' ? '' : row.reason,
    row.notify.join(', '),
  ])
  const head = ['Action', 'From', 'To', 'Who', 'Not while', 'Law', 'Reason', 'Tells']
  return [
    '# What can be done with a case, and when',
    '',
    'Made by `npm run docs` from `src/cases/transitions.ts`. Do not edit it.',
    '',
    'The same table draws the buttons, checks every command on the locked record, and documents itself here.',
    'Who holds a permission is listed in [roles](roles.md). “Not while” is what the system answers where',
    'something is missing. A stage is where the work stands; whether the clock runs, and what was decided, are',
    'separate ([ADR 0005](../adr/0005-three-separate-states.md)).',
    '',
    `| ${head.join(' | ')} |`,
    `|${' --- |'.repeat(head.length)}`,
    ...rows.map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`),
    '',
  ].join('\n')
}
