import type { FastifyReply, FastifyRequest } from 'fastify'
import { editDataset, type Dataset, type DatasetFacts } from '../../../../datasets/index.ts'
import type { Staff } from '../../../../identity/index.ts'
import type { Outcome, Refusal } from '../../../../kernel/outcome.ts'
import type { App, FormState } from '../../../kit/index.ts'
import { show } from '../../answer.ts'
import { readVersion } from '../../form-fields.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'
import { stoppedView } from '../../release/stopped-view.ts'
import { dataFrame } from '../data-frame.ts'
import { datasetPath, datasetTrail, loadDataset, whyClosed } from './load-dataset.ts'

type Opened = { staff: Staff; dataset: Dataset; request: FastifyRequest; reply: FastifyReply }

type DatasetPage = {
  /** Below the dataset’s own address */
  place: string
  crumb: string
  title: (dataset: Dataset) => string
  template: string
  /** What only this page shows. `entered` is a form that was sent and not taken: what stands in it stays. */
  view: (opened: Opened, entered: FormState | null, status: number) => object | Promise<object>
  /** Takes the form; `again` shows the page once more with what was entered. */
  post: (opened: Opened, again: Again) => Promise<FastifyReply>
}
type Again = (entered: FormState, status?: number, refusal?: Refusal) => Promise<FastifyReply>

/** A page that shows one thing of a dataset as a form of its own kind, and takes it: the same frame round each. */
export function addDatasetPage(app: App, services: StaffServices, page: DatasetPage): void {
  const address = `/staff/data/datasets/:slug/${page.place}`
  const open = async (request: FastifyRequest, reply: FastifyReply): Promise<Opened> => {
    const staff = requireStaff(request, 'manage-datasets')
    return { staff, dataset: await loadDataset(services, staff, request), request, reply }
  }
  const showPage = async (
    opened: Opened,
    entered: FormState | null,
    status = 200,
    refusal: Refusal | null = null,
  ) => {
    const { staff, dataset, request, reply } = opened
    return show(
      reply,
      page.template,
      {
        ...(await dataFrame(services, staff, 'datasets', [
          ...datasetTrail(dataset),
          { text: page.crumb, href: '' },
        ])),
        title: page.title(dataset),
        plain: true,
        dataset,
        back: datasetPath(dataset.slug),
        action: datasetPath(dataset.slug, page.place),
        closed: whyClosed(dataset),
        version: status === 422 ? readVersion(request.body) : dataset.version,
        ...(await page.view(opened, entered, status)),
        stopped: stoppedView(refusal),
        ...(refusal === null ? {} : { stale: null }),
      },
      status,
    )
  }

  app.get(address, { config: { private: true } }, async (request, reply) =>
    showPage(await open(request, reply), null),
  )
  app.post(address, { config: { private: true } }, async (request, reply) => {
    const opened = await open(request, reply)
    // Read again: a page shown after somebody else’s change shows what it says now.
    return page.post(opened, async (entered, status, refusal) =>
      showPage(await open(request, reply), entered, status, refusal),
    )
  })
}

/** Changes a dataset as it was when the form was opened. */
export function saveFacts(
  services: StaffServices,
  { staff, dataset, request }: Opened,
  facts: Partial<DatasetFacts>,
): Promise<Outcome<unknown>> {
  return editDataset(services, staff, { slug: dataset.slug, version: readVersion(request.body), facts })
}
