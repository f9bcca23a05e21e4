import {
  assignCase,
  changeRegime,
  editDetails,
  startCase,
  type Regime,
  type RequesterDetails,
} from '../../../../cases/index.ts'
import { can, listStaff, type Staff } from '../../../../identity/index.ts'
import type { StaffId } from '../../../../kernel/ids.ts'
import { regimes } from '../../../../law/index.ts'
import { sendRefusal, type App } from '../../../kit/index.ts'
import { done } from '../../answer.ts'
import type { StaffServices } from '../../staff-services.ts'
import { riskFlagWords } from '../../words.ts'
import { loadCase, type CasePage } from '../case-page.ts'
import { addCaseForm } from './case-form.ts'
import { dayValues, readVersion } from '../../form-fields.ts'
import { readId } from './read-id.ts'

/** The regimes between which an officer chooses; reviews and complaints are opened, never chosen. */
export const choosableRegimes: readonly Regime[] = ['foia', 'eir', 'ropsi', 'uk-gdpr']

/** Starting work, triage, assigning, and the facts of the request. */
export function addWorkForms(app: App, services: StaffServices): void {
  app.post('/staff/cases/:reference/start', { config: { private: true } }, async (request, reply) => {
    const page = await loadCase(services, request, 'work-case')
    const outcome = await startCase(services, page.staff, {
      caseId: page.record.id,
      version: readVersion(request.body),
      ...(page.record.officer === null ? { officerId: page.staff.id } : {}),
    })
    return outcome.ok ? done(reply, page.path, 'started') : sendRefusal(reply, outcome)
  })

  addCaseForm<{ regime: Regime; reason: string }>(app, services, {
    place: 'law',
    action: 'change-regime',
    permissions: ['work-case'],
    title: 'Change the law it is answered under',
    button: 'Change the law',
    done: 'regime-changed',
    tab: 'summary',
    lead: triageAdvice,
    fields: () => [
      {
        kind: 'radios',
        name: 'regime',
        label: 'Which law governs the answer?',
        items: choosableRegimes.map((regime) => ({
          value: regime,
          text: regimes[regime].title,
          hint: { text: regimeHints[regime] ?? '' },
        })),
      },
      { kind: 'textarea', name: 'reason', label: 'Why', hint: 'Kept in the history.', rows: 4 },
    ],
    values: ({ record }) => ({ regime: record.regime, reason: '' }),
    read: (form) => ({
      regime:
        form.choice('regime', choosableRegimes, { required: 'Select which law governs the answer' }) ??
        'foia',
      reason: form.text('reason', {
        required: 'Enter why',
        multiline: true,
        most: 2000,
        label: 'The reason',
      }),
    }),
    run: changeRegime,
  })

  addCaseForm<{ officerId: StaffId | null }>(app, services, {
    place: 'assign',
    action: 'assign',
    permissions: ['assign-case', 'work-case'],
    title: 'Assign',
    button: 'Assign',
    done: 'assigned',
    tab: 'summary',
    fields: async (page) => [
      {
        kind: 'select',
        name: 'officerId',
        label: 'Who should answer this request?',
        items: [
          { value: '', text: 'Nobody yet' },
          ...(await officers(services, page)).map(({ id, name }) => ({ value: id, text: name })),
        ],
      },
    ],
    values: ({ record }) => ({ officerId: record.officer?.id ?? '' }),
    // Whether it names one of the authority's own officers is for the command, which looks at the fresh rows.
    read: (form) => ({ officerId: readId(form, 'officerId') as StaffId | null }),
    run: assignCase,
  })

  addCaseForm<{
    title: string
    topic: string | null
    campaign: string | null
    riskFlags: string[]
    receivedOn?: Temporal.PlainDate
    requester: RequesterDetails
  }>(app, services, {
    place: 'details',
    action: 'edit-details',
    permissions: ['work-case'],
    title: 'Change details',
    button: 'Save details',
    done: 'details-saved',
    tab: 'summary',
    fields: () => [
      { kind: 'text', name: 'title', label: 'Short title', hint: 'No names: it stands in lists.' },
      {
        kind: 'date',
        name: 'receivedOn',
        label: 'Received on',
        hint: 'Changing this works the dates out again.',
      },
      { kind: 'text', name: 'topic', label: 'Topic', optional: true, width: 20 },
      {
        kind: 'text',
        name: 'campaign',
        label: 'Campaign',
        optional: true,
        width: 20,
        hint: 'The same word on each request of a campaign shows them together.',
      },
      {
        kind: 'checkboxes',
        name: 'riskFlags',
        label: 'Risks',
        hint: 'These may add steps of approval.',
        items: Object.entries(riskFlagWords).map(([value, text]) => ({ value, text })),
      },
      { kind: 'text', name: 'requester-name', label: 'Requester’s name', optional: true, width: 20 },
      {
        kind: 'text',
        name: 'requester-email',
        label: 'Requester’s email',
        optional: true,
        width: 20,
        type: 'email',
      },
      { kind: 'text', name: 'requester-phone', label: 'Requester’s phone', optional: true, width: 20 },
      {
        kind: 'textarea',
        name: 'requester-postalAddress',
        label: 'Requester’s postal address',
        optional: true,
        rows: 4,
      },
    ],
    values: ({ record }) => ({
      title: record.title,
      ...dayValues('receivedOn', record.receivedOn),
      topic: record.topic ?? '',
      campaign: record.campaign ?? '',
      riskFlags: record.riskFlags,
      'requester-name': record.requester.name ?? '',
      'requester-email': record.requester.email ?? '',
      'requester-phone': record.requester.phone ?? '',
      'requester-postalAddress': record.requester.postalAddress ?? '',
    }),
    read: (form, page) => {
      const receivedOn = form.day('receivedOn', {
        label: 'The date received',
        required: 'Enter the date received',
      })
      const known = Object.keys(riskFlagWords)
      const unlisted = page.record.riskFlags.filter((flag) => !known.includes(flag))
      return {
        title: form.text('title', { required: 'Enter a short title', most: 200, label: 'The title' }),
        topic: form.text('topic', { most: 100, label: 'The topic' }) || null,
        campaign: form.text('campaign', { most: 100, label: 'The campaign' }) || null,
        riskFlags: [...form.choices('riskFlags', known), ...unlisted],
        ...(receivedOn === null ? {} : { receivedOn }),
        requester: readRequester(form),
      }
    },
    run: editDetails,
  })
}

export function readRequester(form: {
  text(field: string, rules?: { most?: number; label?: string; multiline?: boolean }): string
}): RequesterDetails {
  return {
    name: form.text('requester-name', { most: 200, label: 'The name' }) || null,
    email: form.text('requester-email', { most: 254, label: 'The email address' }) || null,
    phone: form.text('requester-phone', { most: 50, label: 'The phone number' }) || null,
    postalAddress:
      form.text('requester-postalAddress', { most: 1000, label: 'The address', multiline: true }) || null,
  }
}

const regimeHints: Partial<Record<Regime, string>> = {
  foia: 'Recorded information of any other kind.',
  eir: 'Air, water, land, waste, noise, emissions, planning and building, and measures or reports about them. An environmental request is answered under the regulations, not the Act (section 39).',
  ropsi: 'They ask to re-use what they already have or can get.',
  'uk-gdpr': 'They ask for information about themselves.',
}

const environmental =
  /\b(air quality|pollution|emissions?|waste|recycl\w*|landfill|noise|flood\w*|river|water quality|sewage|trees?|planning (application|permission|enforcement)|building control|contaminat\w*|asbestos|biodiversity|wildlife|energy|carbon|climate|fly.?tip\w*|pesticid\w*|drainage|highways? works|land use)\b/i
const aboutThemselves =
  /\b(about me|my (own )?(records?|file|case|data|personal)|subject access|held on me)\b/i
const reuse = /\b(re-?use|licen[cs]e to (use|publish|reproduce))\b/i

/** What the words of the request suggest about the law. A hint for the officer; it decides nothing. */
export function triageHints({ record }: { record: { requestText: string; regime: Regime } }): string[] {
  const found = environmental.exec(record.requestText)
  const hints: string[] = []
  if (found !== null && record.regime === 'foia')
    hints.push(
      `It mentions “${found[0]}”: is it environmental information? Then the Environmental Information Regulations apply.`,
    )
  if (found === null && record.regime === 'eir')
    hints.push('It mentions nothing that is plainly environmental. Check that the regulations apply.')
  if (aboutThemselves.test(record.requestText) && record.regime !== 'uk-gdpr')
    hints.push('It seems to ask about the requester themselves. That part is a subject access request.')
  if (reuse.test(record.requestText) && record.regime !== 'ropsi')
    hints.push('It seems to ask to re-use information. That is a request under the re-use regulations.')
  return hints
}

function triageAdvice(page: CasePage): string {
  const hints = triageHints(page)
  const lead = `Now: ${regimes[page.record.regime].title}. If only some parts fall under another law, split them into a linked request instead.`
  return [lead, ...hints].join('\n\n')
}

async function officers(services: StaffServices, page: Pick<CasePage, 'staff'>): Promise<Staff[]> {
  const all = await listStaff(services.database.reader, page.staff.authorityId)
  return all.filter((person) => person.active && can(person, 'work-case'))
}
