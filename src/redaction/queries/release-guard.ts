import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import { countOf } from '../../kernel/count-of.ts'
import { hidesFrom, layers, type Layer } from '../mark.ts'
import { boxedFlags } from '../redaction.ts'

/** `documentId` absent: all documents of the case that are to go with its answer. */
type Asked = { caseId: string; documentId?: string }

type Row = {
  id: string
  name: string
  is_copy: boolean
  layer: string | null
  copy_version: number | null
  version: number | null
  proposed: number
  marked: boolean
}

/**
 * Why a document must not be sent, with what goes instead, or null: its bytes are those of a document on the case with
 * marks; or it is a copy for readers who may see more, or one that was made before the marks were changed.
 */
export async function whyNotReleased(reader: Reader, asked: Asked): Promise<string | null> {
  const { rows } = await sql<Row>`
    select d.id, d.name, d.redacted_from is not null as is_copy,
      d.redaction ->> 'layer' as layer, (d.redaction ->> 'version')::integer as copy_version,
      (select r.version from redaction r where r.document_id = d.redacted_from) as version,
      (select count(*)::integer from document s join redaction_mark m on m.document_id = s.id
        where s.case_id = d.case_id and s.sha256 = d.sha256 and m.removed_at is null and m.state = 'proposed') as proposed,
      exists (select 1 from document s join redaction_mark m on m.document_id = s.id
        where s.case_id = d.case_id and s.sha256 = d.sha256 and m.removed_at is null and m.state = 'accepted')
      or exists (select 1 from document s join redaction_page p on p.document_id = s.id
        where s.case_id = d.case_id and s.sha256 = d.sha256
          and p.flag in (${sql.join(boxedFlags)})) as marked
    from document d
    where d.case_id = ${asked.caseId}
      and ${asked.documentId === undefined ? sql`d.release_state = 'for-release'` : sql`d.id = ${asked.documentId}`}
    order by d.created_at, d.id`.execute(reader)
  for (const row of rows) {
    const reason = whyNot(row)
    if (reason !== null) return reason
  }
  return null
}

function whyNot({ name, is_copy, layer, copy_version, version, proposed, marked }: Row): string | null {
  if (proposed > 0)
    return `${name} has ${countOf(proposed, 'undecided proposal')} for redaction. Decide, and send its redacted copy instead.`
  if (marked)
    return `${name} has parts that are marked to be left out. Make its redacted copy and send that instead.`
  if (!is_copy) return null
  if (!hidesEnough(layer))
    return `${name} was made for readers who may see more than the requester. Make a copy for the requester and send that instead.`
  return copy_version === version
    ? null
    : `The marks were changed after ${name} was made. Make the redacted copy again and send that instead.`
}

/** True where the copy hides everything that is hidden from the requester. */
function hidesEnough(layer: string | null): boolean {
  const known = layers.find((each) => each === layer)
  const hidden: Layer = 'requester'
  return known !== undefined && hidesFrom({ state: 'accepted', layer: hidden }, known)
}
