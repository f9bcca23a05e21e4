import {
  answerFeedback,
  clearFeedback,
  feedbackStates,
  findFeedback,
  listFeedback,
  rejectFeedback,
  type StaffFeedback,
} from '../../../../catalogue/index.ts'
import { findDataset, listVersionSummaries, type VersionSummary } from '../../../../datasets/index.ts'
import { dayInWords } from '../../../../kernel/dates.ts'
import { legalDay } from '../../../../kernel/clock.ts'
import { ProblemError } from '../../../../kernel/outcome.ts'
import { pageLinks, readState, withQuery, type App } from '../../../kit/index.ts'
import { show } from '../../answer.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'
import type { Tag } from '../../words.ts'
import { dataFrame } from '../data-frame.ts'
import { addDataForm, type DataField } from '../forms/data-form.ts'

const tags: Record<StaffFeedback['state'], Tag> = {
  new: { text: 'New', colour: 'blue' },
  open: { text: 'Public', colour: 'teal' },
  answered: { text: 'Answered', colour: 'green' },
  rejected: { text: 'Rejected', colour: 'grey' },
}
const kindNames: Record<StaffFeedback['kind'], string> = {
  problem: 'Problem',
  suggestion: 'Suggestion',
}
const list = '/staff/data/reports'

/** What the public reported and suggested: read, clear for the public page, answer, or reject with a reason. */
export function addReportQueue(app: App, services: StaffServices): void {
  app.get(list, { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'answer-feedback')
    const state = readState(request)
    const one = (name: string) => [state.query[name] ?? ''].flat()[0] ?? ''
    const chosen = feedbackStates.find((name) => name === one('state'))
    const page = /^\d{1,6}$/.test(one('page')) ? Math.max(1, Number(one('page'))) : 1
    const found = await listFeedback(services.database.reader, staff.authorityId, {
      page,
      pageSize: 25,
      ...(chosen === undefined ? {} : { states: [chosen] }),
    })
    const links = pageLinks(state, found)
    if (page > links.pages) return reply.redirect(withQuery(state, { page: null }), 302)
    return show(reply, 'data/reports/list.njk', {
      ...(await dataFrame(services, staff, 'reports')),
      title: 'Reports from the public',
      pageNumber: page,
      states: [
        {
          text: 'To answer',
          href: withQuery(state, { state: null, page: null }),
          current: chosen === undefined,
        },
        ...feedbackStates.map((name) => ({
          text: tags[name].text,
          href: withQuery(state, { state: name, page: null }),
          current: name === chosen,
        })),
      ],
      rows: found.items.map((item) => ({
        ...item,
        href: `${list}/${item.reference}`,
        tag: tags[item.state],
        kindName: kindNames[item.kind],
        extract: item.message.length > 160 ? `${item.message.slice(0, 159)}…` : item.message,
      })),
      links,
    })
  })
  addReportForm(app, services)
}

type Loaded = { report: StaffFeedback; versions: VersionSummary[] }
const acts = ['clear', 'answer', 'reject'] as const

function addReportForm(app: App, services: StaffServices): void {
  addDataForm(app, services, {
    address: `${list}/:reference`,
    permissions: ['answer-feedback'],
    tab: 'reports',
    title: ({ report }: Loaded) => `${kindNames[report.kind]} ${report.reference}`,
    button: 'Save',
    done: 'feedback-saved',
    back: () => list,
    lead: ({ report }) => leadOf(report),
    quote: ({ report }) => report.message,
    unavailable: ({ report }) =>
      report.state === 'answered'
        ? `It was answered: ${report.answer ?? ''}`
        : report.state === 'rejected'
          ? `It was rejected: ${report.answer ?? ''}`
          : null,
    load: async (staff, request): Promise<Loaded> => {
      const { reference } = request.params as { reference: string }
      const { reader } = services.database
      const report = await findFeedback(reader, staff.authorityId, reference)
      if (report === null) throw new ProblemError('not-found', 'There is no report of that reference.')
      const dataset =
        report.dataset === null ? null : await findDataset(reader, staff.authorityId, report.dataset.slug)
      const versions =
        dataset === null ? [] : (await listVersionSummaries(reader, dataset.id, { pageSize: 50 })).items
      return { report, versions: versions.filter(({ state }) => state === 'published') }
    },
    fields: ({ report, versions }) => fieldsOf(report, versions),
    values: ({ report }) => ({
      act: report.state === 'open' ? 'answer' : '',
      publicText: report.publicText ?? report.message,
      answer: report.answer ?? '',
      correctedIn: '',
    }),
    version: ({ report }) => report.version,
    read: (form, { report, versions }) => {
      const act = form.choice('act', acts, { required: 'Select what happens to it' }) ?? 'clear'
      const publicText = form.text('publicText', { multiline: true, most: 5000, label: 'The words' })
      if (act !== 'reject' && publicText === '') form.fail('publicText', 'Enter the words to show in public')
      const answer = form.text('answer', { multiline: true, most: 5000, label: 'The answer' })
      if (act === 'answer' && answer === '') form.fail('answer', 'Enter the answer')
      if (act === 'reject' && answer === '') form.fail('answer', 'Enter why it is rejected')
      const number = form.choice(
        'correctedIn',
        versions.map((version) => String(version.number)),
      )
      return {
        act,
        reference: report.reference,
        publicText,
        answer,
        correctedIn: number === null ? null : Number(number),
      }
    },
    run: (staff, { act, answer, ...input }) => {
      const { reference, version, publicText } = input
      if (act === 'clear') return clearFeedback(services, staff, { reference, version, publicText })
      if (act === 'reject') return rejectFeedback(services, staff, { reference, version, reason: answer })
      return answerFeedback(services, staff, { ...input, answer })
    },
  })
}

function fieldsOf(report: StaffFeedback, versions: VersionSummary[]): DataField[] {
  return [
    {
      kind: 'radios',
      name: 'act',
      label: 'What happens to it?',
      items: [
        {
          value: 'clear',
          text: 'Show it in public, and answer later',
          hint: { text: 'Others then see that it is known.' },
        },
        { value: 'answer', text: 'Answer it now', hint: { text: 'Both are public.' } },
        {
          value: 'reject',
          text: 'Reject it',
          hint: { text: 'Abuse, a private matter, or nothing to do with our data. It is never public.' },
        },
      ],
    },
    {
      kind: 'textarea',
      name: 'publicText',
      label: 'The words to show in public',
      hint: 'Take out names, addresses and whatever else could point to a person.',
      rows: 5,
    },
    {
      kind: 'textarea',
      name: 'answer',
      label: 'The answer, or why it is rejected',
      ...(report.wantsAnswer ? { hint: 'Whoever wrote asked to be told: it is mailed to them.' } : {}),
      optional: true,
      rows: 5,
    },
    ...(versions.length === 0
      ? []
      : [
          {
            kind: 'select' as const,
            name: 'correctedIn',
            label: 'Version in which it was put right',
            optional: true,
            items: [
              { value: '', text: 'None' },
              ...versions.map(({ number, publishedAt }) => ({
                value: String(number),
                text: `Version ${number}${publishedAt === null ? '' : `, ${dayInWords(legalDay(publishedAt))}`}`,
              })),
            ],
          },
        ]),
  ]
}

function leadOf({ dataset, place, receivedAt }: StaffFeedback): string {
  const about = dataset === null ? 'About no dataset in particular' : `About ${dataset.title}`
  const where = place === null ? '' : `, at ${place}`
  return `${about}${where}. Sent on ${dayInWords(legalDay(receivedAt))}. It says:`
}
