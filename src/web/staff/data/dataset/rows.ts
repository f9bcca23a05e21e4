import { editDataset, sealDataset, sealIntervals, type Dataset } from '../../../../datasets/index.ts'
import { can } from '../../../../identity/index.ts'
import { blankForm, readForm, sendRefusal, type App, type FormState } from '../../../kit/index.ts'
import { done, show } from '../../answer.ts'
import { readVersion } from '../../form-fields.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'
import { dataFrame } from '../data-frame.ts'
import { datasetPath, datasetTrail, loadDataset } from './load-dataset.ts'

const never = 'never'
const intervals = {
  hourly: 'Every hour',
  daily: 'Every day',
  weekly: 'Every week',
  monthly: 'Every month',
} as const satisfies Record<(typeof sealIntervals)[number], string>

/** Rows that a machine sends: how to send them, how often they become a version, and doing it now. */
export function addRowsPage(app: App, services: StaffServices): void {
  const address = '/staff/data/datasets/:slug/rows'
  type Request = Parameters<typeof requireStaff>[0]
  type Reply = Parameters<typeof done>[0]
  const showPage = async (request: Request, reply: Reply, form: FormState | null, status = 200) => {
    const staff = requireStaff(request, 'manage-datasets')
    const dataset = await loadDataset(services, staff, request)
    const authority = services.authority(staff.authorityId)
    return show(
      reply,
      'data/dataset/rows.njk',
      {
        ...(await dataFrame(services, staff, 'datasets', [
          ...datasetTrail(dataset),
          { text: 'Rows sent by machine', href: '' },
        ])),
        title: 'Rows sent by machine',
        plain: true,
        dataset,
        path: datasetPath(dataset.slug),
        version: dataset.version,
        form: form ?? blankForm({ sealEvery: dataset.sealEvery ?? never }),
        intervals: [
          { value: never, text: 'Never: nothing is sent by machine' },
          ...sealIntervals.map((value) => ({ value, text: intervals[value] })),
        ],
        endpoint: services.linkTo(authority, `/api/v1/datasets/${dataset.slug}/rows`),
        example: exampleRow(dataset),
        mayHaveToken: can(staff, 'create-api-token'),
        stale: status === 409,
      },
      status,
    )
  }

  app.get(address, { config: { private: true } }, (request, reply) => showPage(request, reply, null))

  app.post(address, { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'manage-datasets')
    const dataset = await loadDataset(services, staff, request)
    const form = readForm(request.body)
    const chosen = form.choice('sealEvery', [never, ...sealIntervals], { required: 'Select how often' })
    const sealEvery = chosen === never ? null : chosen
    if (!form.ok) return showPage(request, reply, form.state(), 422)
    const outcome = await editDataset(services, staff, {
      slug: dataset.slug,
      version: readVersion(request.body),
      facts: { sealEvery },
    })
    if (outcome.ok) return done(reply, datasetPath(dataset.slug, 'rows'), 'saved')
    return outcome.problem === 'stale'
      ? showPage(request, reply, form.state(), 409)
      : sendRefusal(reply, outcome)
  })

  app.post(`${address}/seal`, { config: { private: true } }, async (request, reply) => {
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
