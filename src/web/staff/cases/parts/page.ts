import { listTeams } from '../../../../identity/index.ts'
import type { PartId, TeamId } from '../../../../kernel/ids.ts'
import type { Refusal } from '../../../../kernel/outcome.ts'
import { setParts, splitCase, whyNot, type CasePart, type Regime } from '../../../../cases/index.ts'
import {
  blankForm,
  readForm,
  sendRefusal,
  type App,
  type FormState,
  type FormValue,
} from '../../../kit/index.ts'
import { regimes } from '../../../../law/index.ts'
import { done, show } from '../../answer.ts'
import type { StaffServices } from '../../staff-services.ts'
import { heldWords, partOutcomeWords } from '../../words.ts'
import { caseFrame } from '../case-frame.ts'
import { casePath, loadCase, type CasePage } from '../case-page.ts'
import { readId } from '../forms/read-id.ts'
import { addCaseForm } from '../forms/case-form.ts'
import { compare, readVersion, type Field } from '../../form-fields.ts'
import { choosableRegimes } from '../forms/work-forms.ts'
import { changesSince } from '../history/event-words.ts'
import { groundLine } from '../decision/ground-words.ts'
import { suggestParts } from './suggest-parts.ts'

const mostParts = 60
const spareRows = 2

export function addPartsPages(app: App, services: StaffServices): void {
  app.get('/staff/cases/:reference/parts', { config: { private: true } }, async (request, reply) => {
    const page = await loadCase(services, request, 'read-cases')
    return show(reply, 'cases/parts/page.njk', {
      ...caseFrame(services, page, 'parts', 'Parts'),
      rows: page.record.parts.map((part) => partRow(page, part)),
      canChange: page.may('work-case') && whyNot('edit-parts', page.facts) === null,
      canDecide: page.may('decide-part') && whyNot('decide-part', page.facts) === null,
    })
  })
  addChangePage(app, services)
  addSplitForm(app, services)
}

function partRow({ record, path }: CasePage, part: CasePart) {
  const documents = record.documents.filter(({ partId }) => partId === part.id)
  return {
    ...part,
    heldWords: heldWords[part.held],
    outcomeWords: part.outcome === null ? null : partOutcomeWords[part.outcome],
    grounds: part.grounds.map(groundLine),
    documents: documents.length,
    href: `${path}/parts/${part.number}/decide`,
  }
}

/** One box for each part and two to spare; a box emptied takes its part out, and boxes count from 1 in their order. */
function addChangePage(app: App, services: StaffServices): void {
  const address = '/staff/cases/:reference/parts/change'

  const showChange = async (
    reply: Parameters<typeof show>[0],
    page: CasePage,
    form: FormState,
    count: number,
    options: { status?: number; refusal?: Refusal; version?: number } = {},
  ) => {
    const teams = await listTeams(services.database.reader, page.staff.authorityId)
    const fields: Field[] = Array.from({ length: count }, (_, index) => ({
      kind: 'textarea',
      name: `part-${index + 1}`,
      label: `Part ${index + 1}`,
    }))
    return show(
      reply,
      'cases/parts/change.njk',
      {
        ...caseFrame(services, page, 'parts', 'Change the parts'),
        plain: true,
        form,
        count,
        teams: [
          { value: '', text: 'No team yet' },
          ...teams.map(({ id, name }) => ({ value: id, text: name })),
        ],
        version: options.version ?? page.record.version,
        suggested: suggestParts(page.record.requestText),
        unavailable: options.refusal === undefined ? null : whyNot('edit-parts', page.facts),
        stale:
          options.refusal === undefined
            ? null
            : {
                changes: changesSince(page, reply.request.body),
                rows: compare(fields, form, partValues(page.record.parts)),
              },
      },
      options.status ?? 200,
    )
  }

  app.get(address, { config: { private: true } }, async (request, reply) => {
    const page = await loadCase(services, request, 'work-case')
    const why = whyNot('edit-parts', page.facts)
    if (why !== null) return sendRefusal(reply, { ok: false, problem: 'not-now', detail: `${why}.` })
    const { suggest } = request.query as { suggest?: string }
    const parts = suggest === undefined ? null : suggestParts(page.record.requestText)
    const values =
      parts === null
        ? partValues(page.record.parts)
        : Object.fromEntries(parts.map((text, index) => [`part-${index + 1}`, text]))
    const filled = parts?.length ?? page.record.parts.length
    return showChange(reply, page, blankForm(values), Math.min(mostParts, filled + spareRows))
  })

  app.post(address, { config: { private: true } }, async (request, reply) => {
    const page = await loadCase(services, request, 'work-case')
    const form = readForm(request.body)
    const count = Math.min(mostParts, Number(form.text('count').replace(/\D/g, '') || '0'))
    const parts = readParts(form, count)
    const version = readVersion(request.body)
    if (form.text('more') !== '')
      return showChange(reply, page, blankForm(form.state().values), Math.min(mostParts, count + 5), {
        version,
      })
    if (parts.length === 0) form.fail('part-1', 'Enter at least one part')
    if (!form.ok) return showChange(reply, page, form.state(), count, { status: 422, version })
    const outcome = await setParts(services, page.staff, { caseId: page.record.id, version, parts })
    if (outcome.ok) return done(reply, `${page.path}/parts`, 'parts-saved')
    if (outcome.problem === 'invalid-input') {
      const errors = (outcome.fields ?? []).map(({ field, message }) => ({
        field: `part-${Number(/\d+/.exec(field)?.[0] ?? '0') + 1}`,
        message,
      }))
      const shown =
        errors.length > 0 ? errors : [{ field: 'part-1', message: outcome.detail ?? 'Check the parts' }]
      return showChange(reply, page, { values: form.state().values, errors: shown }, count, {
        status: 422,
        version,
      })
    }
    if (outcome.problem !== 'stale' && outcome.problem !== 'not-now') return sendRefusal(reply, outcome)
    const fresh = await loadCase(services, request, 'work-case')
    return showChange(reply, fresh, form.state(), count, { status: 409, refusal: outcome })
  })
}

function partValues(parts: readonly CasePart[]): Record<string, FormValue> {
  return Object.fromEntries(
    parts.flatMap(({ id, text, teamId }, index) => [
      [`part-${index + 1}`, text],
      [`part-${index + 1}-id`, id],
      [`part-${index + 1}-team`, teamId ?? ''],
    ]),
  )
}

function readParts(
  form: ReturnType<typeof readForm>,
  count: number,
): { id?: PartId; text: string; teamId: TeamId | null }[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `part-${index + 1}`
    const text = form.text(name, { multiline: true, most: 10_000, label: `Part ${index + 1}` })
    const id = readId(form, `${name}-id`) as PartId | null
    const teamId = readId(form, `${name}-team`) as TeamId | null
    return { ...(id === null ? {} : { id }), text, teamId }
  }).filter(({ text }) => text !== '')
}

function addSplitForm(app: App, services: StaffServices): void {
  addCaseForm<{ partIds: PartId[]; regime: Regime }>(app, services, {
    place: 'split',
    action: 'edit-parts',
    permissions: ['work-case'],
    title: 'Split into a linked request',
    button: 'Split',
    done: 'split',
    tab: 'parts',
    lead: () =>
      'For parts that fall under another law. They become a request of their own, linked to this one, received on the same day.',
    fields: ({ record }) => [
      {
        kind: 'checkboxes',
        name: 'partIds',
        label: 'Which parts?',
        items: record.parts.map(({ id, number, text }) => ({
          value: id,
          text: `${number}. ${shorten(text)}`,
        })),
      },
      {
        kind: 'radios',
        name: 'regime',
        label: 'Under which law?',
        items: choosableRegimes.map((regime) => ({ value: regime, text: regimes[regime].title })),
      },
    ],
    read: (form, { record }) => ({
      partIds: form.choices(
        'partIds',
        record.parts.map(({ id }) => id),
        { required: 'Select the parts' },
      ),
      regime: form.choice('regime', choosableRegimes, { required: 'Select the law' }) ?? 'eir',
    }),
    run: splitCase,
    next: (page, value) =>
      typeof value === 'object' && value !== null && 'reference' in value
        ? casePath(String(value.reference))
        : `${page.path}/parts`,
  })
}

export function shorten(text: string, most = 160): string {
  const plain = text.replace(/\s+/g, ' ').trim()
  return plain.length <= most ? plain : `${plain.slice(0, most).replace(/\s+\S*$/, '')} …`
}
