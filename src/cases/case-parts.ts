import type { Reader } from '../db/index.ts'
import { isId } from '../kernel/ids.ts'
import { refuseFields, type Refusal } from '../kernel/outcome.ts'

export async function isPartOf(reader: Reader, partId: string, caseId: string): Promise<boolean> {
  if (!isId(partId)) return false
  const part = await reader
    .selectFrom('case_part')
    .select('id')
    .where('id', '=', partId)
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  return part !== undefined
}

export const notAPart = (): Refusal =>
  refuseFields([{ field: 'partId', message: 'Select a part of this request' }])
