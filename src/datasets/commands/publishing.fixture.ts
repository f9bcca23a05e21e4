import assert from 'node:assert/strict'
import { openTestInstallation } from '../../../test/support/installation.ts'
import { systemActor } from '../../audit/index.ts'
import { createAuthority, createStaff, type Authority, type Role, type Staff } from '../../identity/index.ts'
import type { Installation } from '../../installation.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { newId } from '../../kernel/ids.ts'
import type { ImportOptions } from '../build/job.ts'
import type { DatasetServices } from '../dataset.ts'
import { findDataset } from '../queries/dataset.ts'
import type { DatasetProposal, ImportRecord } from '../import-record.ts'
import { keepDatasetFile } from './keep-file.ts'
import { receiveImport } from './receive-import.ts'
import { runImport } from './run-import.ts'

export function valueOf<T>(outcome: Outcome<T>): T {
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value
}

/** The code of a refusal, and of its field errors the fields. */
export function refusal<T>(outcome: Outcome<T>): string {
  assert.ok(!outcome.ok, `not refused: ${JSON.stringify(outcome)}`)
  const fields = (outcome.fields ?? []).map(({ field }) => field).join(' ')
  return fields === '' ? outcome.problem : `${outcome.problem}: ${fields}`
}

export type PublishingOffice = {
  installation: Installation
  services: DatasetServices
  authority: Authority
  other: Authority
  /** May publish */
  petra: Staff
  paul: Staff
  /** May approve, not publish */
  dora: Staff
  /** Publishes for another authority */
  stella: Staff
  clock: { at: Temporal.Instant; now(): Temporal.Instant }
  close(): Promise<void>
}

/** Two authorities and their publishers, on an empty database. */
export async function openPublishingOffice(): Promise<PublishingOffice> {
  const clock = { at: Temporal.Instant.from('2026-03-02T09:00:00Z'), now: () => clock.at }
  const set = await openTestInstallation({}, clock)
  const { services } = set.installation
  const create = async (slug: string) =>
    valueOf(
      await createAuthority(services, {
        slug,
        name: `${slug} Council`,
        shortName: slug,
        nation: 'england',
        referencePrefix: 'REQ',
        addressLines: ['Moot Hall'],
        email: `data@${slug}.example.org`,
      }),
    )
  const authority = await create('upfold')
  const other = await create('downfold')
  await set.installation.reload()
  const person = async (where: Authority, name: string, roles: Role[]) =>
    valueOf(
      await createStaff(services, systemActor, {
        authorityId: where.id,
        email: `${name.toLowerCase()}@example.org`,
        name: `${name} Example`,
        jobTitle: 'Officer',
        roles,
        teamIds: [],
      }),
    )
  return {
    installation: set.installation,
    services,
    authority,
    other,
    petra: await person(authority, 'Petra', ['publisher']),
    paul: await person(authority, 'Paul', ['publisher']),
    dora: await person(authority, 'Dora', ['data-protection-officer']),
    stella: await person(other, 'Stella', ['publisher']),
    clock,
    close: () => set.close(),
  }
}

export const visits = 'Library,Visits\nHill Top,12\nMarket Square,40\n'

type Sending = {
  text?: string
  slug?: string
  proposal?: DatasetProposal
  options?: ImportOptions
  publish?: boolean
  staff?: Staff
  requestKey?: string
}

/** Takes a file in; nothing works on it yet. */
export async function send(office: PublishingOffice, sending: Sending = {}): Promise<string> {
  return valueOf(await trySend(office, sending)).importId
}

export async function trySend({ services, petra }: PublishingOffice, sending: Sending) {
  const file = valueOf(
    await keepDatasetFile(services, 'visits.csv', new TextEncoder().encode(sending.text ?? visits)),
  )
  return receiveImport(services, sending.staff ?? petra, {
    ...(sending.slug === undefined
      ? { proposal: sending.proposal ?? newProposal() }
      : { slug: sending.slug }),
    file,
    options: sending.options ?? {},
    publish: sending.publish ?? true,
    ...(sending.requestKey === undefined ? {} : { requestKey: sending.requestKey }),
  })
}

/** One whose address nothing else has. */
export function newProposal(): DatasetProposal & { slug: string } {
  return { title: 'Library visits', slug: `visits-${newId()}` }
}

/** Takes a file in and works on it. */
export async function publish(office: PublishingOffice, sending: Sending = {}): Promise<ImportRecord> {
  return valueOf(await runImport(office.services, await send(office, sending)))
}

/** A published dataset of one version, and its slug. */
export async function published(office: PublishingOffice, sending: Sending = {}): Promise<string> {
  const record = await publish(office, sending)
  assert.deepEqual([record.state, record.outcome?.number], ['done', 1], JSON.stringify(record.problem))
  return record.slug
}

export async function datasetOf({ services, authority }: PublishingOffice, slug: string) {
  const dataset = await findDataset(services.database.reader, authority.id, slug)
  assert.ok(dataset, slug)
  return dataset
}
