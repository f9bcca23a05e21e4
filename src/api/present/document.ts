import { documentOrigins, type CaseRecord } from '../../cases/index.ts'
import { releaseStates } from '../../documents/index.ts'
import { key, moment, named, nullable, oneOf, Type } from '../schemas.ts'

type Document = CaseRecord['documents'][number]

const finding = Type.Object({
  kind: Type.String({ description: 'As the release gate names it: `hidden-sheet`, `macro`, `unreadable` …' }),
  where: Type.String(),
  detail: Type.String(),
})

const arrivalSchema = Type.Object(
  {
    lookedAt: moment(),
    clean: Type.Boolean({ description: 'Nothing to warn of was found, and no virus' }),
    findings: Type.Array(finding),
    notes: Type.Array(finding, { description: 'Worth knowing, and no reason to warn' }),
    virus: oneOf(['none', 'found', 'not-scanned']),
    virusName: nullable(Type.String()),
    engine: nullable(Type.String()),
    seenAt: nullable(moment()),
  },
  { description: 'What was seen in the file when it came in; null until it has been looked into' },
)

export const documentSchema = named('Document', {
  id: key(),
  name: Type.String(),
  mediaType: Type.String(),
  size: Type.Integer(),
  sha256: Type.String(),
  origin: oneOf(documentOrigins),
  releaseState: oneOf(releaseStates),
  problems: Type.Array(Type.Object({ code: Type.String(), message: Type.String() })),
  arrival: nullable(arrivalSchema),
  partId: nullable(key()),
  taskId: nullable(key()),
  uploadedBy: nullable(Type.String()),
  createdAt: moment(),
})

export function presentDocument(document: Document) {
  return {
    id: document.id,
    name: document.name,
    mediaType: document.mediaType,
    size: document.size,
    sha256: document.sha256,
    origin: document.origin,
    releaseState: document.releaseState,
    problems: document.inspection.map(({ code, message }) => ({ code, message })),
    arrival: presentArrival(document.arrival),
    partId: document.partId,
    taskId: document.taskId,
    uploadedBy: document.uploadedBy,
    createdAt: document.createdAt.toString(),
  }
}

function presentArrival(arrival: Document['arrival']) {
  if (arrival === null) return null
  const told = ({ kind, where, detail }: { kind: string; where: string; detail: string }) => ({
    kind,
    where,
    detail,
  })
  return {
    lookedAt: arrival.lookedAt.toString(),
    clean: arrival.clean,
    findings: arrival.findings.map(told),
    notes: arrival.notes.map(told),
    virus: arrival.virus,
    virusName: arrival.virusName ?? null,
    engine: arrival.engine ?? null,
    seenAt: arrival.seenAt?.toString() ?? null,
  }
}
