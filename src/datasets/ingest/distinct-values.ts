import type { ByteSource } from './byte-source.ts'
import { openTable } from './open-table.ts'
import { profileTable } from './profile-table.ts'

/** A column as its distinct values: how often each stands there, and its first rows, counted from 1 as in the file. */
export type DistinctColumn = {
  name: string
  heading: string
  values: { value: string; count: number; rows: number[] }[]
}

const firstRows = 5

/** The columns of the table in a file by their distinct values; null where no table with headings is found. Throws for what cannot be unpacked. */
export async function readDistinctValues(
  source: ByteSource,
  sheet?: string,
): Promise<DistinctColumn[] | null> {
  const opened = await openTable(source, sheet)
  if (!opened.ok) return null
  const seen: Map<string, { count: number; rows: number[] }>[] = []
  const profile = await profileTable(opened.table.rows(), false, {
    sink: {
      begin(width) {
        for (let at = 0; at < width; at += 1) seen.push(new Map())
      },
      row(cells, number) {
        for (const [at, column] of seen.entries()) {
          const value = cells[at] ?? ''
          if (value === '') continue
          const known = column.get(value)
          if (known === undefined) column.set(value, { count: 1, rows: [number] })
          else {
            known.count += 1
            if (known.rows.length < firstRows) known.rows.push(number)
          }
        }
      },
      settle: () => undefined,
    },
  })
  if (profile.headerRow === null || profile.headings.length < 2) return null
  return profile.headings.map((heading, at) => ({
    name: heading,
    heading,
    values: [...(seen[at] ?? [])].map(([value, { count, rows }]) => ({ value, count, rows })),
  }))
}
