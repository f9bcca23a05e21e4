import { makeDataset } from '../../../../test/support/dataset.ts'
import type { TestApp } from '../../../../test/support/app.ts'
import { json } from '../../../db/index.ts'
import { newId } from '../../../kernel/ids.ts'
import type { ContractColumn } from '../../../datasets/index.ts'

const visitColumns: ContractColumn[] = [
  { name: 'library', title: 'Library', type: 'string', description: 'Its name on the door' },
  { name: 'visits', title: 'Visits', type: 'integer', description: 'Counted at the door' },
  { name: 'day', title: 'Day', type: 'date', description: '' },
]
export const visitRows: [string, number | null, string][] = [
  ['Hill Top', 12, '2026-01-02'],
  ['Vale, Upper', 7, '2026-01-03'],
  ['Hill Top', 3, '2026-01-04'],
  ['Say "Mill"', null, '2026-01-05'],
  ['Quay', 40, '2026-01-06'],
]

export function visitCsv(): string {
  const cell = (value: string | number | null) =>
    value === null
      ? ''
      : /[",]/.test(String(value))
        ? `"${String(value).replaceAll('"', '""')}"`
        : String(value)
  return `${[['library', 'visits', 'day'], ...visitRows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}

export function makeVisits(
  site: TestApp,
  slug = 'library-visits',
  facts: { title?: string; keywords?: string[] } = {},
) {
  return makeDataset(site.services, site.authority.id, {
    slug,
    columns: visitColumns,
    csv: visitCsv(),
    primaryKey: ['library', 'day'],
    ...facts,
  })
}

/** Published datasets like the one named, without rows of their own, each changed a minute after the one before. */
export async function copyDataset(site: TestApp, slug: string, count: number): Promise<void> {
  const { reader } = site.services.database
  const { search: _, ...row } = await reader
    .selectFrom('dataset')
    .selectAll()
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow()
  const { id: __, ...version } = await reader
    .selectFrom('dataset_version')
    .selectAll()
    .where('dataset_id', '=', row.id)
    .executeTakeFirstOrThrow()
  const numbers = Array.from({ length: count }, (_each, index) => ({ id: newId(), number: index + 1 }))
  await site.services.database.write(async (tx) => {
    await tx
      .insertInto('dataset')
      .values(
        numbers.map(({ id, number }) => ({
          ...row,
          id,
          slug: `${slug}-${number}`,
          title: `${row.title} ${number}`,
          contract: json(row.contract),
          links: json(row.links),
          changed_at: row.changed_at.add({ minutes: number }),
        })),
      )
      .execute()
    await tx
      .insertInto('dataset_version')
      .values(
        numbers.map(({ id }) => ({
          ...version,
          id: newId(),
          dataset_id: id,
          columns: json(version.columns),
          recipe: json(version.recipe),
          ledger: json(version.ledger),
          screening: json(version.screening),
          difference: null,
        })),
      )
      .execute()
  })
}

/** Takes a dataset down as its command does, without the person. */
export async function withdraw(site: TestApp, slug: string, reason: string): Promise<void> {
  const at = site.services.clock.now()
  await site.services.database.write((tx) =>
    tx
      .updateTable('dataset')
      .set({ state: 'withdrawn', withdrawn_at: at, withdrawn_reason: reason, changed_at: at })
      .where('slug', '=', slug)
      .execute(),
  )
}

/** Says in public that something happened to a dataset. */
export async function tell(
  site: TestApp,
  slug: string,
  kind: 'published' | 'corrected' | 'withdrawn',
  summary: string,
  at: string,
): Promise<void> {
  await site.services.database.write(async (tx) => {
    const { id } = await tx
      .selectFrom('dataset')
      .select('id')
      .where('slug', '=', slug)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('catalogue_event')
      .values({
        id: newId(),
        authority_id: site.authority.id,
        dataset_id: id,
        version_number: kind === 'withdrawn' ? null : 1,
        kind,
        summary,
        at: Temporal.Instant.from(at),
      })
      .execute()
  })
}

/** As `fetch`, with the answer read to its end: what is left half read would keep the test's server from closing. */
export async function fetchWhole(url: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(url, init)
  const body = await response.arrayBuffer()
  const { status, headers } = response
  return new Response(status === 204 || status === 304 ? null : body, { status, headers })
}
