import { permissions, roleNames, roles } from '../../../src/identity/index.ts'

/** Roles and permissions as a page of the guide. */
export function rolesPage(): string {
  return [
    '# Roles and what each may do',
    '',
    'Made by `npm run docs` from `src/identity/permissions.ts`. Do not edit it.',
    '',
    'A person may hold several roles. Beyond this table, the record itself has a say: nobody approves their own',
    'answer, and a service contact sees only the tasks of their own teams, never who asked.',
    '',
    `| Permission | ${roles.map((role) => roleNames[role]).join(' | ')} |`,
    `| --- |${' --- |'.repeat(roles.length)}`,
    ...Object.entries(permissions).map(
      ([permission, holders]) =>
        `| \`${permission}\` | ${roles.map((role) => (holders.includes(role) ? 'yes' : '')).join(' | ')} |`,
    ),
    '',
  ].join('\n')
}
