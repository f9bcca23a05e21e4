import { offeredActions, type Action } from '../../../cases/index.ts'
import type { CasePage } from './case-page.ts'

type Step = {
  text: string
  href?: string
  action?: string
  fields?: Record<string, string>
  unavailable?: string
}

/** Where each action is done. The table of transitions says when; this says only which page has its form. */
const actionPlaces: Record<Action, string> = {
  start: 'start',
  'change-regime': 'law',
  assign: 'assign',
  'edit-details': 'details',
  'edit-parts': 'parts/change',
  'add-task': 'tasks/new',
  'add-document': 'documents',
  'make-redacted-copy': 'documents',
  'ask-clarification': 'clarification/ask',
  'record-clarification': 'clarification/record',
  'give-fees-notice': 'fee/ask',
  'record-fee': 'fee/record',
  extend: 'extend',
  'decide-part': 'decision',
  'estimate-cost': 'cost',
  submit: 'letter',
  recall: 'recall',
  approve: 'approve',
  'ask-changes': 'approve',
  'pass-on': 'approve',
  send: 'send',
  withdraw: 'withdraw',
  close: 'close',
  reopen: 'reopen',
  'request-review': 'review',
  publish: 'publish',
}

/** One button for the next step and a menu of the rest; what cannot be done now is listed with the reason. */
export function nextSteps(page: CasePage): { primary: Step | null; menu: Step[] } {
  const offered = offeredActions(page.facts, page.may)
  const primaryAction = likeliest(page)
  const menu: Step[] = []
  let primary: Step | null = null
  for (const { action, label, available, why } of offered) {
    // Approving, asking for changes and passing on are three answers on one page.
    if (action === 'ask-changes' || action === 'pass-on') continue
    const place = `${page.path}/${actionPlaces[action]}`
    const text = action === 'approve' ? 'Check and approve' : action === 'submit' ? 'Check the letter' : label
    const reason =
      action === 'approve' && available && isOwnWork(page) ? 'Somebody else must approve your work' : why
    const step: Step =
      !available || reason !== null
        ? { text, unavailable: reason ?? 'Not at this stage' }
        : action === 'start'
          ? { text, action: place, fields: { version: String(page.record.version) } }
          : { text, href: place }
    if (action === primaryAction && step.unavailable === undefined) {
      const part = undecidedPart(page)
      primary =
        action === 'decide-part' && part !== null
          ? { text: `Decide part ${part}`, href: `${page.path}/parts/${part}/decide` }
          : step
    } else menu.push(step)
  }
  const possible = menu.filter(({ unavailable }) => unavailable === undefined)
  const impossible = menu.filter(({ unavailable }) => unavailable !== undefined)
  return { primary, menu: [...possible, ...impossible] }
}

export function isOwnWork({ record, staff }: CasePage): boolean {
  const current = record.letters.find(({ state }) => state === 'submitted')
  return current !== undefined && current.createdBy.id === staff.id
}

function undecidedPart({ record }: CasePage): number | null {
  return record.parts.find(({ outcome }) => outcome === null)?.number ?? null
}

function likeliest(page: CasePage): Action | null {
  const { stage, waitingFor } = page.facts
  if (stage === 'new') return 'start'
  if (waitingFor === 'clarification') return 'record-clarification'
  if (waitingFor === 'fee') return 'record-fee'
  if (stage === 'open') return undecidedPart(page) === null ? 'submit' : 'decide-part'
  if (stage === 'approval') return 'approve'
  if (stage === 'approved') return 'send'
  if (stage === 'answered') return 'publish'
  return stage === 'withdrawn' || stage === 'closed' ? 'reopen' : null
}
