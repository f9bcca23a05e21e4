import type { Static } from '@fastify/type-provider-typebox'
import {
  findReason,
  layers,
  markStates,
  pageFlags,
  type Mark,
  type MarkPlace,
  type PageView,
  type RedactionRecord,
  type Schedule,
  type Shown,
} from '../../redaction/index.ts'
import { releaseStates } from '../../documents/index.ts'
import { body, key, moment, named, nullable, oneOf, text, Type } from '../schemas.ts'

const from = (least: number, description?: string) =>
  Type.Integer({ minimum: least, ...(description === undefined ? {} : { description }) })

/** Where a mark lies, as it is sent and as it is answered. */
export const placeSchema = Type.Union(
  [
    body({
      kind: oneOf(['box'], { description: 'On a page, or on a picture (page 1)' }),
      page: from(1),
      left: Type.Number({
        description: 'Points from the left of the page as it is shown; pixels of a picture',
      }),
      top: Type.Number({ description: 'From the top' }),
      width: Type.Number(),
      height: Type.Number(),
    }),
    body({
      kind: oneOf(['text'], { description: 'In a text, such as a paragraph or a message' }),
      piece: from(0, 'Of the pieces of …/redaction/content, from 0'),
      start: from(0, 'UTF-16 units from the start of the piece'),
      end: from(1),
    }),
    body({
      kind: oneOf(['cell'], { description: 'In a table' }),
      sheet: from(1),
      row: from(1),
      column: from(1),
      start: Type.Optional(from(0, 'Without start and end, the whole cell')),
      end: Type.Optional(from(1)),
    }),
  ],
  { description: 'A box on a page, a part of a text, or a cell' },
)

export function toPlace(sent: Static<typeof placeSchema>): MarkPlace {
  if (sent.kind !== 'cell') return sent
  const { kind, sheet, row, column, start, end } = sent
  // Half of a pair is sent on as it is, for the command to refuse.
  return {
    kind,
    sheet,
    row,
    column,
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
  }
}

export const reasonField = text(60, 'An id such as `foia-40-2`, or as people write it: `s.40(2)`')
export const layerField = oneOf(layers, {
  description:
    'The most trusted reader it is hidden from; less trusted ones never see it. `requester` unless given',
})
export const flagField = oneOf(pageFlags)

export const newMarkSchema = body({
  place: placeSchema,
  reason: reasonField,
  layer: Type.Optional(layerField),
  state: Type.Optional(oneOf(['accepted', 'proposed'], { description: '`accepted` unless given' })),
})

const markSchema = named('RedactionMark', {
  id: key(),
  place: placeSchema,
  reason: Type.String(),
  label: Type.String({ description: 'What its box prints' }),
  layer: oneOf(layers),
  state: oneOf(markStates),
  author: Type.String(),
  at: moment(),
  rule: nullable(Type.String({ description: 'What proposed it; null where a person drew it' })),
  why: nullable(Type.String({ description: 'Holds none of the document’s words' })),
  score: nullable(Type.Number()),
  decidedBy: nullable(Type.String()),
  decidedAt: nullable(moment()),
})

export const redactionSchema = named('Redaction', {
  documentId: key(),
  caseId: key(),
  name: Type.String(),
  fileType: Type.String(),
  sha256: Type.String({ description: 'Of the file, which never changes' }),
  version: from(0),
  open: Type.Boolean({ description: 'False where the stage of the case lets nobody change it any more' }),
  marks: Type.Array(markSchema),
  pages: Type.Array(
    named('FlaggedPage', {
      page: from(1),
      flag: flagField,
      reason: nullable(Type.String()),
      duplicateOf: nullable(Type.Object({ documentId: key(), page: from(1) })),
    }),
  ),
  copies: Type.Array(
    named('RedactedCopy', {
      documentId: key(),
      name: Type.String(),
      sha256: Type.String(),
      layer: oneOf(layers),
      releaseState: oneOf(releaseStates),
      createdBy: nullable(Type.String()),
      createdAt: moment(),
      upToDate: Type.Boolean({ description: 'False where marks or pages changed since' }),
    }),
  ),
})

const presentMark = (mark: Mark) => ({
  id: mark.id,
  place: mark.place,
  reason: mark.reason,
  label: findReason(mark.reason)?.label ?? mark.reason,
  layer: mark.layer,
  state: mark.state,
  author: mark.author,
  at: mark.at.toString(),
  rule: mark.rule,
  why: mark.why,
  score: mark.score,
  decidedBy: mark.decidedBy,
  decidedAt: mark.decidedAt?.toString() ?? null,
})

export function presentRedaction(record: RedactionRecord) {
  return {
    documentId: record.documentId,
    caseId: record.caseId,
    name: record.name,
    fileType: record.fileType,
    sha256: record.sha256,
    version: record.version,
    open: record.open,
    marks: record.marks.map(presentMark),
    pages: record.pages.map(({ page, flag, reason, duplicateOf }) => ({ page, flag, reason, duplicateOf })),
    copies: record.copies.map((copy) => ({
      documentId: copy.documentId,
      name: copy.name,
      sha256: copy.sha256,
      layer: copy.layer,
      releaseState: copy.releaseState,
      createdBy: copy.createdBy,
      createdAt: copy.createdAt.toString(),
      upToDate: copy.upToDate,
    })),
  }
}

export const contentSchema = Type.Union([
  named('PagedContent', { kind: oneOf(['pages']), pages: from(0) }),
  named('TextContent', {
    kind: oneOf(['pieces']),
    total: from(0, 'Pieces of the whole document'),
    pieces: Type.Array(
      Type.Object({
        place: placeSchema,
        label: Type.String({ description: 'Such as `Sheet 1, row 4, column 2`' }),
        text: Type.String(),
      }),
    ),
  }),
])

export function presentContent(shown: Shown) {
  if (shown.kind === 'pages') return { kind: 'pages' as const, pages: shown.pages }
  const pieces = shown.pieces.map(({ place, label, text: words }) => ({ place, label, text: words }))
  return { kind: 'pieces' as const, total: shown.total, pieces }
}

export const pageSchema = named('RedactionPage', {
  page: from(1),
  width: Type.Number({ description: 'Points as it is shown; pixels of a picture' }),
  height: Type.Number(),
  scanned: Type.Boolean({ description: 'Its words were read from a picture by machine; some may be wrong' }),
  words: Type.Array(
    Type.Object({
      text: Type.String(),
      line: Type.Integer(),
      left: Type.Number(),
      top: Type.Number(),
      width: Type.Number(),
      height: Type.Number(),
    }),
    { description: 'Numbered from 0 for …/redaction/words' },
  ),
})

export function presentPage({ page, width, height, scanned, words }: PageView) {
  return {
    page,
    width,
    height,
    scanned,
    words: words.map((word) => ({
      text: word.text,
      line: word.line,
      left: word.left,
      top: word.top,
      width: word.width,
      height: word.height,
    })),
  }
}

export const scheduleSchema = named('RedactionSchedule', {
  layer: oneOf(layers, { description: 'Whom it is for' }),
  copy: nullable(
    Type.Object(
      { documentId: key(), createdAt: moment(), createdBy: nullable(Type.String()) },
      { description: 'The copy that it was kept with; null of the marks as they stand now' },
    ),
  ),
  items: Type.Array(
    named('ScheduleLine', {
      number: from(1),
      place: Type.String(),
      reason: Type.String(),
      label: Type.String(),
      title: Type.String(),
      law: nullable(Type.String()),
      marks: from(1),
    }),
  ),
})

export const presentSchedule = ({ layer, copy, lines }: Schedule) => ({
  layer,
  copy:
    copy === null
      ? null
      : { documentId: copy.documentId, createdAt: copy.createdAt.toString(), createdBy: copy.createdBy },
  items: lines.map(({ number, place, reason, label, title, law, marks }) => ({
    number,
    place,
    reason,
    label,
    title,
    law,
    marks,
  })),
})
