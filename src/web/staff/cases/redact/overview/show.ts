import type { FastifyReply } from 'fastify'
import { pageFlags, showDocument, wordsUnder, type Mark, type Shown } from '../../../../../redaction/index.ts'
import { pageLinks, sendRefusal, withQuery, type FormState, type PageState } from '../../../../kit/index.ts'
import { show } from '../../../answer.ts'
import { shorten } from '../../parts/page.ts'
import { countMarks, inReadingOrder, toMarkRow } from '../mark-rows.ts'
import { layerItems } from '../pages/show.ts'
import {
  copyLayers,
  entityGroups,
  firstReason,
  flagWords,
  reasonGroups,
  ruleWords,
  stateTags,
} from '../words.ts'
import { redactFrame, type FullWorkspace, type RedactServices } from '../workspace.ts'
import { copyRows } from './copies-view.ts'
import { findLeaks } from './leaks.ts'
import { proposedGroups } from './groups.ts'
import { valueGroups } from './values.ts'

const pageSize = 50

type Options = { form?: FormState; status?: number; query?: string; notice?: string }

/** The redaction of a document as lists and forms: everything can be done here without seeing a page. */
export async function showOverview(
  context: RedactServices,
  reply: FastifyReply,
  workspace: FullWorkspace,
  { form, status = 200, query = '', notice }: Options,
): Promise<FastifyReply> {
  const { services } = context
  const { record, base, staff, page } = workspace
  const whole = await showDocument(services, staff, record.documentId)
  const leaks = await findLeaks(context, workspace)
  if (!whole.ok) return sendRefusal(reply, whole)
  const filters = readFilters(query)
  const state: PageState = { path: base, query: Object.fromEntries(Object.entries(filters.kept)) }
  const byValue = filters.kept['by'] === 'value'
  const chosen = inReadingOrder(record.marks.filter(filters.matches))
  const sought = await wordsUnder(services, staff, record.documentId, byValue ? chosen : [])
  if (!sought.ok) return sendRefusal(reply, sought)
  const values = byValue ? valueGroups(chosen, sought.value, base) : []
  const total = byValue ? values.length : chosen.length
  const last = Math.max(1, Math.ceil(total / pageSize))
  const number = Math.min(filters.page, last)
  const start = (number - 1) * pageSize
  const items = byValue ? [] : chosen.slice(start, start + pageSize)
  const shownValues = values.slice(start, start + pageSize)
  const under = await wordsUnder(services, staff, record.documentId, items)
  if (!under.ok) return sendRefusal(reply, under)
  const { regime, parts } = page.record
  const reason = firstReason(record.marks, staff.name, regime)
  const counts = countMarks(record.marks)
  return show(
    reply,
    'cases/redact/overview/page.njk',
    {
      ...redactFrame(context, workspace, 'overview', 'Redact a document', whole.value.kind),
      ...(notice === undefined ? {} : { banner: { kind: 'notice', text: notice } }),
      form: { errors: form?.errors ?? [], values: { ...firstValues(reason), ...form?.values } },
      from: `list ${new URLSearchParams({ ...filters.kept, ...(number > 1 ? { page: String(number) } : {}) }).toString()}`,
      pageNumber: number,
      facts: factsOf(workspace, whole.value),
      counts,
      leaks,
      groups: proposedGroups(record.marks),
      rows: items.map((mark) => toMarkRow(mark, base, under.value.get(mark.id) ?? null)),
      byValue,
      values: shownValues,
      links: pageLinks(state, { items: byValue ? shownValues : items, total, page: number, pageSize }),
      views: [
        {
          text: 'All',
          href: withQuery(state, { state: null, by: null, page: null }),
          current: filters.kept['state'] === undefined,
          count: record.marks.length,
        },
        ...(['proposed', 'accepted', 'rejected'] as const).map((value) => ({
          text: stateTags[value].text,
          href: withQuery(state, { state: value, by: null, page: null }),
          current: filters.kept['state'] === value && !byValue,
          count: counts[value],
        })),
        ...(counts.proposed === 0 && !byValue
          ? []
          : [
              {
                text: 'To decide by value',
                href: withQuery(state, { state: 'proposed', by: 'value', page: null }),
                current: byValue,
                count: byValue ? values.length : null,
              },
            ]),
      ],
      rule:
        filters.kept['rule'] === undefined
          ? null
          : { words: ruleWords(filters.kept['rule']), href: withQuery(state, { rule: null, page: null }) },
      copies: copyRows(workspace),
      reasons: reasonGroups(regime),
      layers: layerItems(),
      hasPages: whole.value.kind === 'pages',
      entityItems: entityGroups.map(({ id, text }) => ({ value: id, text })),
      flagItems: [
        { value: '', text: 'Take the decision off' },
        ...pageFlags.map((value) => ({ value, text: flagWords[value] })),
      ],
      copyLayers: copyLayers(),
      partItems: [
        { value: '', text: 'No part in particular' },
        ...parts.map(({ id, number: part, text }) => ({ value: id, text: `${part}. ${shorten(text, 80)}` })),
      ],
    },
    status,
  )
}

function firstValues(reason: string): Record<string, string | string[]> {
  return {
    findReason: reason,
    findLayer: 'requester',
    dataReason: reason,
    dataLayer: 'requester',
    groups: entityGroups.filter(({ usual }) => usual).map(({ id }) => id),
    flag: 'withheld',
    flagReason: reason,
    togetherReason: '',
    copyLayer: 'requester',
    forRelease: [],
  }
}

/** How many pages nobody has said anything of, and the like, as the facts at the head. */
function factsOf({ record }: FullWorkspace, whole: Shown): { key: string; value: string }[] {
  const kind = { key: 'Kind', value: record.fileType.toUpperCase() }
  if (whole.kind === 'pieces')
    return [kind, { key: 'Pieces of text', value: whole.pieces.length.toLocaleString('en-GB') }]
  const without = whole.pages - record.pages.filter(({ page }) => page <= whole.pages).length
  return [
    kind,
    { key: 'Pages', value: whole.pages.toLocaleString('en-GB') },
    { key: 'Pages without a decision', value: without.toLocaleString('en-GB') },
  ]
}

type Filters = { kept: Record<string, string>; page: number; matches: (mark: Mark) => boolean }

function readFilters(text: string): Filters {
  const query = new URLSearchParams(text)
  const state = query.get('state')
  const rule = query.get('rule')
  const page = query.get('page') ?? ''
  const kept: Record<string, string> = {}
  if (state !== null && Object.hasOwn(stateTags, state)) kept['state'] = state
  if (query.get('by') === 'value') Object.assign(kept, { state: 'proposed', by: 'value' })
  if (rule !== null && /^[\w, ]{1,200}$/.test(rule)) kept['rule'] = rule
  return {
    kept,
    page: /^[1-9]\d{0,4}$/.test(page) ? Number(page) : 1,
    matches: (mark) =>
      (kept['state'] === undefined || mark.state === kept['state']) &&
      (kept['rule'] === undefined || mark.rule === kept['rule']),
  }
}
