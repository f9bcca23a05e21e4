import type { FastifyRequest } from 'fastify'
import { findImport, type ImportRecord } from '../../../../datasets/index.ts'
import type { Staff } from '../../../../identity/index.ts'
import { isId } from '../../../../kernel/ids.ts'
import { ProblemError } from '../../../../kernel/outcome.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'

export type ImportPage = { staff: Staff; record: ImportRecord; path: string }

/** The file on its way that an address names. Throws `not-found` for what is not there or is another authority's. */
export async function loadImport(services: StaffServices, request: FastifyRequest): Promise<ImportPage> {
  const staff = requireStaff(request, 'manage-datasets')
  const { id } = request.params as { id: string }
  const record = isId(id) ? await findImport(services.database.reader, staff.authorityId, id) : null
  if (record === null) throw new ProblemError('not-found', 'There is no such file on its way.')
  return { staff, record, path: importPath(record.id) }
}

export function importPath(id: string, place = ''): string {
  return `/staff/data/imports/${id}${place === '' ? '' : `/${place}`}`
}
