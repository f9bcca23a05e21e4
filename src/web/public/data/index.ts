import type { App } from '../../kit/index.ts'
import { createResponseCache } from '../../kit/index.ts'
import type { PublicServices } from '../public-services.ts'
import { createDatasetContexts } from './dataset-context.ts'
import { registerDatasetFiles } from './files.ts'
import { registerDatasetPage } from './page.ts'

/** The pages of each dataset: itself, its files, its rows, its versions. */
export function registerDatasetPages(app: App, services: PublicServices): void {
  const contexts = createDatasetContexts(services)
  const cache = createResponseCache()
  registerDatasetPage(app, { services, contexts, cache })
  registerDatasetFiles(app, services, contexts)
}
