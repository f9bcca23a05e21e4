import type { ByteSource } from './byte-source.ts'
import { openTable } from './open-table.ts'
import { profileTable } from './profile-table.ts'

export type TableRows = { headings: string[]; rows: string[][] }

/** All rows of the table in a file as written; null where no table with headings is found, or it has more than `most` rows. */
export async function readTableRows(
  source: ByteSource,
  most: number,
  sheet?: string,
): Promise<TableRows | null> {
  const opened = await openTable(source, sheet)
  if (!opened.ok) return null
  const rows: string[][] = []
  let count = 0
  const profile = await profileTable(opened.table.rows(), false, {
    // Totals at the foot are counts as well.
    exact: true,
    sink: {
      begin: () => undefined,
      row(cells) {
        count += 1
        if (count <= most) rows.push([...cells])
      },
      settle: () => undefined,
    },
  })
  if (profile.headerRow === null || count > most) return null
  return { headings: profile.headings, rows }
}
