import {
  findNews,
  listNews,
  newsKinds,
  saveNews,
  withdrawNews,
  type NewsItem,
} from '../../../../catalogue/index.ts'
import { legalZone } from '../../../../kernel/clock.ts'
import { ProblemError } from '../../../../kernel/outcome.ts'
import type { Staff } from '../../../../identity/index.ts'
import type { FastifyRequest } from 'fastify'
import {
  pageLinks,
  readState,
  withQuery,
  type App,
  type FormReader,
  type FormValue,
} from '../../../kit/index.ts'
import { show } from '../../answer.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'
import { dataFrame } from '../data-frame.ts'
import { addDataForm, type DataField } from '../forms/data-form.ts'
import { dayValues } from '../../form-fields.ts'

const list = '/staff/data/news'
const kindNames = { news: 'News', event: 'Event' } as const

/** News and events about the data: added, changed, taken down. */
export function addNewsPages(app: App, services: StaffServices): void {
  app.get(list, { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'manage-datasets')
    const state = readState(request)
    const asked = [state.query['page'] ?? ''].flat()[0] ?? ''
    const page = /^\d{1,6}$/.test(asked) ? Math.max(1, Number(asked)) : 1
    const found = await listNews(services.database.reader, staff.authorityId, {
      withdrawn: true,
      page,
      pageSize: 25,
    })
    const links = pageLinks(state, found)
    if (page > links.pages) return reply.redirect(withQuery(state, { page: null }), 302)
    return show(reply, 'data/news/list.njk', {
      ...(await dataFrame(services, staff, 'news')),
      title: 'News and events',
      pageNumber: page,
      rows: found.items.map((item) => ({
        ...item,
        kindName: kindNames[item.kind],
        href: `${list}/${item.slug}`,
        publicHref: `/news/${item.slug}`,
      })),
      links,
    })
  })

  const shared = {
    permissions: ['manage-datasets' as const],
    tab: 'news' as const,
    button: 'Publish',
    done: 'news-saved' as const,
    back: () => list,
  }
  addDataForm(app, services, {
    ...shared,
    address: `${list}/new`,
    title: () => 'Add news or an event',
    load: async () => null,
    fields: () => questions,
    values: () => ({ kind: 'news' }),
    read: (form) => readItem(form),
    run: (staff, { version: _version, ...input }) => saveNews(services, staff, input),
  })
  const load = async (staff: Staff, request: FastifyRequest): Promise<NewsItem> => {
    const { slug } = request.params as { slug: string }
    const item = await findNews(services.database.reader, staff.authorityId, slug)
    if (item === null) throw new ProblemError('not-found', 'There is no such item.')
    return item
  }
  const whyClosed = (item: NewsItem) => (item.withdrawnAt === null ? null : 'It was taken down.')
  addDataForm(app, services, {
    ...shared,
    address: `${list}/:slug`,
    title: (item: NewsItem) => `Change: ${item.title}`,
    unavailable: whyClosed,
    load,
    fields: () => questions,
    values: valuesOf,
    read: (form, item) => ({ slug: item.slug, ...readItem(form) }),
    run: (staff, { version: _version, ...input }) => saveNews(services, staff, input),
  })
  addDataForm(app, services, {
    ...shared,
    address: `${list}/:slug/withdraw`,
    title: (item: NewsItem) => `Take down: ${item.title}`,
    button: 'Take it down',
    warning: true,
    done: 'news-withdrawn',
    lead: () => 'Its address then says that it was taken down. It cannot be put back.',
    unavailable: whyClosed,
    load,
    fields: () => [],
    read: () => ({}),
    run: (staff, _input, item) => withdrawNews(services, staff, { slug: item.slug }),
  })
}

const questions: DataField[] = [
  {
    kind: 'radios',
    name: 'kind',
    label: 'What is it?',
    items: newsKinds.map((value) => ({ value, text: kindNames[value] })),
  },
  { kind: 'text', name: 'title', label: 'Title' },
  {
    kind: 'textarea',
    name: 'body',
    label: 'Text',
    hint: 'Plain text. A blank line begins a new paragraph.',
    rows: 8,
  },
  {
    kind: 'date',
    name: 'starts',
    label: 'Day it begins',
    group: 'For an event',
    optional: true,
  },
  {
    kind: 'text',
    name: 'startsTime',
    label: 'Time it begins',
    hint: 'For example, 18:30.',
    optional: true,
    width: 5,
  },
  { kind: 'date', name: 'ends', label: 'Day it ends', optional: true },
  { kind: 'text', name: 'endsTime', label: 'Time it ends', optional: true, width: 5 },
  { kind: 'text', name: 'place', label: 'Place', optional: true },
]

function valuesOf(item: NewsItem): Record<string, FormValue> {
  const parts = (name: string, at: Temporal.Instant | null) => {
    const local = at?.toZonedDateTimeISO(legalZone) ?? null
    return {
      ...dayValues(name, local?.toPlainDate() ?? null),
      [`${name}Time`]: local?.toPlainTime().toString({ smallestUnit: 'minute' }) ?? '',
    }
  }
  return {
    kind: item.kind,
    title: item.title,
    body: item.body,
    place: item.place ?? '',
    ...parts('starts', item.startsAt),
    ...parts('ends', item.endsAt),
  }
}

function readItem(form: FormReader) {
  const kind = form.choice('kind', newsKinds, { required: 'Select what it is' }) ?? 'news'
  const title = form.text('title', { required: 'Enter a title', most: 200, label: 'The title' })
  const body = form.text('body', {
    required: 'Enter the text',
    multiline: true,
    most: 20_000,
    label: 'The text',
  })
  const startsAt = readMoment(form, 'starts', 'The day it begins', '00:00')
  const endsAt = readMoment(form, 'ends', 'The day it ends', '23:59')
  const place = form.text('place', { most: 300, label: 'The place' }) || null
  if (kind === 'event' && startsAt === null && form.ok)
    form.fail('starts-day', 'Enter the day the event begins')
  if (startsAt !== null && endsAt !== null && Temporal.Instant.compare(endsAt, startsAt) < 0)
    form.fail('ends-day', 'The event cannot end before it begins')
  return { kind, title, body, startsAt, endsAt, place }
}

function readMoment(form: FormReader, name: string, label: string, usual: string): Temporal.Instant | null {
  const day = form.day(name, { label })
  const time = form.text(`${name}Time`, { most: 10 }).replace('.', ':')
  if (time !== '' && !/^([01]?\d|2[0-3]):[0-5]\d$/.test(time)) {
    form.fail(`${name}Time`, 'Enter a time like 18:30')
    return null
  }
  if (day === null) {
    if (time !== '') form.fail(`${name}-day`, `${label} is needed with its time`)
    return null
  }
  const [hour = '0', minute = '0'] = (time || usual).split(':')
  const at = { hour: Number(hour), minute: Number(minute) }
  return day.toZonedDateTime({ timeZone: legalZone, plainTime: Temporal.PlainTime.from(at) }).toInstant()
}
