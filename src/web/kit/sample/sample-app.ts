import { ProblemError } from '../../../kernel/outcome.ts'
import type { App, KitOptions, PageStaff } from '../index.ts'
import {
  blankForm,
  createApp,
  filterChips,
  pageLinks,
  readForm,
  readState,
  readUploadForm,
  sendCsv,
  sortLink,
} from '../index.ts'

/** A tiny application with every part of the kit on two pages, for the kit's own tests. */
export async function createSampleApp(
  options: Partial<KitOptions> & { staff?: PageStaff } = {},
): Promise<App> {
  const { staff, ...rest } = options
  const app = await createApp({
    publicUrl: new URL('http://127.0.0.1:3999'),
    context: () => ({
      authority: {
        name: 'Exampleshire Council',
        serviceName: 'Information about the council',
        colour: '#0b4f57',
        contact: { email: 'foi@example.org', telephone: '01632 960000' },
      },
      staff: staff ?? null,
    }),
    sessionSecret: () => (staff === undefined ? null : 'a session secret'),
    log: { level: 'silent' },
    ...rest,
  })
  app.get('/sample', (_request, reply) =>
    reply.page('kit/sample/components.njk', { ...components(), form: blankForm() }),
  )
  app.post('/sample', { config: { upload: true } }, async (request, reply) => {
    const sent = await readUploadForm(request, async (file) => {
      await file.content.forEach(() => undefined)
      return file.name
    })
    const form = readForm(sent.fields)
    form.text('question', {
      required: 'Enter what you would like to know',
      multiline: true,
      most: 5000,
      label: 'Your question',
    })
    form.text('name', { required: 'Enter your full name' })
    form.day('received', { label: 'The date of receipt', required: 'Enter when it was received' })
    form.choice('reply', ['email', 'post'], { required: 'Select how we should reply' })
    form.choices('topics', ['roads', 'schools'], { required: 'Select a topic' })
    if (sent.files.length === 0) form.fail('file', 'Select a report')
    if (!form.ok)
      return reply.page('kit/sample/components.njk', { ...components(), form: form.state() }, { status: 422 })
    return reply.redirect('/sample', 303)
  })
  app.post('/plain', (request, reply) => {
    const form = readForm(request.body)
    form.text('name', { required: 'Enter your full name' })
    return reply.send(form.state())
  })
  app.get('/requests/:token', { config: { secretAddress: true } }, () => ({ ok: true }))
  app.get('/fault/:token', () => {
    throw new Error('canary-message')
  })
  for (const method of ['GET', 'POST'] as const)
    app.route({
      method,
      url: '/staff-only',
      handler: () => {
        throw new ProblemError('not-signed-in', 'Sign in first.')
      },
    })
  app.get('/worklist', (request, reply) =>
    reply.page('kit/sample/worklist.njk', worklist(readState(request))),
  )
  app.get('/worklist.csv', (_request, reply) =>
    sendCsv(reply, 'worklist', [{ name: 'reference', value: (row: Row) => row.reference }], makeRows()),
  )
  return app
}

type Row = ReturnType<typeof makeRows>[number]

function makeRows() {
  const states = [
    { status: 'In progress', colour: 'blue', note: 'in 3 working days' },
    { status: 'Late', colour: 'red', note: '2 days late' },
    { status: 'Waiting for reply', colour: 'grey', note: 'Paused' },
  ]
  return Array.from({ length: 25 }, (_, index) => ({
    reference: `FOI-${2600 + index}`,
    subject:
      index % 4 === 0
        ? 'Money spent on mending potholes in each ward since 2021, and who did the work'
        : 'School meals',
    due: Temporal.PlainDate.from('2026-01-14').add({ days: index }),
    owner: index % 3 === 0 ? null : 'Sam Taylor',
    parts: index,
    ...(states[index % states.length] ?? states[0]),
  }))
}

function worklist(state: ReturnType<typeof readState>) {
  return {
    rows: makeRows(),
    columns: [
      { text: 'Reference', sort: sortLink(state, 'reference', '-due') },
      { text: 'Subject' },
      { text: 'Due', sort: sortLink(state, 'due', '-due') },
      { text: 'With' },
      { text: 'Parts', numeric: true },
      { text: 'Status' },
    ],
    tabs: ['To do', 'Waiting for others', 'Due soon', 'Unassigned', 'All open', 'Closed'].map(
      (text, index) => ({
        text,
        href: `/worklist?tab=${index}`,
        count: index * 37,
        current: index === 4,
      }),
    ),
    statuses: ['In progress', 'Late', 'Paused'].map((text) => ({
      value: text,
      text,
      count: 12,
      checked: text === 'Late',
    })),
    chips: filterChips(
      { path: '/worklist', query: { status: ['Late', 'Paused'] } },
      { status: { category: 'Status' } },
    ),
    links: pageLinks(state, { items: [], total: 1143, page: 7, pageSize: 25 }),
  }
}

function components() {
  const day = Temporal.PlainDate.from('2026-01-14')
  return {
    banner: { kind: 'success', text: 'The request was sent to Legal.' },
    breadcrumbs: [{ text: 'Home', href: '/' }, { text: 'Sample' }],
    dates: [
      { label: 'Draft due', date: day.subtract({ days: 6 }), note: '2 days late', state: 'late' },
      { label: 'Reply due by law', date: day, note: 'in 3 working days', state: 'soon' },
    ],
    because: [
      {
        date: day.subtract({ days: 28 }),
        text: 'The request was received.',
        citation: 'Freedom of Information Act 2000, section 10(1)',
      },
      { date: day, text: 'The twentieth working day after it.' },
    ],
    facts: [
      { key: 'Requester', value: 'Sam Taylor', change: { href: '#', what: 'requester' } },
      { key: 'Address', value: '' },
    ],
    tasks: [
      { title: 'Find the contract', href: '#', status: 'Completed', state: 'done' },
      { title: 'Ask Highways', href: '#', hint: 'Due 9 January 2026', status: 'In progress', state: 'blue' },
      { title: 'Approve', status: 'Cannot start yet', state: 'grey' },
    ],
    events: [
      {
        title: 'Asked Highways',
        by: 'Sam Taylor',
        at: Temporal.Instant.from('2026-01-06T09:32:00Z'),
        text: 'For 2021 to 2025.\nBy ward.',
      },
      { title: 'Received', at: Temporal.Instant.from('2025-12-15T14:00:00Z') },
    ],
    menu: [
      { text: 'Extend the time', href: '#' },
      { text: 'Close', action: '/sample', fields: { step: 'close' } },
      { text: 'Send', unavailable: 'Needs approval first' },
    ],
    typed: 'One <b>bold</b> claim.\nSecond line.\n\nhttps://example.org is not a link.',
  }
}
