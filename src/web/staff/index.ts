import type { App } from '../kit/index.ts'
import { addAccountPages } from './account/page.ts'
import { addAuditPages } from './audit/page.ts'
import { addApprovePage } from './cases/approve/page.ts'
import { addDecisionPages } from './cases/decision/page.ts'
import { addDocumentPages } from './cases/documents/page.ts'
import { addClockForms } from './cases/forms/clock-forms.ts'
import { addEndingForms } from './cases/forms/ending-forms.ts'
import { addWorkForms } from './cases/forms/work-forms.ts'
import { addHistoryPage } from './cases/history/page.ts'
import { addLetterPages } from './cases/letter/page.ts'
import { addMessagesPage } from './cases/messages/page.ts'
import { addNewCasePage } from './cases/new/page.ts'
import { addPartsPages } from './cases/parts/page.ts'
import { addPublishPages } from './cases/publish/page.ts'
import { addRedactPages } from './cases/redact/pages.ts'
import { addSendPage } from './cases/send/page.ts'
import { addSummaryPage } from './cases/summary/page.ts'
import { addTaskPages } from './cases/tasks/page.ts'
import { addWorklistPages } from './cases/worklist/page.ts'
import { addCheckFilePage } from './check-file/page.ts'
import { addDataPages } from './data/pages.ts'
import { addLawPage } from './law/page.ts'
import { addMyWorkPage } from './my-work/page.ts'
import { addOutboxPage } from './outbox/page.ts'
import { addReleasePages } from './release/page.ts'
import { addReportPages } from './reports/page.ts'
import { addSearchPage } from './search/page.ts'
import { addStaffSessions } from './session.ts'
import { addSettingsPages } from './settings/page.ts'
import { addSignInPages } from './sign-in/page.ts'
import type { StaffServices } from './staff-services.ts'
import { addTeamTaskPages } from './tasks/page.ts'

export { formSecretOf, pageStaff, staffOf } from './session.ts'
export type { StaffServices } from './staff-services.ts'

/**
 * The staff site. The application's own context must use what is exported beside this: `pageStaff` for who is signed
 * in, `formSecretOf` for its session secret, and `/staff/sign-in` as its sign-in path.
 */
export function registerStaffPages(app: App, services: StaffServices): void {
  addStaffSessions(app, services)
  addSignInPages(app, services)
  addMyWorkPage(app, services)
  addWorklistPages(app, services)
  addNewCasePage(app, services)

  addSummaryPage(app, services)
  addPartsPages(app, services)
  addTaskPages(app, services)
  addDocumentPages(app, services)
  addRedactPages(app, services)
  addMessagesPage(app, services)
  addDecisionPages(app, services)
  addHistoryPage(app, services)

  addWorkForms(app, services)
  addClockForms(app, services)
  addEndingForms(app, services)
  addLetterPages(app, services)
  addApprovePage(app, services)
  addSendPage(app, services)
  addPublishPages(app, services)

  addDataPages(app, services)
  addCheckFilePage(app)

  addTeamTaskPages(app, services)
  addOutboxPage(app, services)
  addReleasePages(app, services)
  addReportPages(app, services)
  addSearchPage(app, services)
  addLawPage(app)
  addAuditPages(app, services)
  addSettingsPages(app, services)
  addAccountPages(app, services)
}
