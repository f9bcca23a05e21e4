import { listAudit, type AuditLine } from '../../../audit/index.ts'
import { listStaff } from '../../../identity/index.ts'
import {
  filterChips,
  readState,
  sendCsv,
  toJsonRows,
  twinLink,
  withQuery,
  type App,
  type Column,
} from '../../kit/index.ts'
import { show } from '../answer.ts'
import { requireStaff } from '../session.ts'
import type { StaffServices } from '../staff-services.ts'

const pageSize = 100
const mostInFile = 50_000

const columns: readonly Column<AuditLine>[] = [
  { name: 'number', value: (line) => line.number },
  { name: 'at', value: (line) => line.at },
  { name: 'actor', value: (line) => line.actorName ?? line.actorKind },
  { name: 'action', value: (line) => line.action },
  { name: 'subject', value: (line) => line.subjectKind },
  { name: 'reference', value: (line) => line.caseReference },
  { name: 'details', value: (line) => JSON.stringify(line.details) },
  { name: 'hash', value: (line) => line.hash },
]

/** The whole trail of an authority, newest first. What is here was never names or words of requests: only facts. */
export function addAuditPages(app: App, services: StaffServices): void {
  const read = (request: Parameters<typeof requireStaff>[0]) => {
    const staff = requireStaff(request, 'read-audit')
    const state = readState(request)
    const one = (name: string) => [state.query[name] ?? ''].flat()[0] ?? ''
    const before = /^\d{1,12}$/.test(one('before')) ? Number(one('before')) : null
    const action = /^[a-z-]{1,60}$/.test(one('action')) ? one('action') : ''
    const staffId = /^[0-9a-f-]{36}$/.test(one('who')) ? one('who') : ''
    return {
      staff,
      state,
      filters: {
        ...(before === null ? {} : { before }),
        ...(action === '' ? {} : { action }),
        ...(staffId === '' ? {} : { staffId }),
      },
      shown: { action, who: staffId },
    }
  }

  app.get('/staff/audit', { config: { private: true } }, async (request, reply) => {
    const { staff, state, filters, shown } = read(request)
    const { reader } = services.database
    const [lines, people] = await Promise.all([
      listAudit(reader, staff.authorityId, { ...filters, limit: pageSize + 1 }),
      listStaff(reader, staff.authorityId),
    ])
    const page = lines.slice(0, pageSize)
    const last = page.at(-1)
    return show(reply, 'audit/page.njk', {
      title: 'Audit trail',
      lines: page.map((line) => ({
        ...line,
        who: line.actorName ?? (line.actorKind === 'requester' ? 'A requester' : 'Automatic'),
        what: line.action.replaceAll('-', ' '),
        facts: Object.entries(line.details).map(([key, value]) => `${key}: ${asText(value)}`),
      })),
      people: [{ value: '', text: 'Anybody' }, ...people.map(({ id, name }) => ({ value: id, text: name }))],
      shown,
      chips: filterChips(state, {
        action: { category: 'Action' },
        who: { category: 'Who', values: Object.fromEntries(people.map(({ id, name }) => [id, name])) },
      }),
      older: lines.length > pageSize && last !== undefined ? withQuery(state, { before: last.number }) : null,
      newest: state.query['before'] === undefined ? null : withQuery(state, { before: null }),
      twins: { csv: twinLink(state, 'csv'), json: twinLink(state, 'json') },
    })
  })

  app.get('/staff/audit.csv', { config: { private: true, rate: 'exports' } }, (request, reply) => {
    const { staff, filters } = read(request)
    return sendCsv(reply, 'audit-trail', columns, everyLine(services, staff.authorityId, filters))
  })
  app.get('/staff/audit.json', { config: { private: true, rate: 'exports' } }, async (request, reply) => {
    const { staff, filters } = read(request)
    const lines: AuditLine[] = []
    for await (const line of everyLine(services, staff.authorityId, filters)) lines.push(line)
    const body = JSON.stringify({ count: lines.length, items: toJsonRows(columns, lines) })
    return reply.type('application/json; charset=utf-8').send(body)
  })
}

async function* everyLine(
  services: StaffServices,
  chain: string,
  filters: { before?: number; action?: string; staffId?: string },
): AsyncGenerator<AuditLine> {
  let next = filters
  for (let sent = 0; sent < mostInFile;) {
    const lines = await listAudit(services.database.reader, chain, { ...next, limit: 1000 })
    yield* lines
    sent += lines.length
    const last = lines.at(-1)
    if (last === undefined || lines.length < 1000) return
    next = { ...next, before: last.number }
  }
}

function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : JSON.stringify(value)
}
