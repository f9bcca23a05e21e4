import type { FastifyRequest } from 'fastify'
import { can, type Staff } from '../../../../identity/index.ts'
import { ProblemError, type Refusal } from '../../../../kernel/outcome.ts'
import { findRedaction, openRedaction, pastStage, type RedactionRecord } from '../../../../redaction/index.ts'
import type { PageView } from '../../../kit/index.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'
import { caseFrame } from '../case-frame.ts'
import { loadCase, type CasePage } from '../case-page.ts'
import type { ChangeMemory } from './changes.ts'

export const redactAddress = '/staff/cases/:reference/documents/:id/redact'

/** One document’s redaction as one signed-in person meets it. */
export type Workspace = {
  staff: Staff
  record: RedactionRecord
  /** Address of the overview; every other page of the workspace lies below it */
  base: string
  /** What the address names below the document */
  parameters: Record<string, string>
  mayChange: boolean
}

/** The workspace around a case: what a whole page needs. */
export type FullWorkspace = Workspace & { page: CasePage }

export type RedactServices = { services: StaffServices; memory: ChangeMemory }

const notThere = (): ProblemError =>
  new ProblemError('not-found', 'There is no such document on this request.')

const thrown = ({ problem, detail }: Refusal): ProblemError =>
  new ProblemError(problem, detail ?? 'It could not be opened.')

/** Opens the redaction, which goes on record; who may not redact only looks. */
export async function loadWorkspace(
  services: StaffServices,
  request: FastifyRequest,
): Promise<FullWorkspace> {
  const page = await loadCase(services, request, 'read-cases')
  const documentId = page.parameters['id'] ?? ''
  const document = page.record.documents.find(({ id }) => id === documentId)
  if (document === undefined) throw notThere()
  const opened = await openRedaction(services, page.staff, documentId)
  if (!opened.ok) throw thrown(opened)
  return { ...toWorkspace(request, page.staff, opened.value), page }
}

/**
 * Without the case and without an entry for having read it: for the pictures and the small changes of a page that was
 * opened by `loadWorkspace`, of which there are hundreds.
 */
export async function loadQuickly(services: StaffServices, request: FastifyRequest): Promise<Workspace> {
  const staff = requireStaff(request, 'read-cases')
  const { id = '' } = request.params as Record<string, string>
  const record = await findRedaction(services.database.reader, staff.authorityId, id)
  if (record === null) throw notThere()
  return toWorkspace(request, staff, record)
}

function toWorkspace(request: FastifyRequest, staff: Staff, record: RedactionRecord): Workspace {
  const parameters = request.params as Record<string, string>
  const reference = encodeURIComponent(parameters['reference'] ?? '')
  return {
    staff,
    record,
    base: `/staff/cases/${reference}/documents/${record.documentId}/redact`,
    parameters,
    mayChange: can(staff, 'redact') && record.open,
  }
}

/** The page number an address names. Throws `not-found` where none can have it: a mark must never land on another page. */
export function pageOf({ parameters }: Workspace): number {
  const text = parameters['n'] ?? ''
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new ProblemError('not-found', `There is no page ${text}.`)
  return Number(text)
}

export type RedactTab = 'overview' | 'pages' | 'text' | 'compare' | 'schedule' | 'people'

/** What stands at the head of every page of the workspace. `title` is the page’s own and never the document’s name. */
export function redactFrame(
  { services, memory }: RedactServices,
  workspace: FullWorkspace,
  tab: RedactTab,
  title: string,
  kind: 'pages' | 'pieces',
): PageView {
  const { page, record, base, staff } = workspace
  const last = memory.last(staff.id, record)
  const tabs: [RedactTab, string, string][] = [
    ['overview', 'List of marks', base],
    kind === 'pages' ? ['pages', 'Page by page', `${base}/pages/1`] : ['text', 'Text', `${base}/text`],
    ['schedule', 'Schedule', `${base}/schedule`],
    ['people', 'People', `${base}/people`],
  ]
  const [copy] = record.copies
  if (copy !== undefined)
    tabs.splice(2, 0, ['compare', 'Compare', `${base}/compare/1?copy=${copy.documentId}`])
  return {
    ...caseFrame(services, page, null, title),
    breadcrumbs: [
      { text: page.record.reference, href: page.path },
      { text: 'Documents', href: `${page.path}/documents` },
      { text: 'Redact', ...(tab === 'overview' ? {} : { href: base }) },
      ...(tab === 'overview' ? [] : [{ text: title }]),
    ],
    base,
    name: record.name,
    version: record.version,
    mayChange: workspace.mayChange,
    whyNot: workspace.mayChange
      ? null
      : record.open
        ? 'You can look at this and not change it: your role does not redact.'
        : (pastStage().detail ?? ''),
    tabs: tabs.map(([name, text, href]) => ({ text, href, current: name === tab })),
    // These pages change in place; the page with the picture has ways of its own.
    swaps: tab === 'overview' || tab === 'text',
    lastChange: workspace.mayChange ? last : null,
    ...memory.banner(staff.id, record),
  }
}
