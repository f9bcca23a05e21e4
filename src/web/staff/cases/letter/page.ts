import { previewLetter, readLetter, submitLetter, whyNot } from '../../../../cases/index.ts'
import {
  fragmentOfPage,
  renderDocx,
  renderHtml,
  renderHtmlFragment,
  renderPdf,
  renderText,
  type LetterModel,
} from '../../../../correspondence/index.ts'
import { sendRefusal, type App } from '../../../kit/index.ts'
import { done, show } from '../../answer.ts'
import type { StaffServices } from '../../staff-services.ts'
import { caseFrame } from '../case-frame.ts'
import { loadCase, type CasePage } from '../case-page.ts'
import { readVersion } from '../../form-fields.ts'
import { attachmentsOf, missingLinks } from './letter-view.ts'

const formats = ['pdf', 'docx', 'txt', 'html'] as const
type Format = (typeof formats)[number]
const formatNames: Record<Format, string> = { pdf: 'PDF', docx: 'Word', txt: 'Plain text', html: 'Web page' }
const mediaTypes: Record<Format, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  txt: 'text/plain; charset=utf-8',
  html: 'text/html; charset=utf-8',
}

export function addLetterPages(app: App, services: StaffServices): void {
  app.get('/staff/cases/:reference/letter', { config: { private: true } }, async (request, reply) =>
    showPreview(services, reply, await loadCase(services, request, 'read-cases')),
  )

  app.get(
    '/staff/cases/:reference/letter/preview/:format',
    { config: { private: true } },
    async (request, reply) => {
      const page = await loadCase(services, request, 'read-cases')
      const format = formats.find((name) => name === page.parameters['format'])
      if (format === undefined) return sendRefusal(reply, { ok: false, problem: 'not-found' })
      const preview = await previewLetter(services, page.staff, page.record.id)
      if (!preview.ok) return sendRefusal(reply, preview)
      const bytes = await renderAs(format, preview.value)
      return download(reply, bytes, mediaTypes[format], `${page.record.reference}-draft.${format}`)
    },
  )

  app.post('/staff/cases/:reference/letter', { config: { private: true } }, async (request, reply) => {
    const page = await loadCase(services, request, 'decide-part')
    const outcome = await submitLetter(services, page.staff, {
      caseId: page.record.id,
      version: readVersion(request.body),
    })
    if (outcome.ok)
      return done(reply, page.path, outcome.value.stage === 'approved' ? 'ready-to-send' : 'submitted')
    if (outcome.problem !== 'stale' && outcome.problem !== 'invalid-input') return sendRefusal(reply, outcome)
    const fresh = await loadCase(services, request, 'decide-part')
    return outcome.problem === 'stale'
      ? showPreview(services, reply, fresh, 409, true)
      : showPreview(services, reply, fresh, 422)
  })

  app.get(
    '/staff/cases/:reference/letters/:letter',
    { config: { private: true } },
    async (request, reply) => {
      const page = await loadCase(services, request, 'read-cases')
      const letter = page.record.letters.find(({ id }) => id === page.parameters['letter'])
      const file =
        letter === undefined
          ? null
          : await readLetter(services, page.staff, page.record.id, letter.id, 'html')
      if (letter === undefined || file === null)
        return sendRefusal(reply, { ok: false, problem: 'not-found' })
      return show(reply, 'cases/letter/version.njk', {
        ...caseFrame(services, page, 'decision', `Letter, version ${letter.version}`),
        plain: true,
        letter,
        html: fragmentOfPage(new TextDecoder().decode(file.bytes), 2),
        downloads: formats.map((format) => ({
          text: formatNames[format],
          href: `${page.path}/letters/${letter.id}/${format}`,
        })),
      })
    },
  )

  app.get(
    '/staff/cases/:reference/letters/:letter/:format',
    { config: { private: true } },
    async (request, reply) => {
      const page = await loadCase(services, request, 'read-cases')
      const format = formats.find((name) => name === page.parameters['format'])
      const letter = page.record.letters.find(({ id }) => id === page.parameters['letter'])
      const file =
        format === undefined || letter === undefined
          ? null
          : await readLetter(services, page.staff, page.record.id, letter.id, format)
      if (file === null) return sendRefusal(reply, { ok: false, problem: 'not-found' })
      return download(reply, file.bytes, file.mediaType, file.name)
    },
  )
}

async function showPreview(
  services: StaffServices,
  reply: Parameters<typeof show>[0],
  page: CasePage,
  status = 200,
  stale = false,
) {
  const { record } = page
  const preview = await previewLetter(services, page.staff, record.id)
  if (!preview.ok && preview.problem !== 'invalid-input') return sendRefusal(reply, preview)
  const fields = preview.ok ? [] : (preview.fields ?? [])
  const why = whyNot('submit', page.facts)
  return show(
    reply,
    'cases/letter/preview.njk',
    {
      ...caseFrame(services, page, 'decision', 'The letter'),
      plain: true,
      html: preview.ok ? renderHtmlFragment(preview.value, { headingLevel: 2 }) : null,
      missing: missingLinks(fields, record, page.path),
      attachments: attachmentsOf(record),
      downloads: formats.map((format) => ({
        text: formatNames[format],
        href: `${page.path}/letter/preview/${format}`,
      })),
      version: record.version,
      canSubmit: page.may('decide-part') && why === null && preview.ok,
      why,
      stale,
    },
    status,
  )
}

async function renderAs(format: Format, model: LetterModel): Promise<Uint8Array> {
  if (format === 'pdf') return renderPdf(model)
  if (format === 'docx') return renderDocx(model)
  return new TextEncoder().encode(format === 'txt' ? renderText(model) : renderHtml(model))
}

/** Always a download: the letter's web page has a style of its own that this site's policy would take off it. */
function download(reply: Parameters<typeof show>[0], bytes: Uint8Array, mediaType: string, name: string) {
  return reply
    .type(mediaType)
    .header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}
