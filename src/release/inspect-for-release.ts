import { inspectBytes, type BytesToInspect, type InspectedBytes } from './inspect-bytes.ts'
import type { Finding } from './certificate.ts'
import type { Weight } from './policy.ts'
import { weighFindings } from './weigh-findings.ts'

export type InspectionFinding = Pick<Finding, 'kind' | 'where' | 'detail'>
/** `notes` are worth knowing and no reason to stop. */
export type ReleaseInspection = { clean: boolean; findings: InspectionFinding[]; notes: InspectionFinding[] }

/**
 * Looks at exact bytes as a reader with every tool would, for personal data, and for texts that must not be in them.
 * Writes nothing, keeps nothing. The texts found are never repeated.
 */
export async function inspectForRelease(
  bytes: Uint8Array,
  name: string,
  mustNot: readonly string[] = [],
): Promise<ReleaseInspection> {
  return reportInspection(await inspectBytes(soughtInFile(bytes, name, mustNot)))
}

/** A file of which nothing is known but itself. */
export function soughtInFile(bytes: Uint8Array, name: string, mustNot: readonly string[]): BytesToInspect {
  return {
    bytes,
    name,
    mediaType: '',
    source: null,
    sought: {
      identity: { name: null, email: null, phone: null, postalAddress: null },
      allow: [],
      ordinaryWords: [],
      mustNot: mustNot.map((text, index) => ({ label: `text ${index + 1} that must not leave`, text })),
      audience: 'anybody',
      public: { names: [], contacts: [] },
      given: [],
    },
  }
}

export function reportInspection({ found }: InspectedBytes): ReleaseInspection {
  const { findings, notes } = weighFindings(found)
  return { clean: findings.length === 0, findings: findings.map(shortly), notes: notes.map(shortly) }
}

type Weighed = InspectionFinding & { weight: Weight }
/** What a machine is told: in `findings` all that a file holds unseen, alarm or not; what else is known, in `notes`. */
export type InspectionReport = { clean: boolean; findings: Weighed[]; notes: Weighed[] }

/** Of notes, personal data and what could not be read are nothing that a file holds unseen. */
export function listFindings({ clean, findings, notes }: ReleaseInspection): InspectionReport {
  const weighed = notes.map((each): Weighed => ({ ...each, weight: 'note' }))
  const isUnseen = ({ kind }: Weighed): boolean => !beside.has(kind)
  return {
    clean,
    findings: [
      ...findings.map((each): Weighed => ({ ...each, weight: 'alarm' })),
      ...weighed.filter(isUnseen),
    ],
    notes: weighed.filter((each) => !isUnseen(each)),
  }
}
const beside = new Set<Finding['kind']>([
  'personal-data',
  'unreadable',
  'released-before',
  'differs-from-source',
])

const shortly = ({ kind, where, detail }: Finding): InspectionFinding => ({ kind, where, detail })
