import { sealDataset, sealIntervals, type Dataset } from '../../../../datasets/index.ts'
import { can } from '../../../../identity/index.ts'
import { blankForm, readForm, sendRefusal, type App } from '../../../kit/index.ts'
import { done } from '../../answer.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'
import { addDatasetPage, saveFacts } from './dataset-page.ts'
import { datasetPath, loadDataset } from './load-dataset.ts'

const never = 'never'
const intervals = {
  hourly: 'Every hour',
  daily: 'Every day',
  weekly: 'Every week',
  monthly: 'Every month',
} as const satisfies Record<(typeof sealIntervals)[number], string>

/** Rows that a machine sends: how to send them, how often they become a version, and doing it now. */
export function addRowsPage(app: App, services: StaffServices): void {
  addDatasetPage(app, services, {
    place: 'rows',
    crumb: 'Rows sent by machine',
    title: () => 'Rows sent by machine',
    template: 'data/dataset/rows.njk',
    view({ staff, dataset }, entered, status) {
      const authority = services.authority(staff.authorityId)
      return {
        form: entered ?? blankForm({ sealEvery: dataset.sealEvery ?? never }),
        intervals: [
          { value: never, text: 'Never: nothing is sent by machine' },
          ...sealIntervals.map((value) => ({ value, text: intervals[value] })),
        ],
        endpoint: services.linkTo(authority, `/api/v1/datasets/${dataset.slug}/rows`),
        example: exampleRow(dataset),
        mayHaveToken: can(staff, 'create-api-token'),
        stale: status === 409,
      }
    },
    async post(opened, again) {
      const { dataset, request, reply } = opened
      const form = readForm(request.body)
      const chosen = form.choice('sealEvery', [never, ...sealIntervals], { required: 'Select how often' })
      const sealEvery = chosen === never ? null : chosen
      if (!form.ok) return again(form.state(), 422)
      const outcome = await saveFacts(services, opened, { sealEvery })
      if (outcome.ok) return done(reply, datasetPath(dataset.slug, 'rows'), 'saved')
      return outcome.problem === 'stale' ? again(form.state(), 409) : sendRefusal(reply, outcome)
    },
  })

  app.post('/staff/data/datasets/:slug/rows/seal', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'manage-datasets')
    const dataset = await loadDataset(services, staff, request)
    const outcome = await sealDataset(services, staff, { slug: dataset.slug })
    if (!outcome.ok) return sendRefusal(reply, outcome)
    return done(
      reply,
      datasetPath(dataset.slug, 'rows'),
      outcome.value.importId === null ? 'nothing-to-seal' : 'sealed',
    )
  })
}

/** A row as a machine would send it, for the page that says how. */
function exampleRow(dataset: Dataset): string {
  const examples: Record<string, unknown> = {
    integer: 12,
    number: 12.5,
    boolean: true,
    date: '2026-01-14',
    datetime: '2026-01-14T09:30:00',
    string: 'text',
  }
  const cells = dataset.contract.slice(0, 4).map(({ name, type }) => [name, examples[type]])
  return JSON.stringify({ rows: [Object.fromEntries(cells)] })
}
