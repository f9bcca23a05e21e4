import { recordAudit } from '../../audit/index.ts'
import { can, staffActor, type Staff } from '../../identity/index.ts'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import type { DatasetServices } from '../dataset.ts'
import { findVersionById } from '../queries/imports.ts'
import { queryByOffset, type OffsetPage } from '../table/rows-by-offset.ts'

const mostRows = 20

/**
 * The first rows in which the screening saw something, whole, for whoever must say whether they may go out. Every such
 * reading is audited, because nobody else has read them yet.
 */
export async function readScreenedRows(
  services: DatasetServices,
  staff: Staff,
  input: { versionId: string },
): Promise<Outcome<Omit<OffsetPage, 'count'>>> {
  if (!can(staff, 'approve-dataset')) return refuse('not-permitted')
  const { reader } = services.database
  const found = await findVersionById(reader, staff.authorityId, input.versionId)
  if (found === null) return refuse('not-found')
  const { version, dataset } = found
  const wanted = new Set(version.screening.findings.flatMap(({ rows }) => rows))
  const numbers = [...wanted].toSorted((a, b) => a - b).slice(0, mostRows)
  await services.database.write((tx) =>
    recordAudit(tx, staff.authorityId, services.clock.now(), [
      {
        actor: staffActor(staff),
        action: 'read-screened-rows',
        subject: { kind: 'dataset-version', id: version.id },
        details: { slug: dataset.slug, rows: numbers },
      },
    ]),
  )
  const rows: OffsetPage['rows'] = []
  let columns: OffsetPage['columns'] = []
  for (const number of numbers) {
    const page = await queryByOffset(services, version, {
      filters: [],
      search: null,
      sort: [],
      fields: null,
      offset: number - 1,
      limit: 1,
    })
    if (!page.ok) return page
    columns = page.value.columns
    rows.push(...page.value.rows)
  }
  return success({ columns, rows, rowNumbers: numbers.slice(0, rows.length) })
}
