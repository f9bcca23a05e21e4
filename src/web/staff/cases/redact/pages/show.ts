import type { FastifyReply } from 'fastify'
import { pageFlags, showDocument, showPage } from '../../../../../redaction/index.ts'
import { sendRefusal, type FormState } from '../../../../kit/index.ts'
import { show } from '../../../answer.ts'
import { countMarks } from '../mark-rows.ts'
import { firstReason, flagWords, hiddenFrom, quickReasons, reasonGroups } from '../words.ts'
import { redactFrame, type FullWorkspace, type RedactServices } from '../workspace.ts'
import { flagLabel, toLines, toShownPage } from './page-view.ts'
import { patience } from './patience.ts'
import { pageStrip } from './page-strip.ts'
import { pictureAddress, usualWidth, widths, type Width } from './picture.ts'

type Options = {
  page: number
  form?: FormState
  status?: number
  /** How wide the picture stands, in pixels of the window */
  width?: Width
  /** The first of two corners, in the page’s units */
  corner?: { x: number; y: number } | null
  reason?: string
  layer?: string
}

/** One page of a document with its marks, and every way to make more. */
export async function showPageView(
  context: RedactServices,
  reply: FastifyReply,
  workspace: FullWorkspace,
  options: Options,
): Promise<FastifyReply> {
  const { services } = context
  const { staff, record, base, page: casePage } = workspace
  const [whole, shown] = await Promise.all([
    showDocument(services, staff, record.documentId),
    showPage(services, staff, record.documentId, options.page, { wait: patience }),
  ])
  if (!whole.ok) return sendRefusal(reply, whole)
  if (whole.value.kind === 'pieces') return reply.redirect(`${base}/text`, 302)
  if (!shown.ok) return sendRefusal(reply, shown)
  const { pages } = whole.value
  const view = shown.value
  const width = options.width ?? usualWidth
  const { regime } = casePage.record
  const reason = options.reason ?? firstReason(record.marks, staff.name, regime)
  const layer = options.layer ?? 'requester'
  const form: FormState = {
    errors: options.form?.errors ?? [],
    values: {
      reason,
      layer,
      wordsReason: reason,
      wordsLayer: layer,
      newReason: '',
      newLayer: '',
      ...flagValues(workspace, options.page),
      ...options.form?.values,
    },
  }
  const { shapes, rows, marks, flag } = toShownPage(record, view, base)
  const address = (number: number): string | null =>
    number < 1 || number > pages
      ? null
      : `${base}/pages/${number}${width === usualWidth ? '' : `?w=${width}`}`
  const picture = (number: number): string | null =>
    number < 1 || number > pages ? null : pictureAddress(base, number, width)
  return show(
    reply,
    'cases/redact/pages/page.njk',
    {
      ...redactFrame(context, workspace, 'pages', `Page ${options.page} of ${pages}`, 'pages'),
      form,
      from: `page ${options.page}`,
      view,
      again: address(options.page),
      pages,
      height: Math.round((width * view.height) / view.width),
      width,
      widths: widths.map((each) => ({
        text: { 320: 'Small', 720: 'Usual', 1200: 'Large' }[each],
        href: `${base}/pages/${options.page}${each === usualWidth ? '' : `?w=${each}`}`,
        current: each === width,
      })),
      picture: picture(options.page),
      previous: address(options.page - 1),
      next: address(options.page + 1),
      ahead: [picture(options.page + 1), picture(options.page - 1)].filter((each) => each !== null),
      shapes,
      rows,
      flagText: flag === null ? 'No decision yet' : flagLabel(flag),
      counts: countMarks(marks),
      corner: options.corner ?? null,
      lines: toLines(view.words),
      strip: pageStrip(record, options.page, pages, base),
      reasons: reasonGroups(regime),
      layers: layerItems(),
      quick: quickReasons(record.marks, regime),
      flags: [
        { value: '', text: 'No decision yet' },
        ...pageFlags.map((value) => ({ value, text: flagWords[value] })),
      ],
    },
    options.status ?? 200,
  )
}

function flagValues({ record }: FullWorkspace, page: number): Record<string, string> {
  const found = record.pages.find((each) => each.page === page)
  return { flag: found?.flag ?? '', flagReason: found?.reason ?? '', flagPages: String(page) }
}

export function layerItems(): { value: string; text: string }[] {
  return (['requester', 'public-log', 'internal', 'regulator'] as const).map((value) => ({
    value,
    text: hiddenFrom[value],
  }))
}
