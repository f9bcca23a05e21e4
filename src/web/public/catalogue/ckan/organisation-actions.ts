import {
  ckanNotFound,
  countValues,
  inTurns,
  makePublisher,
  readRecords,
  tagId,
  tagName,
  toGroup,
  toOrganisation,
  toPackage,
} from '../../../../catalogue/index.ts'
import { findTheme, themes } from '../../../../datasets/index.ts'
import type { ActionContext, Actions } from './action.ts'
import { flagOf, requiredText, textOf } from './parameters.ts'

/** The one organisation whose catalogue this is, the themes as groups, and the keywords as tags. */
export const organisationActions: Actions = {
  organization_list: {
    help: 'The name of the authority, or with all_fields what organization_show says.',
    run: async (context, given) => {
      const organisation = await presentOrganisation(context)
      return flagOf(given, 'all_fields', false) ? [organisation] : [context.source.authority.slug]
    },
  },
  organization_show: {
    help: 'The authority. id: its id or name. include_datasets.',
    run: async (context, given) => {
      const { authority } = context.source
      const id = requiredText(given, 'id')
      if (id !== authority.slug && id !== authority.id) throw ckanNotFound()
      return {
        ...(await presentOrganisation(context)),
        users: [],
        groups: [],
        tags: [],
        extras: [],
        ...(flagOf(given, 'include_datasets', false) ? { packages: await packagesOf(context, null) } : {}),
      }
    },
  },
  group_list: {
    help: 'The names of the themes that have datasets, or with all_fields what group_show says.',
    run: async (context, given) => {
      const groups = await readGroups(context)
      return flagOf(given, 'all_fields', false) ? groups : groups.map(({ name }) => name)
    },
  },
  group_show: {
    help: 'One theme. id: its id or name. include_datasets.',
    run: async (context, given) => {
      const id = requiredText(given, 'id')
      const publisher = makePublisher(context.source)
      const theme = themes.find((each) => each.id === id || toGroup(publisher, each)['id'] === id)
      if (theme === undefined) throw ckanNotFound()
      const counts = await themeCounts(context)
      return {
        ...toGroup(publisher, theme),
        package_count: counts.get(theme.id) ?? 0,
        users: [],
        groups: [],
        tags: [],
        extras: [],
        ...(flagOf(given, 'include_datasets', false)
          ? { packages: await packagesOf(context, theme.id) }
          : {}),
      }
    },
  },
  tag_list: {
    help: 'The keywords of all datasets. query: part of one. all_fields.',
    run: async (context, given) => {
      const part = textOf(given, 'query')?.toLowerCase() ?? ''
      const names = (await readTags(context)).filter((name) => name.toLowerCase().includes(part))
      if (!flagOf(given, 'all_fields', false)) return names
      const publisher = makePublisher(context.source)
      return names.map((name) => presentTag(tagId(publisher, name), name))
    },
  },
  tag_show: {
    help: 'One keyword. id: its id or name. include_datasets.',
    run: async (context, given) => {
      const id = requiredText(given, 'id')
      const publisher = makePublisher(context.source)
      const name = (await readTags(context)).find((tag) => tag === id || tagId(publisher, tag) === id)
      if (name === undefined) throw ckanNotFound()
      return presentTag(tagId(publisher, name), name)
    },
  },
}

async function presentOrganisation({ services, source }: ActionContext): Promise<Record<string, unknown>> {
  const { total } = await readRecords(services.database.reader, source, { start: 0, rows: 0 })
  return { ...toOrganisation(makePublisher(source)), package_count: total, num_followers: 0 }
}

async function themeCounts({ services, source }: ActionContext): Promise<Map<string, number>> {
  const counted = await countValues(services.database.reader, source.authority.id, 'theme')
  return new Map(counted.map(({ value, count }) => [value, count]))
}

async function readGroups(context: ActionContext): Promise<Record<string, unknown>[]> {
  const publisher = makePublisher(context.source)
  const counts = await themeCounts(context)
  return [...counts.keys()].toSorted().flatMap((id) => {
    const theme = findTheme(id)
    return theme === null ? [] : [{ ...toGroup(publisher, theme), package_count: counts.get(id) ?? 0 }]
  })
}

async function readTags({ services, source }: ActionContext): Promise<string[]> {
  const counted = await countValues(services.database.reader, source.authority.id, 'keyword')
  const names = counted.flatMap(({ value }) => tagName(value) ?? [])
  return [...new Set(names)].toSorted()
}

function presentTag(id: string, name: string): Record<string, unknown> {
  return { id, name, display_name: name, vocabulary_id: null }
}

async function packagesOf({ services, source }: ActionContext, theme: string | null): Promise<unknown[]> {
  const { records } = await readRecords(services.database.reader, source, {
    filter: theme === null ? { kind: 'true' } : { kind: 'is', field: 'theme', value: theme },
    start: 0,
    rows: 1000,
  })
  return inTurns(records, (record) => toPackage(record, source.linkTo('/requests/new')))
}
