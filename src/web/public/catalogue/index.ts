import type { App } from '../../kit/index.ts'
import type { PublicServices } from '../public-services.ts'
import { registerDump } from './ckan/dump.ts'
import { registerActions } from './ckan/route.ts'
import { registerDatasetFiles } from './dataset-files.ts'
import { negotiateDatasets, registerDcat } from './dcat.ts'
import { registerFeeds } from './feeds.ts'
import { registerLists } from './lists.ts'
import { openToAnySite } from './open-read.ts'
import { registerSitemap } from './sitemap.ts'

/** The catalogue for programs: everything other portals, search engines and feed readers read it by. */
export async function registerCatalogue(app: App, services: PublicServices): Promise<void> {
  negotiateDatasets(app)
  await app.register(async (routes: App) => {
    openToAnySite(routes)
    registerDcat(routes, services)
    registerDatasetFiles(routes, services)
    registerLists(routes, services)
    registerFeeds(routes, services)
    registerSitemap(routes, services)
    registerDump(routes, services)
    await registerActions(routes, services)
  })
}
