import { regimes } from '../../../law/index.ts'
import { plural, type PageView } from '../../kit/index.ts'
import type { StaffServices } from '../staff-services.ts'
import { dueNote, isOpen, outcomeWords, riskFlagName, statusTag, waitingWords } from '../words.ts'
import type { CasePage } from './case-page.ts'
import { nextSteps } from './next-steps.ts'

export type CaseTab = 'summary' | 'parts' | 'tasks' | 'documents' | 'messages' | 'decision' | 'history'

const tabs: [CaseTab, string][] = [
  ['summary', 'Summary'],
  ['parts', 'Parts'],
  ['tasks', 'Tasks'],
  ['documents', 'Documents'],
  ['messages', 'Messages'],
  ['decision', 'Decision'],
  ['history', 'History'],
]

/** What stands above every view of a case. `title` is the page's own; it never holds the request's words. */
export function caseFrame(
  services: StaffServices,
  page: CasePage,
  tab: CaseTab | null,
  title: string,
): PageView {
  const { record, authority } = page
  const now = { today: page.today, calendars: services.calendars(), nation: authority.nation }
  const waiting = record.waitingFor !== null && isOpen(record.stage)
  const legal = { label: 'Reply due by law', date: record.dueOn, ...dueNote(record, record.dueOn, now) }
  const draft = { label: 'Draft due', date: record.draftDueOn, ...dueNote(record, record.draftDueOn, now) }
  if (record.stage === 'answered' || record.stage === 'approved') draft.note = ''
  if (draft.note === '' && record.stage !== 'approved') draft.state = 'ok'
  const opened = openedByAnother(page, services.clock.now())
  const paused = waiting
    ? {
        text: waitingWords[record.waitingFor ?? ''] ?? `It waits for ${record.waitingFor ?? ''}`,
        lapsesOn: record.clock?.lapsesOn ?? null,
      }
    : null
  return {
    title: `${title} – ${record.reference}`,
    heading: title,
    case: record,
    casePath: page.path,
    breadcrumbs: [
      { text: 'All requests', href: '/staff/cases' },
      { text: record.reference, ...(tab === 'summary' ? {} : { href: page.path }) },
      ...(tab === 'summary' ? [] : [{ text: title }]),
    ],
    frame: {
      regime: regimes[record.regime].title,
      regimeShort: regimes[record.regime].shortTitle,
      status: statusTag(record),
      outcome: record.outcome === null ? null : outcomeWords[record.outcome],
      dates: [draft, legal].map((item) => ({ ...item, text: waiting ? 'Paused' : 'Not set' })),
      because: record.clock?.because ?? [],
      paused,
      withWhom: withWhom(page),
      flags: record.riskFlags.map(riskFlagName),
      opened,
      tabs: tabs.map(([name, text]) => ({
        text,
        href: name === 'summary' ? page.path : `${page.path}/${name}`,
        current: name === tab,
      })),
      ...nextSteps(page),
    },
  }
}

/** Who has to act next, in words. */
function withWhom({ record }: Pick<CasePage, 'record'>): string {
  if (!isOpen(record.stage)) return 'Finished'
  if (record.waitingFor !== null) return 'The requester'
  if (record.stage === 'approval') {
    const next = record.approvals.find(({ decision }) => decision === null)
    return next?.assignedTo?.name ?? next?.label ?? 'An approver'
  }
  const teams = new Set(
    record.tasks
      .filter(({ status }) => status === 'not-started' || status === 'in-progress')
      .map(({ teamName }) => teamName),
  )
  if (teams.size > 0 && record.stage === 'open') return [...teams].join(', ')
  return record.officer?.name ?? 'Nobody yet'
}

/** The presence note: who else had it open in the last half hour, as far as the audit trail knows. */
function openedByAnother({ events, staff }: CasePage, now: Temporal.Instant): string | null {
  const recent = events.find(
    ({ action, actorKind, actorName, at }) =>
      action === 'read-case' &&
      actorKind === 'staff' &&
      actorName !== null &&
      actorName !== staff.name &&
      at.until(now).total('minutes') < 30,
  )
  if (recent === undefined) return null
  const minutes = Math.max(0, Math.floor(recent.at.until(now).total('minutes')))
  const when = minutes === 0 ? 'just now' : `${plural(minutes, 'minute')} ago`
  return `${recent.actorName ?? ''} opened this ${when}`
}
