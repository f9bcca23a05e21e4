import type { App } from '../../../kit/index.ts'
import type { StaffServices } from '../../staff-services.ts'
import { createChangeMemory } from './changes.ts'
import { addComparePage } from './compare/page.ts'
import { addCopiesForm } from './copies/page.ts'
import { addDuplicatesPage } from './duplicates/page.ts'
import { addFindForms } from './find/page.ts'
import { addFlagsForm } from './flags/page.ts'
import { addMarksForm } from './marks/page.ts'
import { addOverviewPage } from './overview/page.ts'
import { addPagePages } from './pages/page.ts'
import { addPeoplePages } from './people/page.ts'
import { addSchedulePages } from './schedule/page.ts'
import { addTextPages } from './text/page.ts'

/** The workspace in which a document of a case is redacted. */
export function addRedactPages(app: App, services: StaffServices): void {
  const context = { services, memory: createChangeMemory() }
  addOverviewPage(app, context)
  addPagePages(app, context)
  addTextPages(app, context)
  addMarksForm(app, context)
  addFindForms(app, context)
  addFlagsForm(app, context)
  addDuplicatesPage(app, context)
  addCopiesForm(app, context)
  addComparePage(app, context)
  addSchedulePages(app, context)
  addPeoplePages(app, context)
}
