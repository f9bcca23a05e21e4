import assert from 'node:assert/strict'
import { systemActor } from '../audit/index.ts'
import type { Database } from '../db/index.ts'
import type { Outcome } from '../kernel/outcome.ts'
import { builtInCalendars } from '../law/index.ts'
import type { Authority } from './authority.ts'
import { createAuthority } from './commands/create-authority.ts'
import { createStaff } from './commands/create-staff.ts'
import type { Services } from './services.ts'
import { createSecretBox } from './sign-in/secret-box.ts'
import type { Staff } from './staff.ts'

export const password = 'correct horse battery staple'

/** Services with a clock that goes on only when told to. */
export function standingServices(database: Database): Services & { pass(time: Temporal.DurationLike): void } {
  let now = Temporal.Instant.from('2026-01-14T09:00:00Z')
  return {
    database,
    clock: { now: () => now },
    calendars: builtInCalendars,
    secrets: createSecretBox('a key for tests'),
    pass(time) {
      now = now.add(time)
    },
  }
}

/** The value of an outcome that must not be a refusal. */
export function valueOf<T>(outcome: Outcome<T>): T {
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value
}

/** The code of an outcome that must be a refusal. */
export function problemOf(outcome: Outcome<unknown>): string {
  assert.ok(!outcome.ok, 'a refusal was expected')
  return outcome.problem
}

/** The names of the fields found wrong. */
export function wrongFields(outcome: Outcome<unknown>): string[] {
  assert.ok(!outcome.ok, 'a refusal was expected')
  return (outcome.fields ?? []).map((error) => error.field)
}

let made = 0

export async function makeAuthority(services: Services): Promise<Authority> {
  made += 1
  return valueOf(
    await createAuthority(services, {
      slug: `example-${made}`,
      name: `Example Council ${made}`,
      shortName: 'Example',
      nation: 'england',
      referencePrefix: 'REQ',
      addressLines: ['1 Example Street', 'Exampleton'],
      email: 'foi@example.org',
    }),
  )
}

export async function makeStaff(
  services: Services,
  authority: Authority,
  roles: string[],
  change: Partial<Parameters<typeof createStaff>[2]> = {},
): Promise<Staff> {
  made += 1
  return valueOf(
    await createStaff(services, systemActor, {
      authorityId: authority.id,
      email: `person-${made}@example.org`,
      name: `Person ${made}`,
      jobTitle: 'Officer',
      roles,
      teamIds: [],
      ...change,
    }),
  )
}

/** What the audit trail says was done, oldest first: `action` and details of one subject. */
export async function recorded(
  database: Database,
  subjectId: string,
): Promise<{ action: string; details: unknown; chain: string }[]> {
  return database.reader
    .selectFrom('audit_event')
    .select(['action', 'details', 'chain'])
    .where('subject_id', '=', subjectId)
    .orderBy('at')
    .orderBy('number')
    .execute()
}
