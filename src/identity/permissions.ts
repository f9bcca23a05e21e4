import type { Actor } from '../audit/index.ts'
import type { Staff } from './staff.ts'

export const roles = [
  'information-officer',
  'service-contact',
  'approver',
  'data-protection-officer',
  'publisher',
  'auditor',
  'administrator',
] as const
export type Role = (typeof roles)[number]

/** What each role is called on a page. */
export const roleNames: Record<Role, string> = {
  'information-officer': 'Information officer',
  'service-contact': 'Service contact',
  approver: 'Approver',
  'data-protection-officer': 'Data protection officer',
  publisher: 'Publisher',
  auditor: 'Auditor',
  administrator: 'Administrator',
}

export type Permission =
  | 'read-cases'
  | 'open-case'
  | 'work-case'
  | 'assign-case'
  | 'decide-part'
  | 'complete-task'
  | 'approve-letter'
  | 'send-letter'
  | 'read-certificates'
  | 'accept-finding'
  | 'publish-disclosure'
  | 'withdraw-disclosure'
  | 'read-reports'
  | 'read-audit'
  | 'manage-authority'
  | 'manage-staff'
  | 'import-mail'
  | 'import-holidays'
  | 'check-file'
  | 'unlock-file'
  | 'redact'
  | 'manage-datasets'
  | 'approve-dataset'
  | 'withdraw-dataset'
  | 'append-rows'
  | 'answer-feedback'
  | 'manage-duties'
  | 'create-api-token'

/**
 * Who may do what: the only such list. Each act goes to the fewest roles whose work it is; a person may hold several.
 * Rules about the record itself (an author never approves their own letter, a service contact sees only tasks of their
 * own teams and the words they are asked about, never the requester) are checked where the record is.
 */
export const permissions: Record<Permission, readonly Role[]> = {
  /** The whole case, the requester included; each such reading is audited. */
  'read-cases': ['information-officer', 'approver', 'data-protection-officer', 'auditor'],
  'open-case': ['information-officer'],
  'work-case': ['information-officer'],
  'assign-case': ['information-officer'],
  'decide-part': ['information-officer', 'data-protection-officer'],
  'complete-task': ['service-contact', 'information-officer'],
  'approve-letter': ['approver', 'data-protection-officer'],
  'send-letter': ['information-officer'],
  /** What the release check found, by kind and place and never by its words. */
  'read-certificates': ['information-officer', 'approver', 'data-protection-officer', 'publisher', 'auditor'],
  /** Let go what the release check stopped; never by whoever asked it, wrote the letter or made the copy. */
  'accept-finding': ['approver', 'data-protection-officer'],
  /** The answer as it would be published; the requester is not part of it. */
  'publish-disclosure': ['publisher', 'information-officer'],
  /** Personal data found in public must come down at once, so the data protection officer may too. */
  'withdraw-disclosure': ['publisher', 'information-officer', 'data-protection-officer'],
  'read-reports': [
    'information-officer',
    'approver',
    'data-protection-officer',
    'publisher',
    'auditor',
    'administrator',
  ],
  'read-audit': ['auditor', 'data-protection-officer', 'administrator'],
  'manage-authority': ['administrator'],
  'manage-staff': ['administrator'],
  'import-mail': ['information-officer'],
  'import-holidays': ['administrator'],
  'check-file': [
    'information-officer',
    'service-contact',
    'approver',
    'data-protection-officer',
    'publisher',
  ],
  /** Let a file out of quarantine after a false alarm of the virus scanner. */
  'unlock-file': ['approver', 'data-protection-officer'],
  /** Mark what must not leave in a case's documents, and make the copies without it. */
  redact: ['information-officer', 'data-protection-officer'],
  /** Describe a dataset, bring files in, publish and correct its versions. */
  'manage-datasets': ['publisher'],
  /** Let out what the screening held back; never by the person who brought the file in. */
  'approve-dataset': ['publisher', 'data-protection-officer', 'approver'],
  'withdraw-dataset': ['publisher', 'data-protection-officer'],
  'append-rows': ['publisher'],
  'answer-feedback': ['publisher', 'information-officer'],
  'manage-duties': ['publisher', 'administrator'],
  'create-api-token': [
    'information-officer',
    'data-protection-officer',
    'publisher',
    'auditor',
    'administrator',
  ],
}

/** True where one of the person's roles allows it. */
export function can(staff: Staff, permission: Permission): boolean {
  return permissions[permission].some((role) => staff.roles.includes(role))
}

export function isRole(text: string): text is Role {
  return roles.some((role) => role === text)
}

export function staffActor(staff: Staff): Actor {
  return { kind: 'staff', id: staff.id }
}
