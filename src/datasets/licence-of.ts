import { legalDay } from '../kernel/clock.ts'
import { attributionText, findLicence } from '../law/index.ts'
import type { Dataset } from './dataset.ts'

/** A dataset’s licence as programs are told of it. One that this version does not know goes by its id. */
export function licenceOf(
  { licence }: Pick<Dataset, 'licence'>,
  linkTo: (path: string) => string,
): { id: string; title: string; url: string } {
  const known = findLicence(licence)
  return {
    id: licence,
    title: known?.title ?? licence,
    url: known?.url ?? linkTo(`/licences/${encodeURIComponent(licence)}`),
  }
}

/** What must be said by whoever uses the data; empty where the licence is not known. */
export function attributionOf(
  { licence, attributions }: Pick<Dataset, 'licence' | 'attributions'>,
  updated: Temporal.Instant,
): string {
  const known = findLicence(licence)
  return known === null ? '' : attributionText(known, attributions, legalDay(updated).year)
}
