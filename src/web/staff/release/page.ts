import type { FastifyReply, FastifyRequest } from 'fastify'
import { can, type Staff } from '../../../identity/index.ts'
import { ProblemError } from '../../../kernel/outcome.ts'
import {
  acceptFindings,
  countWaitingCertificates,
  findCertificate,
  listCertificates,
  releaseRoutes,
  type CertificateRecord,
} from '../../../release/index.ts'
import {
  blankForm,
  readForm,
  readState,
  sendRefusal,
  withQuery,
  type App,
  type FormState,
} from '../../kit/index.ts'
import { done, show } from '../answer.ts'
import { casePath } from '../cases/case-page.ts'
import { withRefusal } from '../form-fields.ts'
import { requireStaff } from '../session.ts'
import type { StaffServices } from '../staff-services.ts'
import { certificateTag, checkNames, kindName, remediesOf, routeNames, titleOf } from './release-words.ts'

const states = ['waiting', 'stopped', 'clean'] as const
const stateNames = {
  waiting: 'Waiting for a second person',
  stopped: 'All that were stopped',
  clean: 'Clean',
}
const shown = 50

/** Certificates of the release gate: what was stopped and why, and letting it go by a second person. */
export function addReleasePages(app: App, services: StaffServices): void {
  app.get('/staff/release', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'read-certificates')
    return showList(services, reply, staff)
  })

  app.get('/staff/release/:id', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'read-certificates')
    return showCertificate(reply, staff, await load(services, staff, request), blankForm())
  })

  app.post('/staff/release/:id', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'accept-finding')
    const record = await load(services, staff, request)
    const form = readForm(request.body)
    const findings = form.choices(
      'findings',
      record.findings.map((_, index) => String(index)),
      { required: 'Select what may go' },
    )
    const reason = form.text('reason', {
      required: 'Enter why it may go',
      multiline: true,
      most: 2000,
      label: 'The reason',
    })
    if (!form.ok) return showCertificate(reply, staff, record, form.state(), 422)
    const outcome = await acceptFindings(services, staff, {
      certificateId: record.id,
      findings: findings.map((index) => record.findings[Number(index)]?.key ?? ''),
      reason,
    })
    if (outcome.ok)
      return done(
        reply,
        `/staff/release/${record.id}`,
        outcome.value.left === 0 ? 'findings-accepted' : 'some-accepted',
      )
    if (outcome.problem !== 'invalid-input') return sendRefusal(reply, outcome)
    const state = withRefusal(form.state(), outcome, [{ name: 'reason', kind: 'textarea' }])
    return showCertificate(reply, staff, record, state, 422)
  })
}

async function showList(services: StaffServices, reply: FastifyReply, staff: Staff): Promise<FastifyReply> {
  const { reader } = services.database
  const state = readState(reply.request)
  const wanted = states.find((name) => name === state.query['state']) ?? 'waiting'
  const route = releaseRoutes.find((name) => name === state.query['route'])
  const before = typeof state.query['before'] === 'string' ? state.query['before'] : undefined
  const [rows, waiting] = await Promise.all([
    listCertificates(reader, staff.authorityId, {
      state: wanted,
      limit: shown + 1,
      ...(route === undefined ? {} : { route }),
      ...(before !== undefined && /^[0-9a-f-]{36}$/.test(before) ? { before } : {}),
    }),
    countWaitingCertificates(reader, staff.authorityId),
  ])
  const page = rows.slice(0, shown)
  return show(reply, 'release/list.njk', {
    title: 'Release',
    filters: states.map((name) => ({
      text: name === 'waiting' ? `${stateNames.waiting} (${waiting})` : stateNames[name],
      href: withQuery(state, { state: name, before: null }),
      current: name === wanted,
    })),
    routes: [undefined, ...releaseRoutes].map((name) => ({
      text: name === undefined ? 'Every way out' : routeNames[name],
      href: withQuery(state, { route: name ?? null, before: null }),
      current: name === route,
    })),
    heading: stateNames[wanted],
    rows: page.map((row) => ({
      ...row,
      href: `/staff/release/${row.id}`,
      routeName: routeNames[row.route],
      tag: certificateTag(row),
      subject: (can(staff, 'read-cases') ? row.documentName : null) ?? row.subject,
      caseHref: row.caseReference === null || !can(staff, 'read-cases') ? null : casePath(row.caseReference),
    })),
    older: rows.length > shown ? withQuery(state, { before: page.at(-1)?.id ?? null }) : null,
  })
}

async function load(
  services: StaffServices,
  staff: Staff,
  request: FastifyRequest,
): Promise<CertificateRecord> {
  const { id } = request.params as { id: string }
  const found = await findCertificate(services.database.reader, staff.authorityId, id)
  if (found === null) throw new ProblemError('not-found', 'There is no certificate at this address.')
  return found
}

function showCertificate(
  reply: FastifyReply,
  staff: Staff,
  record: CertificateRecord,
  form: FormState,
  status = 200,
): FastifyReply {
  const findings = record.findings.map((finding, index) => ({
    ...finding,
    index: String(index),
    kindName: kindName(finding),
    acceptance: record.acceptances.find(({ key }) => key === finding.key) ?? null,
  }))
  const open = findings.filter(({ acceptance }) => acceptance === null)
  const ready = record.verdict === 'stopped' && open.length === 0
  const seesCase = record.caseReference !== null && can(staff, 'read-cases')
  const subject = (seesCase ? record.documentName : null) ?? record.subject
  return show(
    reply,
    'release/page.njk',
    {
      title: titleOf(record.route, subject),
      breadcrumbs: [{ text: 'Release', href: '/staff/release' }, { text: subject }],
      record,
      form,
      routeName: routeNames[record.route],
      tag: ready ? { text: 'Let go', colour: 'green' } : certificateTag(record),
      caseHref: seesCase ? casePath(record.caseReference ?? '') : null,
      documentHref: seesCase && record.documentId !== null ? `/staff/documents/${record.documentId}` : null,
      findings,
      notes: record.notes.map((note) => ({ ...note, kindName: kindName(note) })),
      checks: record.checks.map((check) => ({ ...check, name: checkNames[check.check] ?? check.check })),
      remedies: record.waiting ? remediesOf({ ...record, findings: open }) : [],
      choices: open
        .filter(({ acceptable }) => acceptable)
        .map((finding) => ({
          value: finding.index,
          text: `${finding.kindName}, ${finding.where}`,
          hint: { text: finding.detail },
        })),
      never: open.some(({ acceptable }) => !acceptable),
      ready,
      mayAccept: can(staff, 'accept-finding') && record.route !== 'dataset' && record.verdict === 'stopped',
      // What is let go is exact bytes, and a letter is composed anew each day.
      dated: record.verdict === 'stopped' && (record.route === 'letter' || record.route === 'email'),
      own: record.createdBy === staff.id,
      action: `/staff/release/${record.id}`,
    },
    status,
  )
}
