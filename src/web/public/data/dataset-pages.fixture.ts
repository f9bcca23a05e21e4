import { makeDataset } from '../../../../test/support/dataset.ts'
import type { TestApp } from '../../../../test/support/app.ts'
import { findDataset, findVersion, type ContractColumn } from '../../../datasets/index.ts'
import { json } from '../../../db/index.ts'

export const visitColumns: ContractColumn[] = [
  { name: 'library', title: 'Library', type: 'string', description: 'Which library' },
  { name: 'counted_on', title: 'Counted on', type: 'date', description: 'The day of the count' },
  { name: 'visits', title: 'Visits', type: 'integer', description: '' },
  { name: 'cost', title: 'Cost', type: 'number', kind: 'money', unit: 'GBP', description: 'Without VAT' },
  { name: 'note', title: 'Note', type: 'string', description: 'In the words of the library' },
]
const libraries = ['Hill Top', 'Castle', 'Brindle']

/** 120 rows: three libraries, days of 2025 and 2026, a formula, markup and an empty cell among the notes. */
export function visitLines(change: (line: string, row: number) => string | null = (line) => line): string {
  const lines = Array.from({ length: 120 }, (_, row) => {
    const note = row === 3 ? '"=1+1"' : row === 4 ? '"<b>bold</b> & ""so"""' : row === 5 ? '' : `Day ${row}`
    const month = String((row % 12) + 1).padStart(2, '0')
    const line = `${libraries[row % 3] ?? ''},${row < 60 ? 2025 : 2026}-${month}-14,${row * 10},${(row * 1.25).toFixed(2)},${note}`
    return change(line, row)
  })
  return `library,counted_on,visits,cost,note\r\n${lines.filter((line) => line !== null).join('\r\n')}\r\n`
}

export async function makeVisits({ services, authority }: TestApp): Promise<void> {
  await makeDataset(services, authority.id, {
    slug: 'library-visits',
    title: 'Library visits',
    columns: visitColumns,
    csv: visitLines(),
    charts: ['bar: library by sum(visits)'],
  })
}

/** One more version of a dataset, newer than those there are. */
export async function addVersion(
  { services, authority }: TestApp,
  slug: string,
  csv: string,
): Promise<number> {
  const { reader } = services.database
  const dataset = await findDataset(reader, authority.id, slug)
  if (dataset === null) throw new Error(`there is no dataset ${slug}`)
  const number = (dataset.latestVersion ?? 0) + 1
  const spare = await makeDataset(services, authority.id, {
    slug: `spare-${number}`,
    columns: visitColumns,
    csv,
  })
  await services.database.write(async (tx) => {
    await tx
      .updateTable('dataset_version')
      .set({
        dataset_id: dataset.id,
        number,
        reason: 'correction',
        note: 'The counter at Castle was broken.',
        difference: json({ from: number - 1, added: 1, removed: 2, changed: 0, same: 118 }),
      })
      .where('id', '=', spare.version.id)
      .execute()
    await tx.deleteFrom('dataset').where('id', '=', spare.dataset.id).execute()
    await tx
      .updateTable('dataset')
      .set({ latest_version: number, version: dataset.version + 1 })
      .where('id', '=', dataset.id)
      .execute()
  })
  const added = await findVersion(reader, dataset.id, number)
  if (added === null) throw new Error('the version was not made')
  return number
}
