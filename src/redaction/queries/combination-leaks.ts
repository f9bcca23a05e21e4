import { sql } from 'kysely'
import { pageOf, surroundings, type MarkPlace } from '../mark.ts'
import type { RedactionServices } from '../redaction.ts'
import { copyFacts } from './redaction.ts'

export type CombinationLeak = {
  /** The copy that was sent, or the document itself where it was sent whole */
  documentId: string
  name: string
  caseId: string
  caseReference: string
  whole: boolean
  /** Pages (1 for what has none) where the new copy would show what that one hid */
  opened: number[]
  /** Pages where that one showed what the new copy hides: whoever has it can read it there */
  closed: number[]
  /** Both */
  pages: number[]
}

/** Copies that are looked at: the newest */
const most = 200

/**
 * Earlier answers, in any case of the authority, that sent the same file with other parts hidden. Who holds both can read
 * in each what the other hides. `places` is what the new copy hides.
 */
export async function combinationLeaks(
  services: RedactionServices,
  asked: {
    authorityId: string
    sourceSha256: string
    places: readonly MarkPlace[]
    /** The new copy itself */
    exceptCaseDocumentId?: string
  },
): Promise<CombinationLeak[]> {
  const { authorityId, sourceSha256, places, exceptCaseDocumentId: except } = asked
  const { rows } = await sql<{
    id: string
    name: string
    case_id: string
    reference: string
    whole: boolean
    redaction: unknown
  }>`
    select d.id, d.name, d.case_id, c.reference, d.redacted_from is null as whole, d.redaction
    from document d join cases c on c.id = d.case_id
    where d.authority_id = ${authorityId} and d.release_state = 'released'
      and d.id is distinct from ${except ?? null}
      and (d.redacted_from in (
            select s.id from document s where s.authority_id = ${authorityId} and s.sha256 = ${sourceSha256})
        or (d.redacted_from is null and d.sha256 = ${sourceSha256} and d.authority_id = ${authorityId}))
    order by d.created_at desc, d.id limit ${most}`.execute(services.database.reader)
  return rows.flatMap(({ id, name, case_id, reference, whole, redaction }) => {
    const earlier = whole ? [] : (copyFacts(redaction)?.places ?? [])
    const opened = pagesOnlyIn(earlier, places)
    const closed = pagesOnlyIn(places, earlier)
    const pages = [...new Set([...opened, ...closed])].toSorted((a, b) => a - b)
    return pages.length === 0
      ? []
      : [{ documentId: id, name, caseId: case_id, caseReference: reference, whole, opened, closed, pages }]
  })
}

/** Pages on which some of these places lies open by the others. Pure. */
export function pagesOnlyIn(places: readonly MarkPlace[], others: readonly MarkPlace[]): number[] {
  const groups = Map.groupBy(others, surroundings)
  const pages = new Set<number>()
  for (const place of places) {
    const page = pageOf(place)
    if (!pages.has(page) && !isCovered(place, groups.get(surroundings(place)) ?? [])) pages.add(page)
  }
  return [...pages].toSorted((a, b) => a - b)
}

/** A box is covered where nearly all of it lies under the others together; people never draw the same box twice. */
function isCovered(place: MarkPlace, others: readonly MarkPlace[]): boolean {
  if (place.kind !== 'box') return isSpanCovered(place, others)
  const boxes = others.filter((other) => other.kind === 'box')
  const slack = 1.5
  let open = 0
  for (let across = 0; across < samples.across; across += 1)
    for (let down = 0; down < samples.down; down += 1) {
      const x = place.left + (place.width * (across + 0.5)) / samples.across
      const y = place.top + (place.height * (down + 0.5)) / samples.down
      const under = boxes.some(
        ({ left, top, width, height }) =>
          x >= left - slack && x <= left + width + slack && y >= top - slack && y <= top + height + slack,
      )
      if (!under) open += 1
    }
  return open <= samples.across * samples.down * 0.1
}
const samples = { across: 20, down: 4 }

function isSpanCovered(place: Exclude<MarkPlace, { kind: 'box' }>, others: readonly MarkPlace[]): boolean {
  const spans = others
    .flatMap((other) => (other.kind === 'box' ? [] : [[other.start ?? 0, other.end ?? Infinity] as const]))
    .toSorted((a, b) => a[0] - b[0])
  let at = place.start ?? 0
  const end = place.end ?? Infinity
  for (const [from, to] of spans) if (from <= at) at = Math.max(at, to)
  return at >= end
}
