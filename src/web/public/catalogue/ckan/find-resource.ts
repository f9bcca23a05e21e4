import {
  ckanNotFound,
  findRecord,
  listResources,
  resourceIdsOf,
  toResource,
  type DetailedRecord,
} from '../../../../catalogue/index.ts'
import type { ActionContext } from './action.ts'

/** A published dataset by the id of one of its resources, or by its own id or name, as CKAN's tables have aliases. */
export async function findTableRecord(context: ActionContext, name: string): Promise<DetailedRecord> {
  const record = (await findByResource(context, name))?.record ?? (await find(context, name))
  if (record?.latest === null || record === null)
    throw ckanNotFound(`Resource “${name.slice(0, 100)}” was not found.`)
  return record
}

export async function findResource(context: ActionContext, id: string): Promise<Record<string, unknown>> {
  const found = await findByResource(context, id)
  const index = found?.record.distributions.findIndex((distribution) => distribution.id === id) ?? -1
  const distribution = found?.record.distributions[index]
  if (found === null || distribution === undefined) throw ckanNotFound()
  return toResource(found.record, distribution, index)
}

async function findByResource(
  context: ActionContext,
  id: string,
): Promise<{ record: DetailedRecord } | null> {
  const { services, source } = context
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-5/.test(id)) return null
  for (const dataset of await listResources(services.database.reader, source.authority.id)) {
    if (!resourceIdsOf(dataset).has(id)) continue
    const record = await find(context, dataset.id)
    return record === null ? null : { record }
  }
  return null
}

async function find({ services, source }: ActionContext, name: string): Promise<DetailedRecord | null> {
  const record = await findRecord(services.database.reader, source, name)
  return record === null || record.withdrawal !== null ? null : record
}
