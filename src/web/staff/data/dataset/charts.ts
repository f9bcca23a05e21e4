import { editDataset, findVersion, type Dataset } from '../../../../datasets/index.ts'
import { blankForm, readForm, sendRefusal, type App, type FormState } from '../../../kit/index.ts'
import { drawCharts } from '../../../public/data/charts-view.ts'
import { emptyQuery } from '../../../public/data/table-address.ts'
import { done, show } from '../../answer.ts'
import { readLines, readVersion } from '../../form-fields.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'
import { dataFrame } from '../data-frame.ts'
import { typeNames } from '../data-words.ts'
import { datasetPath, datasetTrail, loadDataset, whyClosed } from './load-dataset.ts'

const mostCharts = 12

/** Charts as one-line recipes, each drawn below the box as the public will see it. */
export function addChartsPage(app: App, services: StaffServices): void {
  const address = '/staff/data/datasets/:slug/charts'
  type Request = Parameters<typeof requireStaff>[0]
  type Reply = Parameters<typeof done>[0]

  const showPage = async (request: Request, reply: Reply, entered: FormState | null, status = 200) => {
    const staff = requireStaff(request, 'manage-datasets')
    const dataset = await loadDataset(services, staff, request)
    const form = entered ?? blankForm({ charts: dataset.charts.join('\n') })
    const recipes = readLines([form.values['charts'] ?? ''].flat().join('\n'))
    const version = await latestOf(services, dataset)
    return show(
      reply,
      'data/dataset/charts.njk',
      {
        ...(await dataFrame(services, staff, 'datasets', [
          ...datasetTrail(dataset),
          { text: 'Charts', href: '' },
        ])),
        title: `Charts of ${dataset.title}`,
        plain: true,
        dataset,
        back: datasetPath(dataset.slug),
        action: datasetPath(dataset.slug, 'charts'),
        closed: whyClosed(dataset),
        version: status === 422 ? readVersion(request.body) : dataset.version,
        form,
        stale: status === 409 ? dataset.charts : null,
        unsaved: entered !== null,
        published: version !== null,
        columns: (version?.columns ?? dataset.contract).map(({ name, title, type }) => ({
          name,
          title,
          typeName: typeNames[type] ?? type,
        })),
        charts: version === null ? [] : await draw(services, dataset, version, recipes),
      },
      status,
    )
  }

  app.get(address, { config: { private: true } }, (request, reply) => showPage(request, reply, null))

  app.post(address, { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'manage-datasets')
    const dataset = await loadDataset(services, staff, request)
    const form = readForm(request.body)
    const charts = readLines(form.text('charts', { multiline: true, most: 5000, label: 'The charts' }))
    if (charts.length > mostCharts) form.fail('charts', `Enter ${mostCharts} charts or fewer`)
    const looking = form.choice('act', ['look', 'save']) === 'look'
    if (!form.ok) return showPage(request, reply, form.state(), 422)
    if (!looking) {
      const version = await latestOf(services, dataset)
      const views = version === null ? [] : await draw(services, dataset, version, charts)
      for (const [index, view] of views.entries())
        if (!view.drawn) form.fail('charts', `Chart ${index + 1}: ${view.message}`)
      if (!form.ok) return showPage(request, reply, form.state(), 422)
      const outcome = await editDataset(services, staff, {
        slug: dataset.slug,
        version: readVersion(request.body),
        facts: { charts },
      })
      if (outcome.ok) return done(reply, datasetPath(dataset.slug, 'charts'), 'saved')
      if (outcome.problem === 'stale') return showPage(request, reply, form.state(), 409)
      return sendRefusal(reply, outcome)
    }
    return showPage(request, reply, form.state())
  })
}

async function latestOf(services: StaffServices, dataset: Dataset) {
  if (dataset.latestVersion === null) return null
  return findVersion(services.database.reader, dataset.id, dataset.latestVersion)
}

function draw(
  services: StaffServices,
  dataset: Dataset,
  version: NonNullable<Awaited<ReturnType<typeof findVersion>>>,
  recipes: string[],
) {
  const place = { path: `/data/${dataset.slug}`, charts: [] }
  const settings = {
    area: dataset.areaName ?? '',
    period: '',
    source: services.authority(dataset.authorityId).name,
  }
  return drawCharts(services, version, place, recipes.slice(0, mostCharts), emptyQuery, settings)
}
