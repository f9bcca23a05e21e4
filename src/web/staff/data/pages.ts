import type { App } from '../../kit/index.ts'
import type { StaffServices } from '../staff-services.ts'
import { addChartsPage } from './dataset/charts.ts'
import { addColumnsPage } from './dataset/columns.ts'
import { addEditDatasetPage } from './dataset/edit.ts'
import { addDatasetHistoryPage } from './dataset/history.ts'
import { addDatasetPage } from './dataset/page.ts'
import { addRowsPage } from './dataset/rows.ts'
import { addWithdrawPages } from './dataset/withdraw.ts'
import { addDuePages } from './due/page.ts'
import { addImportPages } from './imports/page.ts'
import { addDataListPage } from './list/page.ts'
import { addNewDataPage } from './new/page.ts'
import { addNewsPages } from './news/page.ts'
import { addProtectPage } from './protect/page.ts'
import { addReportQueue } from './reports/page.ts'
import { addTemplatePages } from './templates/page.ts'
import { addWaitingPages } from './waiting/page.ts'

/** The rooms of whoever publishes data: from a file that comes in to what the public has of it. */
export function addDataPages(app: App, services: StaffServices): void {
  addDataListPage(app, services)
  addNewDataPage(app, services)
  addImportPages(app, services)
  addProtectPage(app, services)
  addTemplatePages(app, services)
  addDatasetPage(app, services)
  addEditDatasetPage(app, services)
  addColumnsPage(app, services)
  addChartsPage(app, services)
  addRowsPage(app, services)
  addWithdrawPages(app, services)
  addDatasetHistoryPage(app, services)
  addWaitingPages(app, services)
  addDuePages(app, services)
  addReportQueue(app, services)
  addNewsPages(app, services)
}
