import { createHmac } from 'node:crypto'
import { openTestInstallation, type TestInstallation } from '../../test/support/installation.ts'
import { systemActor } from '../audit/index.ts'
import { createAuthority, createStaff, loadStaff, type Authority, type Staff } from '../identity/index.ts'
import { json } from '../db/index.ts'
import { newId } from '../kernel/ids.ts'
import type { Outcome, Refusal } from '../kernel/outcome.ts'
import type { CatalogueServices } from './index.ts'

export type CatalogueFixture = {
  set: TestInstallation
  services: CatalogueServices
  authority: Authority
  publisher: Staff
  auditor: Staff
  /** Moves on whenever a test says so */
  clock: { at: Temporal.Instant; now(): Temporal.Instant }
  mails(): Promise<{ key: string; to: string; subject: string; text: string }[]>
  close(): Promise<void>
}

export async function openCatalogue(now: string): Promise<CatalogueFixture> {
  const clock = { at: Temporal.Instant.from(now), now: () => clock.at }
  const set = await openTestInstallation({}, clock)
  const { services } = set.installation
  const authority = must(
    await createAuthority(services, {
      slug: 'upfold',
      name: 'Upfold Council',
      shortName: 'Upfold',
      nation: 'england',
      referencePrefix: 'REQ',
      addressLines: ['Moot Hall'],
      email: 'foi@upfold.example.org',
    }),
  )
  await set.installation.reload()
  const { reader } = services.database
  const person = async (role: 'publisher' | 'auditor'): Promise<Staff> => {
    const made = must(
      await createStaff(services, systemActor, {
        authorityId: authority.id,
        email: `${role}@example.org`,
        name: `${role} Sample`,
        jobTitle: '',
        roles: [role],
        teamIds: [],
      }),
    )
    const staff = await loadStaff(reader, made.id)
    if (staff === null) throw new Error('no such person')
    return staff
  }
  return {
    set,
    services: {
      ...services,
      trackingSecret: (id) => createHmac('sha256', 'a key for tests').update(id).digest('base64url'),
    },
    authority,
    publisher: await person('publisher'),
    auditor: await person('auditor'),
    clock,
    mails: async () => {
      const rows = await reader
        .selectFrom('outbox')
        .select(['key', 'payload'])
        .orderBy('created_at')
        .orderBy('id')
        .execute()
      return rows.map(({ key, payload }) => ({
        key,
        ...(payload as { to: string; subject: string; text: string }),
      }))
    },
    close: () => set.close(),
  }
}

/** A published dataset with one version, without its files: nothing here opens them. */
export async function putDataset(
  { services, authority, clock }: CatalogueFixture,
  slug: string,
  { template = null, coversTo = null }: { template?: string | null; coversTo?: string | null } = {},
): Promise<string> {
  const id = newId()
  await services.database.write(async (tx) => {
    await tx
      .insertInto('dataset')
      .values({
        id,
        authority_id: authority.id,
        slug,
        title: `About ${slug}`,
        kind: 'table',
        theme: 'spending',
        contact_email: 'data@upfold.example.org',
        licence: 'OGL-UK-3.0',
        frequency: 'quarterly',
        area_name: null,
        area_code: null,
        period_from: null,
        period_to: null,
        template,
        contract: json([]),
        links: json([]),
        seal_every: null,
        state: 'published',
        latest_version: 1,
        first_published_at: clock.at,
        changed_at: clock.at,
        withdrawn_at: null,
        withdrawn_by: null,
        withdrawn_reason: null,
        withdrawn_contact: null,
        replaced_by: null,
        created_by: null,
        created_at: clock.at,
      })
      .execute()
  })
  await putVersion({ services, clock }, id, 1, coversTo)
  return id
}

export async function putVersion(
  { services, clock }: Pick<CatalogueFixture, 'services' | 'clock'>,
  datasetId: string,
  number: number,
  coversTo: string | null,
): Promise<void> {
  await services.database.write(async (tx) => {
    await tx
      .insertInto('dataset_version')
      .values({
        id: newId(),
        dataset_id: datasetId,
        number,
        state: 'published',
        reason: number === 1 ? 'first' : 'update',
        breaking: null,
        period_from: null,
        period_to: coversTo === null ? null : Temporal.PlainDate.from(coversTo),
        rows: 1,
        columns: json([]),
        source_name: 'a.csv',
        source_sha256: '',
        source_bytes: 1,
        recipe: json({}),
        ledger: json({}),
        parquet_sha256: '',
        parquet_bytes: 1,
        csv_sha256: '',
        csv_bytes: 1,
        difference: null,
        screening: json({}),
        certificate_id: null,
        created_by: null,
        created_at: clock.at,
        published_at: clock.at,
        approved_by: null,
        approval_reason: null,
        withdrawn_at: null,
        withdrawn_by: null,
        withdrawn_reason: null,
      })
      .execute()
    await tx.updateTable('dataset').set({ latest_version: number }).where('id', '=', datasetId).execute()
  })
}

export async function putEvent(
  { services, authority, clock }: CatalogueFixture,
  datasetId: string,
  version: number,
  summary: string,
): Promise<string> {
  const id = newId()
  await services.database.write(async (tx) => {
    await tx
      .insertInto('catalogue_event')
      .values({
        id,
        authority_id: authority.id,
        dataset_id: datasetId,
        version_number: version,
        kind: 'updated',
        summary,
        at: clock.at,
      })
      .execute()
  })
  return id
}

export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome)}`)
  return outcome.value
}

export function refused(outcome: Outcome<unknown>): Refusal['problem'] | 'nothing' {
  return outcome.ok ? 'nothing' : outcome.problem
}
