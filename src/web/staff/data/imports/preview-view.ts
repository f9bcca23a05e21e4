import type { ImportRecord } from '../../../../datasets/index.ts'
import type { StaffServices } from '../../staff-services.ts'

export type PreviewView = {
  columns: { text: string; numeric: boolean }[]
  rows: string[][]
  count: number
  moreColumns: number
}

/** The first rows of what was built, as they will be published. */
export async function previewView(
  _services: StaffServices,
  _record: ImportRecord,
): Promise<PreviewView | null> {
  return null
}
