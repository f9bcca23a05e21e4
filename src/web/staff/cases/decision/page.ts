import { suggestAnswered } from '../../../../search/index.ts'
import { costActivities, estimateCost } from '../../../../law/index.ts'
import { whyNot } from '../../../../cases/index.ts'
import type { App } from '../../../kit/index.ts'
import { show } from '../../answer.ts'
import type { StaffServices } from '../../staff-services.ts'
import { heldWords, partOutcomeWords } from '../../words.ts'
import { caseFrame } from '../case-frame.ts'
import { loadCase } from '../case-page.ts'
import { addCostForm } from './cost-form.ts'
import { addDecideForm } from './decide-form.ts'
import { addReviewOutcomeForm } from './review-outcome-form.ts'
import { groundLine } from './ground-words.ts'
import { suggestionView } from './suggestions.ts'

const letterStates = {
  submitted: 'With an approver',
  'changes-asked': 'Changes asked for',
  approved: 'Approved',
  sent: 'Sent',
  superseded: 'Replaced',
}

export function addDecisionPages(app: App, services: StaffServices): void {
  app.get('/staff/cases/:reference/decision', { config: { private: true } }, async (request, reply) => {
    const page = await loadCase(services, request, 'read-cases')
    const { record } = page
    const open = whyNot('decide-part', page.facts) === null
    const suggestions = open
      ? await suggestAnswered(
          services.database.reader,
          page.staff.authorityId,
          record.id,
          services.calendars(),
          5,
        )
      : null
    return show(reply, 'cases/decision/page.njk', {
      ...caseFrame(services, page, 'decision', 'Decision'),
      partRows: record.parts.map((part) => ({
        ...part,
        heldWords: heldWords[part.held],
        outcomeWords: part.outcome === null ? null : partOutcomeWords[part.outcome],
        grounds: part.grounds.map((ground) => ({ ...ground, line: groundLine(ground) })),
        href: `${page.path}/parts/${part.number}/decide`,
      })),
      undecided: record.parts.filter(({ outcome }) => outcome === null).length,
      suggestions: suggestionView(suggestions),
      cost: costView(record.costEstimate),
      letters: record.letters.map((letter) => ({
        ...letter,
        words: letterStates[letter.state],
        href: `${page.path}/letters/${letter.id}`,
      })),
      approvals: record.approvals,
      isReview: record.regime === 'foia-review' || record.regime === 'eir-review',
      canDecide: page.may('decide-part') && open,
      canSubmit: whyNot('submit', page.facts) === null && page.may('decide-part'),
    })
  })
  addDecideForm(app, services)
  addCostForm(app, services)
  addReviewOutcomeForm(app, services)
}

function costView(
  estimate: { activities: { activity: string; hours: number; note: string }[]; totalPence: number } | null,
) {
  if (estimate === null) return null
  const known = estimate.activities.flatMap(({ activity, hours }) => {
    const facts = costActivities.find(({ id }) => id === activity)
    return facts === undefined ? [] : [{ activity: facts.id, hours }]
  })
  const worked = estimateCost(known)
  return { ...worked, notes: estimate.activities.filter(({ note }) => note !== '') }
}
