import { can } from '../../../identity/index.ts'
import type { App } from '../../kit/index.ts'
import { show } from '../answer.ts'
import { requireStaff } from '../session.ts'
import type { StaffServices } from '../staff-services.ts'
import { addApprovalForm } from './approval.ts'
import { addAuthorityForm } from './authority.ts'
import { addPeoplePages } from './people.ts'
import { addWordingPages } from './wording.ts'

export function addSettingsPages(app: App, services: StaffServices): void {
  app.get('/staff/settings', { config: { private: true } }, (request, reply) => {
    const staff = requireStaff(request, 'manage-authority', 'manage-staff')
    const authority = [
      {
        text: 'The authority',
        href: '/staff/settings/authority',
        hint: 'Name, address, colour, dates and reminders',
      },
      { text: 'Approval', href: '/staff/settings/approval', hint: 'Who must approve which answers' },
      {
        text: 'Words of letters',
        href: '/staff/settings/wording',
        hint: 'Your own words in place of the standard ones',
      },
    ]
    const people = [
      { text: 'Staff and teams', href: '/staff/settings/people', hint: 'Roles, teams and sign-in links' },
    ]
    return show(reply, 'settings/page.njk', {
      title: 'Settings',
      places: [
        ...(can(staff, 'manage-authority') ? authority : []),
        ...(can(staff, 'manage-staff') ? people : []),
        {
          text: 'Your account',
          href: '/staff/account',
          hint: 'Password, second factor and tokens for programs',
        },
      ],
    })
  })
  addAuthorityForm(app, services)
  addPeoplePages(app, services)
  addApprovalForm(app, services)
  addWordingPages(app, services)
}
