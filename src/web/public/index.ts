import type { App } from '../kit/index.ts'
import { registerCatalogue } from './catalogue/index.ts'
import { registerDatasetPages } from './data/index.ts'
import { registerData } from './data/list.ts'
import { registerReport } from './data/report/page.ts'
import { registerReports } from './data/reports/page.ts'
import { registerSubscribe } from './data/subscribe/page.ts'
import { registerDisclosureList } from './disclosure-log/list.ts'
import { registerDisclosureEntry } from './disclosure-log/page.ts'
import { registerFacts } from './facts/page.ts'
import { registerHelp } from './help/pages.ts'
import { registerHome } from './home/page.ts'
import { registerLicences } from './licences/page.ts'
import { registerNews } from './news/page.ts'
import { registerNotices } from './notices/page.ts'
import type { PublicServices } from './public-services.ts'
import { registerRegisters } from './registers/page.ts'
import { registerNewRequest } from './requests/new/index.ts'
import { registerTrackedRequest } from './requests/track/index.ts'
import { registerSearch } from './search/page.ts'
import { registerSubscriptions } from './subscriptions/page.ts'

export { toPageAuthority } from './page-authority.ts'
export type { PublicServices } from './public-services.ts'

/** Every page that anybody may read. None of them sets a cookie. */
export async function registerPublicPages(app: App, services: PublicServices): Promise<void> {
  // First, so that `/data/{slug}.csv-metadata.json` is not taken for the JSON of a dataset named `….csv-metadata`.
  await registerCatalogue(app, services)
  registerHome(app, services)
  registerSearch(app, services)
  registerNewRequest(app, services)
  registerTrackedRequest(app, services)
  registerDisclosureList(app, services)
  registerDisclosureEntry(app, services)
  registerData(app, services)
  registerReport(app, services)
  registerReports(app, services)
  registerSubscribe(app, services)
  registerSubscriptions(app, services)
  registerLicences(app, services)
  registerFacts(app, services)
  registerDatasetPages(app, services)
  registerRegisters(app, services)
  registerNews(app, services)
  registerNotices(app, services)
  registerHelp(app, services)
}
