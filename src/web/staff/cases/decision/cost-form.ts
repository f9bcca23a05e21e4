import { estimateCaseCost } from '../../../../cases/index.ts'
import { appropriateLimits, costActivities, hourlyRate } from '../../../../law/index.ts'
import { pounds, type App } from '../../../kit/index.ts'
import type { StaffServices } from '../../staff-services.ts'
import { addCaseForm } from '../forms/case-form.ts'

export function addCostForm(app: App, services: StaffServices): void {
  addCaseForm<{ activities: { activity: string; hours: number; note: string }[] }>(app, services, {
    place: 'cost',
    action: 'estimate-cost',
    permissions: ['decide-part'],
    title: 'Estimate the cost',
    button: 'Save the estimate',
    done: 'cost-estimated',
    tab: 'decision',
    lead: () =>
      `Staff time counts at ${pounds(hourlyRate)} an hour, whoever does it. Above ${pounds(appropriateLimits.local)} the request may be refused under section 12, with advice on what could be done within the limit. Only the first four activities count; the rest may be noted.`,
    fields: () => [
      ...costActivities.map(({ id, title, counts }) => ({
        kind: 'text' as const,
        name: `hours-${id}`,
        label: title,
        hint: counts ? 'Hours' : 'Hours; never counts towards the limit',
        optional: true,
        width: 4,
      })),
      { kind: 'textarea', name: 'note', label: 'How you estimated it', optional: true, rows: 4 },
    ],
    values: ({ record }) => {
      const known = record.costEstimate?.activities ?? []
      return {
        ...Object.fromEntries(known.map(({ activity, hours }) => [`hours-${activity}`, String(hours)])),
        note: known.find(({ note }) => note !== '')?.note ?? '',
      }
    },
    read: (form) => {
      const note = form.text('note', { multiline: true, most: 5000, label: 'The note' })
      const activities = costActivities.flatMap(({ id }) => {
        const text = form.text(`hours-${id}`)
        if (text === '') return []
        const hours = /^\d{1,4}([.,]\d{1,2})?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN
        if (Number.isNaN(hours)) form.fail(`hours-${id}`, 'Enter the hours as a number, like 6.5')
        return [{ activity: id, hours, note: '' }]
      })
      const [first] = activities
      if (first === undefined) form.fail('hours-determine-held', 'Enter the hours of at least one activity')
      else first.note = note
      return { activities }
    },
    run: estimateCaseCost,
  })
}
