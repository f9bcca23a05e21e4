import type { FastifyReply } from 'fastify'
import { openCase, type Channel, type Regime } from '../../../../cases/index.ts'
import { staffActor, type Staff } from '../../../../identity/index.ts'
import { today } from '../../../../kernel/clock.ts'
import { newSecret } from '../../../../kernel/ids.ts'
import { regimes } from '../../../../law/index.ts'
import { similarCases, suggestPublished } from '../../../../search/index.ts'
import { blankForm, readForm, sendRefusal, type App, type FormState } from '../../../kit/index.ts'
import { done, show } from '../../answer.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'
import { readFiles } from '../../uploads.ts'
import { casePath } from '../case-page.ts'
import { suggestionView } from '../decision/suggestions.ts'
import { choosableRegimes, readRequester, triageHints } from '../forms/work-forms.ts'
import { suggestParts } from '../parts/suggest-parts.ts'
import { dayValues } from '../../form-fields.ts'

const channels: readonly Channel[] = ['post', 'phone', 'email', 'web']
const channelItems = [
  { value: 'post', text: 'Post or handed in' },
  {
    value: 'phone',
    text: 'Phone or in person',
    hint: { text: 'Only a request for environmental information may be spoken.' },
  },
  { value: 'email', text: 'Email to another address' },
  { value: 'web', text: 'Another website' },
]
const partsSeparator = /\n\s*\n/

/** Keying in a request that came by post, phone or another way: first its words, then a look at what is alike. */
export function addNewCasePage(app: App, services: StaffServices): void {
  app.get('/staff/cases/new', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'open-case')
    const values = {
      key: newSecret(),
      ...dayValues('receivedOn', today(services.clock)),
      regime: 'foia',
      replyBy: 'email',
    }
    return showNew(services, reply, staff, blankForm(values))
  })

  app.post('/staff/cases/new', { config: { private: true, upload: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'open-case')
    const { fields, uploads } = await readFiles(request)
    const form = readForm(fields)
    const requestText = form.text('requestText', {
      required: 'Enter what was asked',
      multiline: true,
      most: 100_000,
      label: 'The request',
    })
    const partsText = form.text('parts', { multiline: true, most: 100_000, label: 'The parts' })
    const act = form.text('act')
    const channel = form.choice(
      'channel',
      channels,
      act === 'check' ? {} : { required: 'Select how it came' },
    )
    const regime = form.choice('regime', choosableRegimes, { required: 'Select the law' })
    const receivedOn = form.day('receivedOn', {
      label: 'The date received',
      required: 'Enter the date received',
    })
    const replyBy = form.choice('replyBy', ['email', 'post'], { required: 'Select how to reply' })
    const title = form.text('title', { most: 300, label: 'The title' })
    const requester = readRequester(form)
    const key = form.text('key', { most: 60 })
    if (act === 'check') {
      // Only a look: fills the parts where there are none, and shows what is alike. Nothing is kept yet.
      const values = { ...form.state().values }
      if (partsText === '') values['parts'] = suggestParts(requestText).join('\n\n')
      return showNew(services, reply, staff, blankForm(values), { checked: true, receivedOn })
    }
    if (!form.ok || channel === null || regime === null || receivedOn === null || replyBy === null)
      return showNew(services, reply, staff, form.state(), {
        status: 422,
        checked: requestText !== '',
        receivedOn,
      })
    const parts = partsText.split(partsSeparator).map((text) => text.trim())
    const filled = parts.filter((text) => text !== '')
    const outcome = await openCase(services, staffActor(staff), {
      authority: services.authority(staff.authorityId),
      regime,
      channel,
      requestText,
      requester,
      receivedOn,
      replyBy,
      uploads,
      ...(title === '' ? {} : { title }),
      ...(filled.length === 0 ? {} : { parts: filled }),
      ...(key === '' ? {} : { idempotencyKey: `keyed-in:${key}` }),
    })
    if (outcome.ok) return done(reply, casePath(outcome.value.reference), 'case-opened')
    if (outcome.problem !== 'invalid-input') return sendRefusal(reply, outcome)
    const errors = (outcome.fields ?? []).map(({ field, message }) => ({
      field: boxes[field] ?? field,
      message,
    }))
    return showNew(
      services,
      reply,
      staff,
      { values: form.state().values, errors },
      { status: 422, checked: true, receivedOn },
    )
  })
}

const boxes: Record<string, string> = {
  name: 'requester-name',
  email: 'requester-email',
  phone: 'requester-phone',
  postalAddress: 'requester-postalAddress',
  receivedOn: 'receivedOn-day',
  'requester.name': 'requester-name',
  'requester.email': 'requester-email',
}

async function showNew(
  services: StaffServices,
  reply: FastifyReply,
  staff: Staff,
  form: FormState,
  options: { status?: number; checked?: boolean; receivedOn?: Temporal.PlainDate | null } = {},
) {
  const { reader } = services.database
  const text = String(form.values['requestText'] ?? '')
  const regime = choosableRegimes.find((name) => name === form.values['regime']) ?? 'foia'
  const receivedOn = options.receivedOn ?? today(services.clock)
  const looked = options.checked === true && text.trim() !== ''
  const [published, cases] = looked
    ? await Promise.all([
        suggestPublished(reader, staff.authorityId, text, 5),
        similarCases(reader, staff.authorityId, { text, receivedOn, limit: 5 }, services.calendars()),
      ])
    : [[], []]
  return show(
    reply,
    'cases/new/page.njk',
    {
      title: 'Key in a request',
      breadcrumbs: [{ text: 'All requests', href: '/staff/cases' }, { text: 'Key in a request' }],
      form,
      channelItems,
      regimeItems: choosableRegimes.map((value) => ({ value, text: regimes[value].title })),
      checked: looked,
      suggestions: suggestionView({ published, cases }),
      hints: looked ? triageHints(asRecord(text, regime)) : [],
    },
    options.status ?? 200,
  )
}

function asRecord(requestText: string, regime: Regime): Parameters<typeof triageHints>[0] {
  return { record: { requestText, regime } }
}
