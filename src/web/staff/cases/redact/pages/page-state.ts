import type { FastifyReply } from 'fastify'
import { showPage } from '../../../../../redaction/index.ts'
import { sendRefusal } from '../../../../kit/index.ts'
import type { RedactServices, Workspace } from '../workspace.ts'
import { toShownPage } from './page-view.ts'
import { patience } from './patience.ts'

type Extra = { said?: string; words?: boolean }

/** A page’s marks for the script that shows them: what it must know, and the markup it puts in their place. */
export async function sendPageState(
  { services, memory }: RedactServices,
  reply: FastifyReply,
  { staff, record, base, mayChange }: Workspace,
  page: number,
  { said, words = false }: Extra,
): Promise<FastifyReply> {
  const shown = await showPage(services, staff, record.documentId, page, { wait: patience })
  if (!shown.ok) return sendRefusal(reply, shown)
  const view = shown.value
  const { shapes, rows } = toShownPage(record, view, base)
  return reply.type('application/json; charset=utf-8').send(
    JSON.stringify({
      version: record.version,
      page,
      said: said ?? '',
      undo: memory.last(staff.id, record)?.said ?? null,
      overlay: reply.render('staff/cases/redact/pages/overlay.njk', { shapes }),
      list: reply.render('staff/cases/redact/pages/marks.njk', { rows, mayChange }),
      marks: rows.map(({ id, state, label, title, text }) => ({ id, state, label, title, text })),
      reading: view.reading === true,
      ...(words ? { width: view.width, height: view.height, words: view.words } : {}),
    }),
  )
}
