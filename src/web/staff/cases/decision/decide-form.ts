import type { FastifyReply } from 'fastify'
import {
  decidePart,
  partOutcomes,
  whyNot,
  type CasePart,
  type Ground,
  type Held,
} from '../../../../cases/index.ts'
import { ProblemError, type FieldError, type Refusal } from '../../../../kernel/outcome.ts'
import { findExemption } from '../../../../law/index.ts'
import { suggestPublished } from '../../../../search/index.ts'
import {
  blankForm,
  readForm,
  sendRefusal,
  type App,
  type FormReader,
  type FormState,
  type FormValue,
} from '../../../kit/index.ts'
import { done, show } from '../../answer.ts'
import type { StaffServices } from '../../staff-services.ts'
import { heldWords, partOutcomeWords } from '../../words.ts'
import { caseFrame } from '../case-frame.ts'
import { loadCase, type CasePage } from '../case-page.ts'
import { compare, dayValues, readPoints, readVersion, type Field } from '../../form-fields.ts'
import { changesSince } from '../history/event-words.ts'
import { exemptionsFor, explainExemption } from './ground-words.ts'
import { suggestionView } from './suggestions.ts'

const heldChoices: readonly Held[] = ['yes', 'part', 'no', 'unknown']
const mostGrounds = 8
const long = { multiline: true, most: 50_000 } as const

/** The questions outside the grounds, in the order of the page; for comparing with somebody else's answers. */
const questions: Pick<Field, 'name' | 'label' | 'kind' | 'items'>[] = [
  {
    kind: 'radios',
    name: 'held',
    label: 'Held?',
    items: heldChoices.map((value) => ({ value, text: heldWords[value] })),
  },
  {
    kind: 'radios',
    name: 'outcome',
    label: 'Decision',
    items: partOutcomes.map((value) => ({ value, text: partOutcomeWords[value] })),
  },
  { kind: 'textarea', name: 'answer', label: 'Answer' },
  { kind: 'text', name: 'linkUrl', label: 'Web address' },
  { kind: 'text', name: 'linkTitle', label: 'Name of the page' },
  { kind: 'textarea', name: 'advice', label: 'Advice' },
]

export function addDecideForm(app: App, services: StaffServices): void {
  const address = '/staff/cases/:reference/parts/:number/decide'

  app.get(address, { config: { private: true } }, async (request, reply) => {
    const page = await loadCase(services, request, 'decide-part')
    const why = whyNot('decide-part', page.facts)
    if (why !== null) return sendRefusal(reply, { ok: false, problem: 'not-now', detail: `${why}.` })
    const part = partOf(page)
    const { link, title } = request.query as { link?: string; title?: string }
    const values = partValues(part)
    if (link !== undefined) {
      // A suggestion taken over: the officer still reads it, decides and saves.
      const absolute = link.startsWith('/') ? services.linkTo(page.authority, link) : link
      Object.assign(values, { outcome: 'available-elsewhere', linkUrl: absolute, linkTitle: title ?? '' })
    }
    return showDecide(reply, services, page, part, blankForm(values), { version: page.record.version })
  })

  app.post(address, { config: { private: true } }, async (request, reply) => {
    const page = await loadCase(services, request, 'decide-part')
    const part = partOf(page)
    const version = readVersion(request.body)
    const form = readForm(request.body)
    const answers = readAnswers(form)
    const grounds = readGrounds(form)
    const act = form.text('act')
    const adding = form.text('addGround')
    if (act === 'add' || act.startsWith('remove-')) {
      const ids = groundIds(form.state().values)
      if (
        act === 'add' &&
        findExemption(adding) !== undefined &&
        !ids.includes(adding) &&
        ids.length < mostGrounds
      )
        ids.push(adding)
      const values = regroup(
        form.state().values,
        ids.filter((id) => act !== `remove-${id}`),
      )
      // Errors wait until the decision is saved: this only changed which questions there are.
      return showDecide(reply, services, page, part, blankForm(values), { version })
    }
    if (!form.ok || answers.outcome === null || answers.held === null)
      return showDecide(reply, services, page, part, form.state(), { status: 422, version })
    const outcome = await decidePart(services, page.staff, {
      caseId: page.record.id,
      version,
      partId: part.id,
      held: answers.held,
      outcome: answers.outcome,
      answer: answers.answer,
      linkUrl: answers.linkUrl || null,
      linkTitle: answers.linkTitle || null,
      advice: answers.advice,
      grounds,
    })
    if (outcome.ok) return done(reply, nextPlace(page, part), 'part-decided')
    if (outcome.problem === 'invalid-input') {
      const errors = toFormErrors(outcome, grounds)
      return showDecide(
        reply,
        services,
        page,
        part,
        { values: form.state().values, errors },
        { status: 422, version },
      )
    }
    if (outcome.problem !== 'stale' && outcome.problem !== 'not-now') return sendRefusal(reply, outcome)
    const fresh = await loadCase(services, request, 'decide-part')
    const now = fresh.record.parts.find(({ number }) => number === part.number) ?? part
    return showDecide(reply, services, fresh, now, form.state(), {
      status: 409,
      version: fresh.record.version,
      refusal: outcome,
    })
  })
}

async function showDecide(
  reply: FastifyReply,
  services: StaffServices,
  page: CasePage,
  part: CasePart,
  form: FormState,
  { status = 200, version, refusal }: { status?: number; version: number; refusal?: Refusal },
): Promise<FastifyReply> {
  const { record, staff } = page
  const chosen = groundIds(form.values).flatMap((id) => findExemption(id) ?? [])
  const published = await suggestPublished(services.database.reader, staff.authorityId, part.text, 4)
  return show(
    reply,
    'cases/decision/decide.njk',
    {
      ...caseFrame(services, page, 'decision', `Decide part ${part.number}`),
      plain: true,
      part,
      form,
      version,
      formPath: `${page.path}/parts/${part.number}/decide`,
      heldItems: heldChoices.map((value) => ({ value, text: heldWords[value] })),
      outcomeItems: outcomeItems(),
      grounds: chosen.map((exemption) => ({ ...exemption, explained: explainExemption(exemption) })),
      addItems: [
        { value: '', text: 'Choose a legal reason' },
        ...exemptionsFor(record.regime)
          .filter(({ id }) => !chosen.some((exemption) => exemption.id === id))
          .map(({ id, section, title, class: kind }) => ({
            value: id,
            text: `${section} ${title} (${kind})`,
          })),
      ],
      regime: record.regime,
      suggestions: suggestionView({ published, cases: [] }),
      answers: record.tasks.filter(
        ({ partNumber, response }) => response !== '' && (partNumber === null || partNumber === part.number),
      ),
      documents: record.documents.filter(({ partId }) => partId === part.id),
      back: `${page.path}/decision`,
      unavailable: refusal === undefined ? null : whyNot('decide-part', page.facts),
      stale:
        refusal === undefined
          ? null
          : {
              changes: changesSince(page, reply.request.body),
              rows: compare(questions, form, partValues(part)),
            },
    },
    status,
  )
}

function outcomeItems() {
  const hints: Partial<Record<(typeof partOutcomes)[number], string>> = {
    'available-elsewhere': 'They can reasonably get it elsewhere: say where (section 21).',
    refused: 'Name each legal reason below.',
    'partly-provided': 'Some is given, some withheld: name each legal reason below.',
    'over-cost-limit': 'Section 12. Estimate the cost, and advise what could be done within the limit.',
    vexatious: 'Section 14(1). Put the reasons in the answer.',
    repeated: 'Section 14(2). Put the reasons in the answer.',
    'neither-confirm-nor-deny': 'Saying whether it is held would itself disclose what is exempt.',
  }
  return partOutcomes.map((value) => {
    const hint = hints[value]
    return { value, text: partOutcomeWords[value], ...(hint === undefined ? {} : { hint: { text: hint } }) }
  })
}

function partOf(page: CasePage): CasePart {
  const part = page.record.parts.find(({ number }) => String(number) === page.parameters['number'])
  if (part === undefined) throw new ProblemError('not-found', 'This request has no such part.')
  return part
}

/** On to the next part without a decision, so that an officer works through them in one go. */
function nextPlace({ record, path }: CasePage, decided: CasePart): string {
  const next = record.parts.find(({ number, outcome }) => outcome === null && number !== decided.number)
  return next === undefined ? `${path}/decision` : `${path}/parts/${next.number}/decide`
}

function readAnswers(form: FormReader) {
  return {
    held: form.choice('held', heldChoices, { required: 'Select whether the information is held' }),
    outcome: form.choice('outcome', partOutcomes, { required: 'Select what was decided' }),
    answer: form.text('answer', { ...long, most: 200_000, label: 'The answer' }),
    linkUrl: form.text('linkUrl', { most: 2000, label: 'The web address' }),
    linkTitle: form.text('linkTitle', { most: 300, label: 'The name of the page' }),
    advice: form.text('advice', { ...long, label: 'The advice' }),
  }
}

/** The exemptions whose questions the form holds, in the order of their boxes. */
function groundIds(values: Record<string, FormValue>): string[] {
  const given = [values['ground'] ?? []].flat()
  return [...new Set(given)].filter((id) => findExemption(id) !== undefined).slice(0, mostGrounds)
}

function readGrounds(form: FormReader): Ground[] {
  const ids = form.choices('ground', exemptionIds())
  return ids.flatMap((id) => {
    const exemption = findExemption(id)
    if (exemption === undefined) return []
    const opinion = exemption.qualifiedPerson
      ? form.day(`${id}-opinion`, { label: 'The day of the opinion' })
      : null
    return [
      {
        exemptionId: id,
        reasoning: form.text(`${id}-reasoning`, { ...long, label: 'The reasoning' }),
        prejudice: form.text(`${id}-prejudice`, { ...long, label: 'The harm' }),
        factorsFor: readPoints(form.text(`${id}-for`, { ...long, label: 'The factors' })),
        factorsAgainst: readPoints(form.text(`${id}-against`, { ...long, label: 'The factors' })),
        conclusion: form.text(`${id}-conclusion`, { ...long, label: 'The conclusion' }),
        qualifiedPerson: form.text(`${id}-person`, { most: 200, label: 'The qualified person' }) || null,
        qualifiedOpinionOn: opinion,
      },
    ]
  })
}

function regroup(values: Record<string, FormValue>, ids: string[]): Record<string, FormValue> {
  return { ...values, ground: ids, addGround: '' }
}

function partValues(part: CasePart): Record<string, FormValue> {
  const values: Record<string, FormValue> = {
    held: part.held === 'unknown' && part.outcome === null ? '' : part.held,
    outcome: part.outcome ?? '',
    answer: part.answer,
    linkUrl: part.linkUrl ?? '',
    linkTitle: part.linkTitle ?? '',
    advice: part.advice,
    ground: part.grounds
      .map(({ exemptionId }) => exemptionId)
      .filter((id) => findExemption(id) !== undefined),
  }
  for (const ground of part.grounds) {
    const at = ground.exemptionId
    Object.assign(values, {
      [`${at}-reasoning`]: ground.reasoning,
      [`${at}-prejudice`]: ground.prejudice,
      [`${at}-for`]: ground.factorsFor.join('\n'),
      [`${at}-against`]: ground.factorsAgainst.join('\n'),
      [`${at}-conclusion`]: ground.conclusion,
      [`${at}-person`]: ground.qualifiedPerson ?? '',
      ...dayValues(`${at}-opinion`, ground.qualifiedOpinionOn),
    })
  }
  return values
}

const groundFields: Record<string, string> = {
  exemptionId: 'reasoning',
  factorsFor: 'for',
  factorsAgainst: 'against',
  qualifiedPerson: 'person',
  qualifiedOpinionOn: 'opinion-day',
}

/** `grounds.1.factorsFor` → the box of that ground: `foia-43-2-for`. */
function toFormErrors(refusal: Refusal, grounds: readonly Ground[]): FieldError[] {
  const fields = refusal.fields ?? [{ field: 'outcome', message: refusal.detail ?? 'This was not accepted' }]
  return fields.map(({ field, message }) => {
    const found = /^grounds\.(\d+)\.(\w+)$/.exec(field)
    const ground = grounds[Number(found?.[1] ?? -1)]
    const name = found?.[2] ?? ''
    if (ground !== undefined) return { field: `${ground.exemptionId}-${groundFields[name] ?? name}`, message }
    return { field: field.startsWith('grounds') ? 'addGround' : field, message }
  })
}

let known: readonly string[] | null = null
function exemptionIds(): readonly string[] {
  known ??= [...exemptionsFor('foia'), ...exemptionsFor('eir'), ...exemptionsFor('ropsi')].map(({ id }) => id)
  return known
}
