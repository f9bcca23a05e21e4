import type { Installation } from '../../installation.ts'

export type DemonstrationLink = { name: string; role: string; path: string }

/** Fills an installation that has no authority with the worked examples; gives a sign-in link for each role. */
export async function seedDemonstration(_installation: Installation): Promise<DemonstrationLink[]> {
  return []
}
