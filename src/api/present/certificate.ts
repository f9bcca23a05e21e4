import {
  findingKinds,
  releaseRoutes,
  type CertificateRecord,
  type CertificateRow,
  type Finding,
} from '../../release/index.ts'
import { key, moment, named, nullable, oneOf, Type } from '../schemas.ts'

const kind = oneOf(findingKinds)
const rowFields = {
  id: key(),
  route: oneOf(releaseRoutes),
  subject: Type.String({ description: 'What would leave' }),
  verdict: oneOf(['clean', 'stopped']),
  waiting: Type.Boolean({ description: 'A second person can still let it go' }),
  caseReference: nullable(Type.String()),
  createdBy: nullable(Type.String({ description: 'Who asked' })),
  createdAt: moment(),
}
export const certificateRowSchema = named('ReleaseCertificateRow', { ...rowFields, findings: Type.Integer() })

const findingSchema = named('ReleaseFinding', {
  key: Type.String({ description: 'Names it when it is accepted' }),
  kind,
  where: Type.String(),
  detail: Type.String({ description: 'Never the words that were found' }),
  acceptable: Type.Boolean({ description: 'False where nobody may let it go' }),
})
export const certificateSchema = named('ReleaseCertificate', {
  ...rowFields,
  sha256: Type.String({ description: 'Of exactly the bytes that would leave' }),
  checks: Type.Array(
    Type.Object({ check: Type.String(), version: Type.Integer(), lookedFor: Type.Integer() }),
  ),
  findings: Type.Array(findingSchema, { description: 'What stops it, or stopped it until it was accepted' }),
  notes: Type.Array(findingSchema, { description: 'Worth knowing, no reason to stop' }),
  acceptances: Type.Array(
    Type.Object({ finding: Type.String(), by: Type.String(), reason: Type.String(), at: moment() }),
  ),
  left: Type.Integer({ description: 'Findings that stop it and that nobody has accepted' }),
})

const lineSchema = named('FileFinding', {
  kind,
  where: Type.String(),
  detail: Type.String(),
  weight: oneOf(['alarm', 'note'], { description: 'A note is no reason to stop: the file is clean with it' }),
})
export const inspectionSchema = named('FileInspection', {
  clean: Type.Boolean(),
  findings: Type.Array(lineSchema, { description: 'What the file holds that its reader does not see' }),
  notes: Type.Array(lineSchema, {
    description: 'Worth knowing, no reason to stop: personal data as is usual, pictures read by machine',
  }),
})

type Common = Omit<CertificateRow, 'findings' | 'acceptable'>

function presentCommon(row: Common) {
  return {
    id: row.id,
    route: row.route,
    subject: row.subject,
    verdict: row.verdict,
    waiting: row.waiting,
    caseReference: row.caseReference,
    createdBy: row.createdByName,
    createdAt: row.createdAt.toString(),
  }
}

export const presentCertificateRow = (row: CertificateRow) => ({
  ...presentCommon(row),
  findings: row.findings,
})

export function presentCertificate(record: CertificateRecord) {
  return {
    ...presentCommon(record),
    sha256: record.sha256,
    checks: record.checks.map(({ check, version, lookedFor }) => ({ check, version, lookedFor })),
    findings: record.findings.map(presentFinding),
    notes: record.notes.map(presentFinding),
    acceptances: record.acceptances.map((each) => ({
      finding: each.key,
      by: each.byName,
      reason: each.reason,
      at: each.at.toString(),
    })),
    left: record.left,
  }
}

function presentFinding({ key: name, kind: of, where, detail, acceptable }: Finding) {
  return { key: name, kind: of, where, detail, acceptable }
}
