import { entryPath } from '../../../../disclosure/index.ts'
import { aggregationWindowDays } from '../../../../law/index.ts'
import { hasUnseenWarning, relatedByRequester } from '../../../../cases/index.ts'
import type { App } from '../../../kit/index.ts'
import { show } from '../../answer.ts'
import type { StaffServices } from '../../staff-services.ts'
import { channelWords, outcomeWords, partOutcomeWords, statusTag } from '../../words.ts'
import { caseFrame } from '../case-frame.ts'
import { casePath, loadCase } from '../case-page.ts'
import { linkWords } from '../forms/ending-forms.ts'
import { triageHints } from '../forms/work-forms.ts'

export function addSummaryPage(app: App, services: StaffServices): void {
  app.get('/staff/cases/:reference', { config: { private: true } }, async (request, reply) => {
    const page = await loadCase(services, request, 'read-cases')
    const { record } = page
    const related = await relatedByRequester(services, page.staff, record.id)
    const canWork = page.may('work-case')
    const change = (place: string, what: string) =>
      canWork ? { href: `${page.path}/${place}`, what } : undefined
    const facts = [
      { key: 'Received', value: record.receivedOn, day: true, change: change('details', 'date received') },
      { key: 'How it came', value: channelWords[record.channel] },
      { key: 'Law', value: null, law: true, change: change('law', 'law') },
      { key: 'Officer', value: record.officer?.name ?? 'Nobody yet', change: change('assign', 'officer') },
      { key: 'Topic', value: record.topic, change: change('details', 'topic') },
      { key: 'Campaign', value: record.campaign, change: change('details', 'campaign') },
      { key: 'Period asked about', value: record.periodText },
      { key: 'Format asked for', value: record.formatPreference },
      { key: 'Outcome', value: record.outcome === null ? 'Not decided yet' : outcomeWords[record.outcome] },
      {
        key: 'Disclosure log',
        value:
          record.disclosure === null
            ? 'Not published'
            : record.disclosure.withdrawn
              ? 'Published, then withdrawn'
              : 'Published',
        link:
          record.disclosure === null
            ? null
            : {
                text: 'See the entry',
                href: entryPath(record.disclosure.reference),
              },
      },
    ]
    return show(reply, 'cases/summary/page.njk', {
      ...caseFrame(services, page, 'summary', 'Summary'),
      facts,
      unseen: record.documents.filter((document) => hasUnseenWarning(document)).length,
      hints: record.stage === 'new' || record.stage === 'open' ? triageHints(page) : [],
      requester: [
        { key: 'Name', value: record.requester.name, change: change('details', 'requester’s name') },
        { key: 'Email', value: record.requester.email },
        { key: 'Phone', value: record.requester.phone },
        { key: 'Postal address', value: record.requester.postalAddress, lines: true },
        { key: 'Reply by', value: record.replyBy === 'post' ? 'Post' : 'Email' },
      ],
      partRows: record.parts.map(({ number, text, outcome }) => ({
        number,
        text,
        outcome: outcome === null ? null : partOutcomeWords[outcome],
      })),
      links: record.links.map((link) => ({
        words: linkWords[link.kind][link.direction],
        reference: link.reference,
        title: link.title,
        href: casePath(link.reference),
        status: statusTag({ stage: link.stage, clockState: 'running' }),
      })),
      related: related.map((other) => ({
        ...other,
        href: casePath(other.reference),
        status: statusTag({ stage: other.stage, clockState: 'running' }),
      })),
      inWindow: related.filter(({ inWindow }) => inWindow).length,
      windowDays: aggregationWindowDays,
      canWork,
    })
  })
}
