import { fileTypes, inspectFile } from '../documents/index.ts'
import { examineRelease } from './examine-release.ts'
import { inspectSurfaces } from './surfaces/inspect-surfaces.ts'
import { scanRaw } from './surfaces/raw-scan.ts'
import type { SurfaceKind } from './surfaces/surface.ts'

export type InspectionFinding = {
  kind: SurfaceKind | 'must-not-text' | 'personal-data'
  where: string
  detail: string
}
/** `notes` are worth knowing and no reason to stop. */
export type ReleaseInspection = { clean: boolean; findings: InspectionFinding[]; notes: InspectionFinding[] }

/** Kinds that are no reason to stop by themselves: a named range names cells that can be seen. */
const harmless: readonly InspectionFinding['kind'][] = ['named-range']

/**
 * Looks at exact bytes as a reader with every tool would, and for texts that must not be in them. Writes nothing,
 * keeps nothing. The texts found are never repeated.
 */
export async function inspectForRelease(
  bytes: Uint8Array,
  name: string,
  mustNot: readonly string[] = [],
): Promise<ReleaseInspection> {
  const surfaces: InspectionFinding[] = await inspectSurfaces(bytes, name)
  const findings = [...surfaces, ...(mustNot.length === 0 ? [] : await findTexts(bytes, name, mustNot))]
  return {
    clean: findings.every(({ kind }) => harmless.includes(kind)),
    findings: findings.filter(({ kind }) => !harmless.includes(kind)),
    notes: findings.filter(({ kind }) => harmless.includes(kind)),
  }
}

async function findTexts(
  bytes: Uint8Array,
  name: string,
  mustNot: readonly string[],
): Promise<InspectionFinding[]> {
  const { type } = inspectFile(bytes, name, '')
  const { findings } = await examineRelease({
    route: 'attachment',
    content: { bytes, name, mediaType: fileTypes[type].mediaType },
    identity: { name: null, email: null, phone: null, postalAddress: null },
    allow: [],
    mustNotContain: mustNot.map((text, index) => ({ label: `text ${index + 1} that must not leave`, text })),
  })
  const read: InspectionFinding[] = findings.map(({ kind, line, detail }) => ({
    kind: kind === 'unreadable' ? 'unreadable' : 'must-not-text',
    where: line === null ? 'the file' : `line ${line} of its text`,
    detail,
  }))
  const seen = new Set(read.map(({ detail }) => detail.charAt(0).toLowerCase() + detail.slice(1)))
  const raw = mustNot.flatMap((text, index) => {
    const label = `text ${index + 1} that must not leave`
    if ([...seen].some((detail) => detail.startsWith(label))) return []
    return scanRaw(bytes, text).map((where) => ({
      kind: 'must-not-text' as const,
      where,
      detail: `${label.charAt(0).toUpperCase()}${label.slice(1)} is in the raw data.`,
    }))
  })
  return [...read, ...raw]
}
