import type { FastifyRequest } from 'fastify'
import { findDataset, type Dataset } from '../../../../datasets/index.ts'
import type { Staff } from '../../../../identity/index.ts'
import { ProblemError } from '../../../../kernel/outcome.ts'
import type { Link } from '../../../kit/index.ts'
import type { StaffServices } from '../../staff-services.ts'

/** The dataset an address names. Throws `not-found` for what is not there or is another authority's. */
export async function loadDataset(
  services: StaffServices,
  staff: Staff,
  request: FastifyRequest,
): Promise<Dataset> {
  const { slug } = request.params as { slug: string }
  const dataset = await findDataset(services.database.reader, staff.authorityId, slug)
  if (dataset === null) throw new ProblemError('not-found', 'There is no dataset of that name.')
  return dataset
}

export function datasetPath(slug: string, place = ''): string {
  return `/staff/data/datasets/${encodeURIComponent(slug)}${place === '' ? '' : `/${place}`}`
}

export function datasetTrail(dataset: Pick<Dataset, 'slug' | 'title'>): Link[] {
  return [{ text: dataset.title, href: datasetPath(dataset.slug) }]
}

/** Nothing is changed in what was withdrawn. */
export function whyClosed(dataset: Dataset): string | null {
  return dataset.state === 'withdrawn' ? 'This dataset was withdrawn. It cannot be changed any more.' : null
}
