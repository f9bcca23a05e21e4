import type { App } from '../web/kit/index.ts'
import { addAccess } from './access.ts'
import type { ApiServices } from './api-services.ts'
import { checkInput } from './check-input.ts'
import { collectSchemas } from './describe-api.ts'
import { registerHealth } from './health.ts'
import { registerMetrics } from './metrics.ts'
import { registerApiPage } from './pages/page.ts'
import { registerAccessExemptions } from './routes/access-exemptions.ts'
import { answerActions } from './routes/actions/answer.ts'
import { clockActions } from './routes/actions/clock.ts'
import { contentChanges } from './routes/actions/contents.ts'
import { workActions } from './routes/actions/work.ts'
import { registerAudit } from './routes/audit.ts'
import { registerCases } from './routes/cases.ts'
import { registerCatalogue } from './routes/catalogue.ts'
import { registerDatasetDifferences } from './routes/dataset-differences.ts'
import { registerDatasetRows } from './routes/dataset-rows.ts'
import { registerDatasetSql } from './routes/dataset-sql.ts'
import { registerDatasetChanges } from './routes/dataset-changes.ts'
import { registerDatasetImports } from './routes/dataset-imports.ts'
import { registerDatasets } from './routes/datasets.ts'
import { registerDocuments } from './routes/documents.ts'
import { registerLaw } from './routes/law.ts'
import { registerLetters } from './routes/letters.ts'
import { registerPublished } from './routes/published.ts'
import { registerRedaction } from './routes/redaction.ts'
import { registerRelease } from './routes/release.ts'
import { registerRequests } from './routes/requests.ts'
import { registerRoot } from './routes/root.ts'
import { registerStatistics } from './routes/statistics.ts'
import { registerSubscriptions } from './routes/subscriptions.ts'
import { registerTasks } from './routes/tasks.ts'

export type { ApiServices } from './api-services.ts'
export { type Operation } from './describe-api.ts'

/** The HTTP API, the page that explains it, and what an operator watches. */
export async function registerApi(app: App, services: ApiServices): Promise<void> {
  registerHealth(app, services)
  registerMetrics(app, services)
  await app.register(async (api: App) => {
    api.removeContentTypeParser(['application/x-www-form-urlencoded', 'text/plain'])
    api.setValidatorCompiler(checkInput)
    // Presenters name every field already; the schemas describe, and the tests hold each answer to them.
    api.setSerializerCompiler(() => (value) => JSON.stringify(value))
    await collectSchemas(api)
    addAccess(api, services)
    // Who sends a body that is refused hears why only when all of it is sent: what is still coming is let run off.
    api.addHook('onError', async ({ raw }, reply) => {
      if (raw.complete) return
      // The framework hangs up on a body that is too large.
      reply.removeHeader('connection')
      raw.unpipe()
      raw.resume()
    })
    registerRoot(api, services)
    registerPublished(api, services)
    registerDatasets(api, services)
    registerDatasetChanges(api, services)
    await registerDatasetImports(api, services)
    registerDatasetRows(api, services)
    registerDatasetDifferences(api, services)
    registerDatasetSql(api, services)
    registerCatalogue(api, services)
    registerSubscriptions(api, services)
    registerStatistics(api, services)
    registerLaw(api, services)
    registerAccessExemptions(api)
    registerRequests(api, services)
    registerCases(api, services)
    for (const register of [...workActions, ...clockActions, ...contentChanges, ...answerActions])
      register(api, services)
    await registerDocuments(api, services)
    registerRedaction(api, services)
    registerLetters(api, services)
    await registerRelease(api, services)
    await registerTasks(api, services)
    registerAudit(api, services)
    registerApiPage(api, services)
  })
}
