import type { Staff } from '../../identity/index.ts'
import { refusalOf, refuse, success, type Outcome } from '../../kernel/outcome.ts'
import { entities as knownEntities, type Entity } from '../../screening/index.ts'
import { checkReason, tidyPlace } from '../check-marks.ts'
import { coverOf } from '../cover-of.ts'
import { findDocument, noDocument, type SourceDocument } from '../find-document.ts'
import { toNeedles, type Wanted } from '../find-spans.ts'
import { isPicture } from '../formats/image.ts'
import { layers, type Layer } from '../mark.ts'
import { findOnScans } from '../pages/find-on-scans.ts'
import { namesOfCase } from '../queries/case-names.ts'
import { findRedaction } from '../queries/redaction.ts'
import { findApart } from '../redact-apart.ts'
import type { MadeMark } from '../redact-story.ts'
import type { RedactionServices } from '../redaction.ts'
import {
  changeRedaction,
  insertMarks,
  keptMarks,
  meaningOf,
  placeKey,
  whyNotChanged,
  type MarkRow,
  type Versioned,
} from '../store.ts'

export type FindInput = Versioned & {
  /** Texts to mark wherever they stand, however they are written */
  find?: readonly string[]
  /** Kinds of personal data: always proposed, for a person to decide */
  entities?: readonly Entity[]
  /** From 0 to 1; 0.5 where absent */
  minScore?: number
  reason: string
  layer?: Layer
  /** Of the marks on `find`; `accepted` where absent */
  state?: 'accepted' | 'proposed'
}

export type FoundAndMarked = {
  version: number
  added: number
  /** Found again where they were marked, proposed or rejected before */
  known: number
  /** Scanned pages that could not be read, or not yet: search again for them */
  unread: number[]
}

const mostTexts = 200
const longestText = 500

/**
 * Searches the whole document and marks what it finds. Names known from the case are looked for in every form where
 * `entities` has PERSON, and public ones are left.
 */
export async function findAndMark(
  services: RedactionServices,
  staff: Staff,
  input: FindInput,
): Promise<Outcome<FoundAndMarked>> {
  const { reader } = services.database
  const found = await findDocument(reader, staff, input.documentId)
  if (!found.ok) return found
  const reason = checkReason(input.reason)
  if (!reason.ok) return reason
  const wrong = whatIsWrong(input)
  if (wrong !== null) return refuse('invalid-input', wrong)
  const record = await findRedaction(reader, staff.authorityId, input.documentId)
  // A search takes a while: what would be refused afterwards is refused at once.
  if (record === null) return noDocument()
  const refused = whyNotChanged(record, input.version)
  if (refused !== null) return refused

  const search = await searchDocument(services, staff, found.value, input, reason.value.id).catch(refusalOf)
  if ('ok' in search) return search
  return changeRedaction(services, staff, input, async (change) => {
    const kept = await keptMarks(change.tx, change.documentId)
    const rows = newRows(search.marks, kept, input, reason.value.id)
    const inserted = await insertMarks(change, rows, kept.length)
    if (!inserted.ok) return inserted
    return success({
      value: { added: rows.length, known: search.marks.length - rows.length, unread: search.unread },
      action: 'find-and-mark',
      details:
        rows.length === 0
          ? null
          : {
              marks: rows.length,
              texts: input.find?.length ?? 0,
              entities: input.entities ?? [],
              reason: reason.value.id,
              layer: input.layer ?? 'requester',
              unread: search.unread.slice(0, 500),
            },
    })
  })
}

/** What was found and is not there yet, whatever was decided of it; nothing is proposed where it is hidden already. */
function newRows(
  found: Search['marks'],
  kept: readonly MarkRow[],
  { layer = 'requester', state = 'accepted' }: FindInput,
  reason: string,
): MarkRow[] {
  const keysOf = (row: MarkRow): string[] => [`${placeKey(row.place)} ${row.rule}`, meaningOf(row)]
  const seen = new Set(kept.flatMap(keysOf))
  const isCovered = coverOf(kept, layer)
  const rows: MarkRow[] = []
  for (const { mark, proposal } of found) {
    const place = tidyPlace(mark.place)
    if (place === null) continue
    const row: MarkRow = {
      place,
      reason,
      layer,
      state: proposal ? 'proposed' : state,
      rule: mark.rule,
      why: mark.why ?? null,
      score: mark.score ?? null,
    }
    if (keysOf(row).some((key) => seen.has(key)) || (proposal && isCovered(place))) continue
    for (const key of keysOf(row)) seen.add(key)
    rows.push(row)
  }
  return rows
}

function whatIsWrong({ find = [], entities = [], layer, state, minScore = 0.5 }: FindInput): string | null {
  if (find.length + entities.length === 0) return 'Enter a text to find, or select a kind of personal data.'
  if (find.length > mostTexts) return `Up to ${mostTexts} texts can be searched for at once.`
  if (find.some((text) => text.length > longestText))
    return `A text to find has ${longestText} characters at most.`
  if (toNeedles(find).length < find.length) return 'A text to find needs at least one letter or digit.'
  const unknown = entities.find((entity) => !knownEntities.includes(entity))
  if (unknown !== undefined) return `There is no kind of personal data “${unknown.slice(0, 60)}”.`
  if (layer !== undefined && !layers.includes(layer)) return `There is no layer “${layer}”.`
  if (state !== undefined && state !== 'accepted' && state !== 'proposed')
    return 'New marks are accepted or proposed.'
  return minScore >= 0 && minScore <= 1 ? null : 'The least score is from 0 to 1.'
}

type Search = { marks: { mark: MadeMark; proposal: boolean }[]; unread: number[] }

/** Texts and kinds apart: a text is marked at once, and what only looks like personal data is proposed. */
async function searchDocument(
  services: RedactionServices,
  staff: Staff,
  document: SourceDocument,
  { find = [], entities = [], minScore = 0.5 }: FindInput,
  reason: string,
): Promise<Search> {
  const names = entities.includes('PERSON')
    ? await namesOfCase(services.database.reader, staff.authorityId, document.caseId)
    : { parties: [], keep: [] }
  const searches: { wanted: Wanted; proposal: boolean; find: readonly string[] }[] = []
  if (find.length > 0)
    searches.push({ wanted: { needles: toNeedles(find), entities: [], minScore }, proposal: false, find })
  if (entities.length > 0)
    searches.push({ wanted: { needles: [], entities, minScore, ...names }, proposal: true, find: [] })
  const { fileType } = document
  const marks: Search['marks'] = []
  if (!isPicture(fileType)) {
    const bytes = await services.files.read(document.sha256)
    for (const { wanted, proposal, find: texts } of searches) {
      const options = { find: texts, entities: wanted.entities, minScore, reason, ...names }
      for (const mark of await findApart({ bytes, name: document.name, fileType }, options))
        marks.push({ mark, proposal })
    }
  }
  if (!isPicture(fileType) && fileType !== 'pdf') return { marks, unread: [] }
  const scans = await findOnScans(
    services,
    document,
    searches.map(({ wanted }) => wanted),
    reason,
  )
  for (const mark of scans.marks) marks.push({ mark, proposal: !/^text \d/.test(mark.rule) })
  return { marks, unread: scans.unread }
}
