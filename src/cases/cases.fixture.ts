import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import { openTestDatabase } from '../../test/support/database.ts'
import { systemActor } from '../audit/index.ts'
import { directoryStore } from '../documents/index.ts'
import {
  createAuthority,
  createSecretBox,
  createStaff,
  createTeam,
  type Authority,
  type Role,
  type Staff,
} from '../identity/index.ts'
import type { TeamId } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/outcome.ts'
import { builtInCalendars, type Calendars } from '../law/index.ts'
import type { CaseRecord, CaseServices } from './case.ts'
import { openCase, type OpenCaseInput, type OpenedCase } from './commands/open-case.ts'
import { loadCaseRecord } from './queries/case-record.ts'

/** An office with one authority, three people, one team, a clock that moves when told, and an empty file store. */
export type Office = {
  services: CaseServices
  authority: Authority
  officer: Staff
  approver: Staff
  contact: Staff
  team: TeamId
  setDay(day: string): void
  setCalendars(calendars: Calendars): void
  open(input?: Partial<OpenCaseInput>): Promise<OpenedCase>
  /** The case as it stands, read afresh */
  read(caseId: string): Promise<CaseRecord>
  version: (caseId: string) => Promise<number>
  close(): Promise<void>
}

export function valueOf<T>(outcome: Outcome<T>): T {
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value
}

export function problemOf(outcome: Outcome<unknown>): string {
  assert.ok(!outcome.ok, 'a refusal was expected')
  return outcome.problem
}

const someText = `Please tell me:
1. How many potholes were repaired in 2025?
2. How much did the repairs cost?`

export async function openOffice(day = '2026-01-14'): Promise<Office> {
  const opened = await openTestDatabase()
  let now = Temporal.Instant.from(`${day}T09:00:00Z`)
  let calendars = builtInCalendars()
  const base = {
    database: opened.database,
    clock: { now: () => now },
    calendars: () => calendars,
    secrets: createSecretBox('a key for tests'),
  }
  const authority = valueOf(
    await createAuthority(base, {
      slug: 'exampleshire',
      name: 'Exampleshire Council',
      shortName: 'Exampleshire',
      nation: 'england',
      referencePrefix: 'REQ',
      addressLines: ['The Moot Hall', 'Exampleton EX1 1AA'],
      email: 'foi@exampleshire.example.org',
    }),
  )
  const team = valueOf(
    await createTeam(base, systemActor, {
      authorityId: authority.id,
      name: 'Highways',
      email: 'highways@example.org',
    }),
  ).id
  const staff = async (name: string, roles: Role[], teamIds: TeamId[] = []): Promise<Staff> =>
    valueOf(
      await createStaff(base, systemActor, {
        authorityId: authority.id,
        email: `${name.toLowerCase().replaceAll(' ', '.')}@example.org`,
        name,
        jobTitle: '',
        roles,
        teamIds,
      }),
    )
  const services: CaseServices = {
    ...base,
    files: directoryStore(join(opened.dataDirectory, 'files')),
    authority: () => authority,
    trackingSecret: (caseId) =>
      createHmac('sha256', 'for tests').update(caseId).digest('base64url').slice(0, 32),
    linkTo: (_authority, path) => `https://exampleshire.example.org${path}`,
    mailConfigured: false,
    virusScanner: null,
  }
  const read = async (caseId: string): Promise<CaseRecord> => {
    const record = await loadCaseRecord(opened.database.reader, { caseId })
    assert.ok(record)
    return record
  }
  return {
    services,
    authority,
    officer: await staff('Olive Officer', ['information-officer']),
    approver: await staff('Abel Approver', ['approver', 'information-officer']),
    contact: await staff('Connie Contact', ['service-contact'], [team]),
    team,
    setDay: (next) => {
      now = Temporal.Instant.from(`${next}T09:00:00Z`)
    },
    setCalendars: (next) => {
      calendars = next
    },
    open: async (input = {}) =>
      valueOf(
        await openCase(services, systemActor, {
          authority,
          regime: 'foia',
          channel: 'web',
          requestText: someText,
          requester: {
            name: 'Rhea Questor',
            email: 'rhea.questor@example.com',
            phone: null,
            postalAddress: null,
          },
          ...input,
        }),
      ),
    read,
    version: async (caseId) => (await read(caseId)).version,
    close: () => opened.close(),
  }
}
