import { findVersion, type Dataset } from '../../../../datasets/index.ts'
import { blankForm, readForm, sendRefusal, type App } from '../../../kit/index.ts'
import { drawCharts } from '../../../public/data/charts-view.ts'
import { emptyQuery } from '../../../public/data/table-address.ts'
import { done } from '../../answer.ts'
import { readLines } from '../../form-fields.ts'
import type { StaffServices } from '../../staff-services.ts'
import { typeNames } from '../data-words.ts'
import { addDatasetPage, saveFacts } from './dataset-page.ts'
import { datasetPath } from './load-dataset.ts'

const mostCharts = 12

/** Charts as one-line recipes, each drawn below the box as the public will see it. */
export function addChartsPage(app: App, services: StaffServices): void {
  addDatasetPage(app, services, {
    place: 'charts',
    crumb: 'Charts',
    title: (dataset) => `Charts of ${dataset.title}`,
    template: 'data/dataset/charts.njk',
    async view({ dataset }, entered, status) {
      const form = entered ?? blankForm({ charts: dataset.charts.join('\n') })
      const recipes = readLines([form.values['charts'] ?? ''].flat().join('\n'))
      const version = await latestOf(services, dataset)
      return {
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
      }
    },
    async post(opened, again) {
      const { dataset, request, reply } = opened
      const form = readForm(request.body)
      const charts = readLines(form.text('charts', { multiline: true, most: 5000, label: 'The charts' }))
      if (charts.length > mostCharts) form.fail('charts', `Enter ${mostCharts} charts or fewer`)
      const looking = form.choice('act', ['look', 'save']) === 'look'
      if (!form.ok) return again(form.state(), 422)
      if (looking) return again(form.state())
      const version = await latestOf(services, dataset)
      const views = version === null ? [] : await draw(services, dataset, version, charts)
      for (const [index, view] of views.entries())
        if (!view.drawn) form.fail('charts', `Chart ${index + 1}: ${view.message}`)
      if (!form.ok) return again(form.state(), 422)
      const outcome = await saveFacts(services, opened, { charts })
      if (outcome.ok) return done(reply, datasetPath(dataset.slug, 'charts'), 'saved')
      return outcome.problem === 'stale' ? again(form.state(), 409) : sendRefusal(reply, outcome)
    },
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
