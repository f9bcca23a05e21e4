import { pictureOfPage } from '../../../../../redaction/index.ts'
import { isUnchanged, sendRefusal, type App } from '../../../../kit/index.ts'
import { loadQuickly, loadWorkspace, pageOf, redactAddress, type RedactServices } from '../workspace.ts'
import { addBoxForm } from './boxes.ts'
import { sendPageState } from './page-state.ts'
import { pictureWidths, readWidth } from './picture.ts'
import { showPageView } from './show.ts'
import { addWordsForm } from './mark-words.ts'

export function addPagePages(app: App, context: RedactServices): void {
  const { services } = context
  const config = { private: true }

  app.get(`${redactAddress}/pages`, { config }, async (request, reply) => {
    const { base } = await loadQuickly(services, request)
    const { go } = request.query as { go?: unknown }
    return reply.redirect(
      `${base}/pages/${typeof go === 'string' && /^\s*[1-9]\d{0,5}\s*$/.test(go) ? go.trim() : 1}`,
    )
  })

  app.get(`${redactAddress}/pages/:n`, { config }, async (request, reply) => {
    const workspace = await loadWorkspace(services, request)
    const query = request.query as Record<string, unknown>
    const [x, y] = [readNumber(query['x']), readNumber(query['y'])]
    return showPageView(context, reply, workspace, {
      page: pageOf(workspace),
      width: readWidth(query['w']),
      corner: x === null || y === null ? null : { x, y },
      ...(typeof query['reason'] === 'string' ? { reason: query['reason'] } : {}),
      ...(typeof query['layer'] === 'string' ? { layer: query['layer'] } : {}),
    })
  })

  app.get(`${redactAddress}/pages/:n(^\\d+).json`, { config }, async (request, reply) => {
    const workspace = await loadQuickly(services, request)
    return sendPageState(context, reply, workspace, pageOf(workspace), { words: true })
  })

  // The picture is asked for again with every turn of a page: its tag saves drawing it anew.
  app.get(
    `${redactAddress}/pages/:n(^\\d+).png`,
    { config: { ...config, revalidate: true } },
    async (request, reply) => {
      const workspace = await loadQuickly(services, request)
      const { w } = request.query as { w?: unknown }
      const width = pictureWidths.find((each) => String(each) === w) ?? pictureWidths[0] ?? 640
      const page = pageOf(workspace)
      const etag = `"${workspace.record.sha256.slice(0, 32)}-${page}-${width}"`
      reply.header('ETag', etag)
      if (isUnchanged(request, etag)) return reply.code(304).send()
      const made = await pictureOfPage(services, workspace.staff, workspace.record.documentId, page, {
        width,
      })
      if (!made.ok) return sendRefusal(reply.removeHeader('ETag'), made)
      return reply.type('image/png').send(Buffer.from(made.value.png))
    },
  )

  addBoxForm(app, context)
  addWordsForm(app, context)
}

function readNumber(text: unknown): number | null {
  return typeof text === 'string' && /^\d{1,5}(\.\d{1,2})?$/.test(text) ? Number(text) : null
}
