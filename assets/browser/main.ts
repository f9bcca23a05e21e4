/** Everything here makes a page that already works a little easier. Nothing depends on it. */
import {
  Button,
  CharacterCount,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  ServiceNavigation,
  SkipLink,
  createAll,
} from 'govuk-frontend'
import { addCopyButtons } from './copy.ts'
import { closeMenus } from './menu.ts'
import { followProgress } from './progress.ts'
import { addSelectAll } from './select-all.ts'
import { warnOfSessionEnd } from './session.ts'

// Not Radios, Checkboxes or FileUpload: answers that open further questions do so in the style sheet, since the scripts put
// aria-expanded on radio buttons, where ARIA does not allow it, and the file button's name is not what it shows.
createAll(Button)
createAll(CharacterCount)
createAll(ErrorSummary)
createAll(NotificationBanner)
createAll(PasswordInput)
createAll(ServiceNavigation)
createAll(SkipLink)

closeMenus()
addCopyButtons()
addSelectAll()
followProgress()
warnOfSessionEnd()
