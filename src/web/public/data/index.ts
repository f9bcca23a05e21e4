import type { App } from '../../kit/index.ts'
import { createResponseCache } from '../../kit/index.ts'
import type { PublicServices } from '../public-services.ts'
import { createDatasetContexts } from './dataset-context.ts'
import { registerDatasetFiles } from './files.ts'
import { registerDatasetPage } from './page.ts'
import { registerRows } from './rows/page.ts'
import { registerSql } from './sql/page.ts'
import { registerDifference } from './versions/diff.ts'
import { registerVersions } from './versions/page.ts'

/** The pages of each dataset: itself, its files, its rows, its versions and what changed between them. */
export function registerDatasetPages(app: App, services: PublicServices): void {
  const contexts = createDatasetContexts(services)
  const cache = createResponseCache()
  registerDatasetPage(app, { services, contexts, cache })
  registerDatasetFiles(app, services, contexts)
  registerRows(app, services, contexts, cache)
  registerVersions(app, services, contexts, cache)
  registerDifference(app, services, contexts, cache)
  registerSql(app, services, contexts)
}
