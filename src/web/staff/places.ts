import { can, type Permission, type Staff } from '../../identity/index.ts'
import type { Link } from '../kit/index.ts'

const places: (Link & { needs: Permission[] })[] = [
  { text: 'My work', href: '/staff', needs: [] },
  { text: 'All requests', href: '/staff/cases', needs: ['read-cases'] },
  {
    text: 'Data',
    href: '/staff/data',
    needs: ['manage-datasets', 'approve-dataset', 'withdraw-dataset', 'answer-feedback', 'manage-duties'],
  },
  { text: 'Tasks', href: '/staff/tasks', needs: ['complete-task'] },
  { text: 'Check a file', href: '/staff/check-file', needs: ['check-file'] },
  { text: 'Release', href: '/staff/release', needs: ['read-certificates'] },
  { text: 'Outbox', href: '/staff/outbox', needs: ['send-letter'] },
  { text: 'Reports', href: '/staff/reports', needs: ['read-reports'] },
  { text: 'Search', href: '/staff/search', needs: ['read-cases'] },
  { text: 'Audit', href: '/staff/audit', needs: ['read-audit'] },
  { text: 'Settings', href: '/staff/settings', needs: ['manage-authority', 'manage-staff'] },
]

/** The service navigation of one person: the places their roles let them into. */
export function placesOf(staff: Staff): Link[] {
  return places
    .filter(({ needs }) => needs.length === 0 || needs.some((permission) => can(staff, permission)))
    .map(({ text, href }) => ({ text, href }))
}
